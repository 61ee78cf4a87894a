package dev.switchback.internal.run;

import dev.switchback.UnfinishedMigrationException;
import dev.switchback.dialect.SessionEffect;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.database.Session;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.Operation;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses a statement of a resumed migration that reads session state of a skipped step: the
 * generated number of a row, or a variable.
 */
final class SkippedSession {

  /** Statements that set the last generated number of the session. */
  private static final Pattern NUMBERS_ROWS =
      Pattern.compile(
          "\\b(?:insert|replace|merge|call|nextval|next\\s+value)\\b", Pattern.CASE_INSENSITIVE);

  private final Session session;
  private final Replay replay;
  private boolean isNumberLost;

  SkippedSession(Session session, Replay replay) {
    this.session = session;
    this.replay = replay;
  }

  /** Notes that a step is done and is not sent. */
  void skip(Step step) {
    isNumberLost |=
        step.isRaw() || step.operation().map(Operation::bare).orElse(null) instanceof DataOperation;
  }

  /** Notes that the answer to a query comes from the journal. */
  void skipQuery() {
    isNumberLost = true;
  }

  /** Notes that a step was sent in this session. */
  void sent(Step step) {
    if (step.operation().map(Operation::bare).orElse(null) instanceof DataOperation data
        && !data.rows().isEmpty()) {
      isNumberLost = false;
    }
  }

  /**
   * Checks raw SQL that is about to be sent.
   *
   * @param effect what the statement itself leaves in the session
   * @throws UnfinishedMigrationException if the statement reads session state that is lost
   */
  void require(String sql, SessionEffect effect) throws SQLException {
    if (replay.isEmpty()) {
      return;
    }
    if (isNumberLost && session.dialect().rawSql().readsSession(sql)) {
      throw replay.readsSession(sql);
    }
    if (effect.kind() == SessionEffect.Kind.NONE) {
      Optional<String> missing =
          session.dialect().rawSql().missingVariable(session.connection(), sql);
      if (missing.isPresent()) {
        throw replay.readsVariable(sql, missing.get());
      }
    }
    if (NUMBERS_ROWS.matcher(sql).find()) {
      isNumberLost = false;
    }
  }
}
