package dev.switchback.internal.run;

import dev.switchback.SwitchbackException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Probe;
import dev.switchback.dialect.RawReading;
import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SchemaSwitch;
import dev.switchback.dialect.SessionEffect;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.store.Journal;
import dev.switchback.operation.Operation;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Determines what became of a step that was being executed when its process died. */
final class Settling {

  private final Session session;

  Settling(Session session) {
    this.session = session;
  }

  private <T> T ask(Operation operation, Function<Probe, T> question) {
    Dialect dialect = session.dialect();
    return SchemaSwitch.ask(
        operation,
        session.connection(),
        dialect,
        catalog -> question.apply(new Probe(dialect, catalog)));
  }

  /** Returns what the journal keeps with the intent of a step, before the step is sent. */
  Optional<String> before(Step step) {
    return step.verification().isPresent()
        ? Optional.empty()
        : step.operation().flatMap(operation -> ask(operation, probe -> probe.before(operation)));
  }

  /**
   * Determines whether a step took effect. Asks the query of {@code verifiedBy} if there is one,
   * else the catalogue.
   */
  Probe.Result outcome(Step step, Journal.Entry entry) {
    if (step.verification().isPresent()) {
      return verified(step, step.verification().get());
    }
    Optional<String> before = Optional.ofNullable(entry.before());
    Probe.Result result =
        step.operation()
            .map(operation -> ask(operation, probe -> probe.outcome(operation, before)))
            .orElse(Probe.Result.UNKNOWN);
    return result == Probe.Result.UNKNOWN && endedWithSession(step)
        ? Probe.Result.NOT_APPLIED
        : result;
  }

  /** Returns whether all effects of a step ended with the session of its process. */
  private boolean endedWithSession(Step step) {
    SessionEffect effect = sessionEffect(step);
    return effect.kind() != SessionEffect.Kind.NONE && effect.isAll();
  }

  /** Returns what a raw step leaves in its session. */
  SessionEffect sessionEffect(Step step) {
    return step.raw().isPresent()
        ? session.dialect().rawSql().sessionEffect(step.raw().get().sql())
        : SessionEffect.NONE;
  }

  private Probe.Result verified(Step step, String query) {
    try (Statement statement = session.connection().createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(query)) {
        return rows.next() && isTrue(rows.getObject(1))
            ? Probe.Result.APPLIED
            : Probe.Result.NOT_APPLIED;
      }
    } catch (SQLException e) {
      throw new SwitchbackException(
          "Step %d (%s): the query of its verifiedBy failed. Nothing was sent. Correct the query and run again. Cause: %s"
              .formatted(step.ordinal(), step.description(), Redaction.firstLine(e)),
          e);
    }
  }

  /** Returns whether a value is true. Text counts as databases without a boolean type write it. */
  private static boolean isTrue(@Nullable Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).signum() != 0;
    }
    return value instanceof Boolean truth
        ? truth
        : value != null && !value.toString().matches("(?i)0|f|false|n|no|");
  }

  /** Returns the objects that an administrator can check to see whether a step took effect. */
  Optional<String> whereToLook(Step step) {
    return step.raw()
        .flatMap(raw -> RawReading.of(raw.sql(), session.dialect().rawSql().syntax()).change())
        .map(
            change ->
                change.objects().stream()
                    .map(SchemaObject::describe)
                    .collect(Collectors.joining(", ")));
  }

  /** Drops the leftovers of an interrupted step, if they block it. Works outside a transaction. */
  void clearAway(Step step) throws SQLException {
    if (step.raw().isPresent()) {
      session.dialect().rawSql().dropUnfinished(session.connection(), step.raw().get());
    }
  }

  /** Removes what an interrupted step left, before the step is sent again. */
  void beforeRepeating(Step step) throws SQLException {
    if (step.raw().isPresent()) {
      session.dialect().rawSql().beforeRepeating(session.connection(), step.raw().get());
    }
  }
}
