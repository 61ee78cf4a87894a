package dev.switchback.internal.run;

import dev.switchback.Direction;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.store.Journal;
import dev.switchback.operation.ExecuteSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares the steps of a resumed migration with the journal. The migration runs again from its
 * first step, and steps that are done are not repeated. The first difference stops it.
 */
final class Replay {

  private final MigrationName migration;
  private final Direction direction;
  private final List<Journal.Entry> entries;
  private final SortedMap<Integer, String> done = new TreeMap<>();
  private final List<Step> pending = new ArrayList<>();
  private boolean hasChanged;

  Replay(MigrationName migration, Direction direction, List<Journal.Entry> entries) {
    this.migration = migration;
    this.direction = direction;
    this.entries = List.copyOf(entries);
    for (int i = 0; i < entries.size(); i++) {
      Journal.Entry entry = entries.get(i);
      if (entry.ordinal() != i + 1 || entry.direction() != direction) {
        throw stopped(
            "cannot be resumed: its journal is damaged. Step %d of '%s' is not in it."
                .formatted(i + 1, direction));
      }
      if (entry.isDone()) {
        done.put(entry.ordinal(), entry.description());
      }
    }
  }

  /** Returns whether the journal has no steps of the migration. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns how many steps were begun. */
  int size() {
    return entries.size();
  }

  /** Returns the steps that were begun, in order. */
  List<Journal.Entry> entries() {
    return entries;
  }

  /** Returns the journal entry of a step that was begun. */
  Journal.Entry entry(int ordinal) {
    return entries.get(ordinal - 1);
  }

  /** Notes that this run has executed the step. The step and those before it are committed. */
  void keep(Step step) {
    pending.forEach(before -> done.put(before.ordinal(), before.description()));
    done.put(step.ordinal(), step.description());
    pending.clear();
    hasChanged = true;
  }

  /** Notes that this run has executed the step. A rollback can still undo it. */
  void join(Step step) {
    pending.add(step);
  }

  /** The state of a step in an unfinished migration. */
  enum Standing {
    /** The step was not begun. */
    NEW,
    DONE,
    /** The process died while the step was being executed, and the step did not take effect. */
    NOT_APPLIED,
    /** The process died while the step was being executed, and its leftovers must be removed. */
    LEFT_UNFINISHED,
    /** The process died between two batches, or in one that was rolled back. */
    IN_BATCHES
  }

  /**
   * Returns the state of a step.
   *
   * @param settling determines whether a step took effect, if the journal has only its intent
   * @throws UnfinishedMigrationException if the step differs from the one that was executed, or if
   *     its effect cannot be determined
   */
  Standing standingOf(Step step, Settling settling) {
    if (step.ordinal() > entries.size()) {
      return Standing.NEW;
    }
    Journal.Entry entry = entries.get(step.ordinal() - 1);
    if (!step.isSame(entry.fingerprint())) {
      throw different(entry, "is now " + step.description());
    }
    if (entry.isDone()) {
      return Standing.DONE;
    }
    if (step.mode() == TransactionMode.BATCHED) {
      return Standing.IN_BATCHES;
    }
    return switch (settling.outcome(step, entry)) {
      case APPLIED -> {
        done.put(step.ordinal(), step.description());
        yield Standing.DONE;
      }
      case NOT_APPLIED -> Standing.NOT_APPLIED;
      case LEFT_UNFINISHED -> Standing.LEFT_UNFINISHED;
      case UNKNOWN -> throw unsettled(entry, settling.whereToLook(step));
    };
  }

  /** Stops a migration that now ends before it has reached all begun steps. */
  void requireAllReached(int steps) {
    if (steps < entries.size()) {
      throw different(entries.get(steps), "is no longer in the class");
    }
  }

  private UnfinishedMigrationException different(Journal.Entry entry, String now) {
    String was = entry.description();
    return stopped(
        "cannot be resumed: step %d was %s in the unfinished run, and %s%s."
            .formatted(
                entry.ordinal(), was, now, now.endsWith(was) ? " with other attributes" : ""));
  }

  /** Returns the exception for a step in batches that now has other values. */
  UnfinishedMigrationException otherValues(Journal.Entry entry) {
    return stopped(
        "cannot be resumed: step %d (%s) has other values than in the unfinished run."
            .formatted(entry.ordinal(), entry.description()));
  }

  /** Returns the exception for a query that differs from the first run, or has moved. */
  UnfinishedMigrationException otherLook(int before, String was, String now) {
    return stopped(
        "cannot be resumed: before step %d the unfinished run continued with %s, and this run continues with %s."
            .formatted(before, was, now));
  }

