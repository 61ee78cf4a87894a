package dev.switchback.internal.run;

import dev.switchback.Direction;
import dev.switchback.LockLostException;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationReport;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.internal.base.ClosedDataSourceException;
import dev.switchback.internal.base.InterruptedRunException;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Remedy;
import dev.switchback.internal.base.SelfDeadlockException;
import dev.switchback.internal.base.SourceLine;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.store.StepProgress;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Describes a failed migration: what happened and where, what remains in the database, and what to
 * do.
 *
 * @param type the class of the migration; the stack trace of the cause is searched for its lines
 * @param phase the phase that the migration reached
 * @param keepsChanges whether the server reported changes that it could not roll back
 */
record FailureReport(
    MigrationName name,
    Class<?> type,
    Direction direction,
    Attempt.Phase phase,
    MigrationProgress progress,
    Dialect dialect,
    Fate fate,
    StepProgress remains,
    boolean keepsChanges,
    Throwable cause) {

  /** What became of the open transaction. */
  enum Fate {
    /** The transaction was rolled back, and the journal says what remains. */
    SETTLED,
    /** The migration itself ended the transaction before it failed. */
    ENDED_INSIDE,
    /** The connection was lost during the commit. */
    COMMIT_UNKNOWN,
    /** The connection was lost, and the journal may have entries. */
    LOST,
    /** The database can no longer write its files. */
    STORE_LOST
  }

  /** Returns the cause of the failure, as far as the remedy depends on it. */
  ErrorCause errorCause() {
    return cause instanceof SelfDeadlockException
        ? ErrorCause.STATEMENT
        : Remedy.causeOf(cause, dialect);
  }

  boolean isSettled() {
    return fate == Fate.SETTLED && remains.isKnown() && remains.inFlightOrNull() == null;
  }

  /**
   * Creates the exception for the failure.
   *
   * @param blockers the sessions that blocked the migration
   */
  SwitchbackException exception(MigrationReport completed, List<String> blockers) {
    if (cause instanceof UnfinishedMigrationException stopped) {
      return stopped;
    }
    return new MigrationFailedException(
        message(blockers), name.value(), direction, completed, cause);
  }

  private String message(List<String> blockers) {
    return "Migration '%s' – '%s' failed %s.\n%s\n%s Cause: %s%s%s%s"
        .formatted(
            name,
            direction,
            where(),
            state(),
            remedy(!blockers.isEmpty()),
            Redaction.firstLineAndRoot(cause, progress.definition()),
            blockers.isEmpty() ? "" : " (held by " + String.join("; ", blockers) + ")",
            advice(),
            progress.failedSql().map(sql -> "\nSQL: " + sql).orElse(""));
  }

  private String advice() {
    return Remedy.sqlIn(cause).stream()
        .flatMap(error -> progress.advice(error).stream())
        .map(line -> "\n" + line)
        .collect(Collectors.joining());
  }

  private String where() {
    if (progress.refusedAt().isPresent()) {
      int refused = progress.refusedAt().get();
      return (refused == 0 ? "at a later step" : "at step " + refused)
          + inBrackets(progress.failedAt().orElse(""));
    }
    int last = progress.done();
    return switch (phase) {
      case STEPS ->
          progress
              .failedAt()
              .map(step -> "at step " + (last + 1) + inBrackets(step))
              .orElseGet(
                  () ->
                      last == 0
                          ? "before step 1" + inBrackets("")
                          : "after step " + last + inBrackets(""));
      case RECORD -> "while the run recorded it";
      case COMMIT -> "while the run committed it";
    };
  }

  /** Describes the step and the line of the migration that requested it, as far as known. */
  private String inBrackets(String step) {
    StringJoiner inside = new StringJoiner(", ", " (", ")").setEmptyValue("");
    if (!step.isEmpty()) {
      inside.add(step);
    }
    SourceLine.of(type, cause).ifPresent(inside::add);
    return inside.toString();
  }

  private String state() {
    return switch (fate) {
      case SETTLED -> remains.isNothing() ? nothingRemains() : whatStays();
      case ENDED_INSIDE ->
          "The migration ended its transaction by itself, by a COMMIT or ROLLBACK that the run did"
              + " not see. Its earlier changes may remain. "
              + record();
      case COMMIT_UNKNOWN ->
          "The connection was lost during the commit. 'status' shows whether "
              + dialect.name()
              + " committed it.";
      case LOST -> "The connection is lost. The next run checks which changes remain. " + record();
      case STORE_LOST ->
          dialect.name()
              + " can no longer write its files, and may have lost its latest commits. The next run"
              + " checks which changes remain.";
    };
  }

  private String nothingRemains() {
    if (progress.refusedAt().isPresent() && progress.count() == 0) {
      return "It was refused before the first step: no step was executed. %s".formatted(record());
    }
    if (keepsChanges) {
      return "%s rolled back the open transaction. %s%s%s"
          .formatted(dialect.name(), record(), keptChanges(), inTheDark());
    }
    if (inTheDark().isEmpty() && isFailedSchemaStep()) {
      return "%s rolled back the open transaction. No step is done. %s"
          .formatted(dialect.name(), record());
    }
    return inTheDark().isEmpty()
        ? "%s rolled back the migration: none of its changes remain. %s"
            .formatted(dialect.name(), record())
        : "%s rolled back the open transaction. %s%s"
            .formatted(dialect.name(), record(), inTheDark());
  }

  /** Returns a sentence if the server could not roll back all changes. */
  private String keptChanges() {
    return keepsChanges
        ? " Changes of tables that have no transactions remain, as "
            + dialect.name()
            + " reports. Undo them by hand first, or change the class so that it expects them."
        : "";
  }

  /**
   * Returns whether a schema statement failed that commits implicitly. The server alone determines
   * what remains of such a statement.
   */
  private boolean isFailedSchemaStep() {
    return progress
        .runningStep()
        .filter(step -> step.mode() == TransactionMode.IMPLICIT_COMMIT)
        .isPresent();
  }

  /**
   * Returns a sentence if the failed step may have taken effect in part and cannot be rolled back.
   */
  private String inTheDark() {
    return progress.runningStep().filter(this::mayHaveDonePart).isPresent()
        ? " Changes that step " + progress.count() + " made before it failed may remain."
        : "";
  }

  private boolean mayHaveDonePart(Step step) {
    return switch (step.mode()) {
      case NON_TRANSACTIONAL ->
          true; // a concurrent index that could not be built remains, and is invalid
      case IMPLICIT_COMMIT -> step.isRaw();
      case TRANSACTIONAL, COMMITTING, OPAQUE, BATCHED -> false;
    };
  }

  private String record() {
    return switch (direction) {
      case UP ->
          name.isRepeatable() ? "This run is not recorded." : "The migration is not recorded.";
      case DOWN -> "The migration is still recorded as applied.";
    };
  }

  private String whatStays() {
    if (!remains.isKnown()) {
      return "This run could not read which steps are done. The next run checks which changes"
          + " remain. "
          + record();
    }
    int stay = remains.done().size();
    StringBuilder text = new StringBuilder();
    text.append(
        dialect.rendering().hasTransactionalDdl() || remains.batchedOrNull() != null
            ? "The migration did not run in one transaction: "
            : dialect.name() + " commits at each schema statement: ");
    text.append(
        switch (stay) {
          case 0 -> "no step is done";
          case 1 -> "step 1 (" + remains.done().get(0) + ") is done and stays";
          default ->
              "steps 1 to "
                  + stay
                  + " ("
                  + String.join(", ", remains.done())
                  + ") are done and stay";
        });
    int behind = progress.done();
    if (behind > stay && remains.inFlightOrNull() == null) {
      text.append(
          behind == stay + 1
              ? "; step " + behind + " was rolled back"
              : "; steps " + (stay + 1) + " to " + behind + " were rolled back");
    }
    if (remains.inFlightOrNull() != null) {
      text.append(hasDonePart() ? "; a part of step " : "; step ")
          .append(stay + 1)
          .append(" (")
          .append(remains.inFlightOrNull())
          .append(hasDonePart() ? ") may be done and stays" : ") may or may not have taken effect");
    }
    if (remains.batchedOrNull() != null) {
      text.append("; step ")
          .append(stay + 1)
          .append(" (")
          .append(remains.batchedOrNull())
          .append(") is done in part, and its batches stay");
    }
    return text.append(".")
        .append(keptChanges())
        .append(hasDonePart() ? "" : inTheDark())
        .toString();
  }

  private String remedy(boolean isBlocked) {
    if (isBlocked) {
      return "Run '%s' again when those sessions have released their locks, or set a longer statementLockTimeout(…)."
          .formatted(direction);
    }
    return switch (fate) {
      case SETTLED -> remedyWhenSettled();
      case COMMIT_UNKNOWN -> "If it did not, run '%s' again.".formatted(direction);
      case LOST ->
          cause instanceof ClosedDataSourceException || errorCause() == ErrorCause.DRIVER_SETTING
              ? remedyWhenSettled()
              : "Run '%s' again. It resumes where this run stopped.".formatted(direction);
      case STORE_LOST ->
          "%s, close the database, and run '%s' again. It resumes from the contents of the files."
              .formatted(Remedy.of(ErrorCause.RESOURCE).orElseThrow(), direction);
      case ENDED_INSIDE ->
          "Undo the remaining changes by hand, remove that statement, and run again.";
    };
  }

  private String remedyWhenSettled() {
    Optional<String> remedy = Remedy.of(errorCause());
    if (cause instanceof ClosedDataSourceException) {
      return remains.isNothing()
          ? "Run '%s' again with an open data source.".formatted(direction)
          : "Run '%s' again with an open data source. It resumes where this run stopped."
              .formatted(direction);
    }
    if (cause instanceof LockLostException || !remains.isKnown()) {
      return "%s '%s' again. It resumes where this run stopped."
          .formatted(remedy.map(text -> text + ", and run").orElse("Run"), direction);
    }
    String first =
        InterruptedRunException.isIn(cause)
            ? "When the run may continue,"
            : cause instanceof SelfDeadlockException
                ? "Send that statement by db.execute(…) or db.withConnection(…), which use the"
                    + " connection of the run, and"
                : remedy.map(text -> text + ", and").orElse("Fix the class and");
    if (remains.isNothing()) {
      return "%s run '%s' again.".formatted(first, direction);
    }
    if (hasDonePart()) {
      return "Undo the changes of step %d by hand%s, run 'resolve %s --not-applied --reason TEXT', and run '%s' again."
          .formatted(
              remains.done().size() + 1,
              remedy.isEmpty() ? ", fix the class" : "",
              name,
              direction);
    }
    if (remains.inFlightOrNull() != null) {
      return "Run '%s' again. It checks the step, then resumes or tells you how to resolve it."
          .formatted(direction);
    }
    if (remains.batchedOrNull() != null) {
      return remedyInBatches(remedy, first);
    }
    return "%s run '%s' again. It resumes at step %d."
        .formatted(first, direction, remains.done().size() + 1);
  }

  private String remedyInBatches(Optional<String> remedy, String first) {
    boolean isOfRows = remedy.isEmpty() && !InterruptedRunException.isIn(cause);
    return "%s run '%s' again. It resumes step %d after its last batch. If that step must change, undo its batches by hand, and run 'resolve %s --abandon --reason TEXT' first."
        .formatted(
            isOfRows ? "Correct the rows that the server refused, and" : first,
            direction,
            remains.done().size() + 1,
            name);
  }

  /**
   * Returns whether an opaque step, or one that commits parts of itself, may have committed
   * something before it failed.
   */
  private boolean hasDonePart() {
    return remains.inFlightOrNull() != null
        && progress
            .runningStep()
            .map(Step::mode)
            .filter(mode -> mode == TransactionMode.OPAQUE || mode == TransactionMode.COMMITTING)
            .isPresent();
  }
}
