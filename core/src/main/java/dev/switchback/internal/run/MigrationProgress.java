package dev.switchback.internal.run;

import dev.switchback.SwitchbackException;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Step;
import dev.switchback.operation.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How many steps of a migration have begun, which one is running, and which one failed. */
final class MigrationProgress {

  /** The maximum length of a failed statement in a report. */
  private static final int SHOWN = 1_000;

  private final Dialect dialect;
  private int count;
  private @Nullable Step running;
  private @Nullable String failedAt;
  private long failedRow;

  /** The number of a later step that would be refused, 0 if it is not known, or null for none. */
  private @Nullable Integer refusedAt;

  /** The statement that the server is executing, or has refused. */
  private @Nullable SqlStatement sending;

  /** The query that the server is executing, or has refused. */
  private @Nullable String asking;

  private @Nullable Throwable failure;

  MigrationProgress(Dialect dialect) {
    this.dialect = dialect;
  }

  // ---- what happens

  void begin(Step step) {
    count++;
    running = step;
  }

  void end() {
    running = null;
  }

  /** Notes the statement that is being executed; null after it. */
  void noteStatement(@Nullable SqlStatement statement) {
    sending = statement;
  }

  /** Notes the query that is being executed; null after it. */
  void ask(@Nullable String query) {
    asking = query;
  }

  /** Notes which row of the running step was refused; 0 if that is not known. */
  void failInRow(long row) {
    failedRow = row;
  }

  /** Notes that the rehearsal refused a later step. The running step was not begun. */
  void refuse(int ordinal, String description, Throwable refusal) {
    count--;
    running = null;
    failedAt = description;
    refusedAt = ordinal;
    note(refusal);
  }

  /** Notes a failure. Keeps the first one: it may be that of a step inside this one. */
  void fail(String description, Throwable cause) {
    if (failure == null) {
      failedAt = failedRow > 0 ? description + ", row " + failedRow : description;
    }
    note(cause);
  }

  private void note(Throwable cause) {
    if (failure == null) {
      failure = cause instanceof CatalogException catalog ? catalog.getCause() : cause;
    }
  }

  // ---- what is asked

  /** Fails if an earlier step has failed. */
  void requireNoFailureBefore(String description) {
    if (failure != null) {
      throw new SwitchbackException(
          "Step '"
              + description
              + "' – the migration has failed at '"
              + failedAt
              + "' and cannot continue. Nothing was sent. Let that exception end the migration.",
          failure);
    }
  }

  /** Fails if the migration continued after one of its steps had failed. */
  void requireNoFailure() {
    if (failure != null) {
      throw new SwitchbackException("The migration continued after a step failed.", failure);
    }
  }

  /** Returns the number of steps that were begun. Queries do not count. */
  int count() {
    return count;
  }

  /** Returns the running step, which is the failed one after a failure. Empty for a query. */
  Optional<Step> runningStep() {
    return Optional.ofNullable(running);
  }

  /**
   * Returns whether the running step has no time limit. A statement that may change the schema is
   * not stopped where stopping it does harm.
   */
  boolean isUnlimited() {
    return running != null
        && running.mode() != TransactionMode.TRANSACTIONAL
        && dialect.locks().topology().stopsForSchemaStatements();
  }

  /** Returns the number of steps that are done. */
  int done() {
    return running == null ? count : count - 1;
  }

  /**
   * Returns the number of the step that the rehearsal refused; 0 if the number is not known. The
   * step before it was not begun.
   */
  Optional<Integer> refusedAt() {
    return Optional.ofNullable(refusedAt);
  }

  /** Returns the description of the step or query that failed. */
  Optional<String> failedAt() {
    return Optional.ofNullable(failedAt);
  }

  /** Returns the first failure of the migration. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns a statement without its values, unless the running step only defines the schema. */
  String shown(SqlStatement sql) {
    if (isDefinition()) {
      return sql.sql();
    }
    boolean hasNames = !dialect.rendering().quote("X").startsWith("`");
    return Redaction.statement(sql.sql(), hasNames);
  }

  private boolean isDefinition() {
    return running != null && running.operation().filter(Operation::isDefinition).isPresent();
  }

  /**
   * Returns the statement that the server refused, if it only defines the schema. Empty for any
   * other statement: its values are secret.
   */
  String definition() {
    return sending != null && isDefinition() ? sending.sql() : "";
  }

  /**
   * Returns the beginning of the statement that the server refused. Values are left out, unless it
   * only defines the schema.
   */
  Optional<String> failedSql() {
    return Optional.ofNullable(sending)
        .map(this::shown)
        .map(sql -> sql.length() > SHOWN ? sql.substring(0, SHOWN) + "…" : sql);
  }

  /** Returns what the server reports besides an error, and a hint on what to write instead. */
  List<String> advice(SQLException error) {
    List<String> lines = new ArrayList<>();
    for (String detail : dialect.errors().details(error)) {
      lines.add(Redaction.line(detail, definition()));
    }
    SqlStatement refused = sending;
    String sql = refused != null ? refused.sql() : asking != null ? asking : "";
    dialect.rawSql().hint(error, sql).ifPresent(hint -> lines.add("Hint: " + hint));
    return lines;
  }
}