  /**
   * Returns the exception for a query whose answer has changed, and whose first answer was too long
   * for the journal.
   */
  UnfinishedMigrationException otherAnswer(String question) {
    return refused(
        "the answer of %s has changed, and the done steps may depend on the first answer. The journal has only a hash of that, because it is longer than %d characters."
            .formatted(question, Answers.LONGEST));
  }

  /** Returns the exception for a query whose answer was not kept. */
  UnfinishedMigrationException answerNotKept(String question, String reason) {
    return refused(
        "the first answer of %s is not in the journal (%s), and the done steps may depend on it."
            .formatted(question, reason));
  }

  /** Returns the exception for a step over a connection whose results were not kept. */
  UnfinishedMigrationException resultsNotKept(Journal.Entry entry, String reason) {
    return refused(
        "what step %d (%s) read is not in the journal (%s), and later steps may use it. If they do not, put acknowledged(\"…\") before that step, and run again."
            .formatted(entry.ordinal(), entry.description(), reason));
  }

  /** Returns the exception for a step over a connection that makes other calls than before. */
  UnfinishedMigrationException otherCall(Journal.Entry entry, String was, String now) {
    return stopped(
        "cannot be resumed: in step %d (%s) the unfinished run continued with %s, and this run continues with %s."
            .formatted(entry.ordinal(), entry.description(), was, now));
  }

  /** Returns the exception for lost session state that the next step needs. */
  UnfinishedMigrationException lostSession(Journal.Entry entry, String what) {
    return refused(
        "step %d (%s) is done and left %s in its session, which cannot be restored."
            .formatted(entry.ordinal(), entry.description(), what));
  }

  /** Returns the exception for session state of a query whose answer is in the journal. */
  UnfinishedMigrationException lostByQuery(String sql, String what) {
    return refused(
        "query '%s' left %s in its session, which cannot be restored."
            .formatted(ExecuteSql.shorten(sql), what));
  }

  /** Returns the exception for a statement that reads session state of a done step. */
  UnfinishedMigrationException readsSession(String sql) {
    return refused(
        "'%s' reads a value that an earlier statement left in the session, such as the last generated number. That statement is done and is not sent again."
            .formatted(ExecuteSql.shorten(sql)));
  }

  /** Returns the exception for a statement that reads a variable of a done step. */
  UnfinishedMigrationException readsVariable(String sql, String variable) {
    return refused(
        "'%s' reads the variable '%s', which this run has not set. A step that is done may have set it."
            .formatted(ExecuteSql.shorten(sql), variable));
  }

  private UnfinishedMigrationException refused(String what) {
    return new UnfinishedMigrationException(
        migration.value(),
        "cannot be resumed: %s\n%s%s\nUndo the done steps by hand, run 'resolve %s --abandon --reason TEXT', and run '%s' again."
            .formatted(
                what, hasChanged ? "" : "Nothing was changed. ", done(), migration, direction));
  }

  private UnfinishedMigrationException stopped(String what) {
    return new UnfinishedMigrationException(
        migration.value(),
        what
            + "\nNothing was sent. "
            + done()
            + "\nRestore the done steps in the class, and run '"
            + direction
            + "'. Or clean up the remaining changes by hand, and run 'resolve "
            + migration
            + " --abandon --reason TEXT'.");
  }

  private UnfinishedMigrationException unsettled(Journal.Entry entry, Optional<String> where) {
    return new UnfinishedMigrationException(
        migration.value(),
        "cannot be resumed: its last run ended while step %d (%s) was in flight, and the database does not"
                .formatted(entry.ordinal(), entry.description())
            + " show whether that step took effect completely.\nNothing was sent. "
            + done()
            + "\nCheck whether it did%s. Then run 'resolve %s --applied --reason TEXT' or 'resolve %s --not-applied --reason TEXT', and"
                .formatted(where.map(object -> ", at " + object).orElse(""), migration, migration)
            + " run '"
            + direction
            + "' again. Or put verifiedBy(\"SELECT …\") before the step, so that the run can check"
            + " it.");
  }

  private String done() {
    return "Steps that are done: "
        + done.entrySet().stream()
            .map(step -> step.getKey() + " (" + step.getValue() + ")")
            .collect(
                Collectors.collectingAndThen(
                    Collectors.joining(", "), text -> text.isEmpty() ? "none" : text))
        + ".";
  }
}
