package dev.switchback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Receives the events of runs, for metrics, traces and progress; see {@link
 * MigratorBuilder#listener}.
 *
 * <pre>{@code
 * Migrator.configure()
 *     .listener(new MigrationListener() {
 *       @Override
 *       public void afterMigration(MigrationEvent migration, Outcome outcome) {
 *         timer.record(migration.name(), outcome.duration());
 *       }
 *     })
 * }</pre>
 *
 * <p><b>Events.</b> A run has migrations, and a migration has steps. Each event before one of these
 * is followed by the event after it, on success and on failure. If there is nothing to do, there is
 * no event. A {@code redo} is two runs: one down and one up. A failure before the first migration,
 * such as an invalid configuration or a lock timeout, is not an event: the caller gets the
 * exception.
 *
 * <p><b>Retries.</b> If a database lock is not available in time, the migration is retried (see
 * {@link MigratorBuilder#statementLockTimeout}). Its listeners get one event before the first
 * attempt and one after the last. The duration includes all attempts and the pauses between them.
 * Each attempt sends events for its steps. The step that waited for the lock fails; then the steps
 * begin again with the first one that is not committed. Steps that an earlier attempt or run has
 * completed are not executed and have no events, so the first ordinal may be higher than 1.
 *
 * <p><b>Threads and locks.</b> A listener is called on the thread that called the migrator, between
 * statements, never during one. Within a migration, its transaction is open and its locks are held.
 * The lock that excludes other runs is held until the run has ended. A slow listener therefore
 * makes other sessions wait. Before an event, listeners are called in the order in which they were
 * added; after it, in reverse order. A listener must not call the migrator. If several threads use
 * a migrator, it runs for one of them at a time. Other processes have their own listeners.
 *
 * <p><b>Exceptions.</b> If a listener throws an exception, the run and its events continue. The
 * first time in a run, for each kind of event, a line is written to the log (WARN) and to {@link
 * MigrationReport#warnings()}. It has the line in the class of the listener and the message without
 * secrets, but no stack trace. Later exceptions are logged at DEBUG. If the event reported a
 * failure, the exception is also added to that failure as a suppressed exception. An {@link Error}
 * ends the run, as if the migration had thrown it.
 *
 * <p><b>Secrets.</b> Events contain no bound value, and no quoted text from SQL. The exception in
 * the {@link Outcome} of a step has the message of the driver, which may contain a value that the
 * server refused.
 */
public interface MigrationListener {

  /**
   * A run that has something to do.
   *
   * @param migrations the names of the migrations, in the order in which they run
   */
  record RunEvent(Direction direction, List<String> migrations) {
    public RunEvent {
      migrations = List.copyOf(migrations);
    }
  }

  /**
   * A migration of a run.
   *
   * @param number counted from 1: this is migration {@code number} of {@code total}
   * @param total how many migrations the run has
   */
  record MigrationEvent(Direction direction, String name, int number, int total) {}

  /**
   * A step that changes something. Queries are not steps.
   *
   * @param ordinal counted from 1 within its migration
   * @param description {@code addColumn 'topic' on 'rooms'}
   */
  record StepEvent(MigrationEvent migration, int ordinal, String description) {}

  /**
   * How much of a step in batches is committed, including the batches of earlier runs.
   *
   * @param batches how many batches are committed
   * @param rows how many rows they changed
   */
  record BatchProgress(long batches, long rows) {}

  /**
   * The outcome of a step, a migration or a run.
   *
   * @param duration since the matching event before it, on a monotonic clock
   * @param failure the exception, if it failed: of a step, its own exception; of a migration or a
   *     run, the exception that the caller gets
   */
  record Outcome(Duration duration, Optional<Throwable> failure) {}

  /**
   * Called while another run holds the lock, also when {@code resolve} waits for it. The first call
   * is after half a second, the next ones about every ten seconds. There is no call while another
   * thread uses the same migrator. After the wait, the next event is {@link #beforeRun}; there is
   * none if the other run has left nothing to do.
   *
   * @param holder the process that holds the lock, its age, and its session, as far as known
   * @param waited the time waited until now
   */
  default void waitingForLock(String holder, Duration waited) {}

  /** Called when the run holds the lock, before its first migration. */
  default void beforeRun(RunEvent run) {}

  /** Called before a migration. None of its statements has been sent. */
  default void beforeMigration(MigrationEvent migration) {}

  /** Called before a step. */
  default void beforeStep(StepEvent step) {}

  /**
   * Called during a step in batches, such as a back-fill, after each batch. The batch is committed,
   * and no transaction is open.
   */
  default void afterBatch(StepEvent step, BatchProgress progress) {}

  /** Called after a step, on success or failure. A rollback can still undo the step. */
  default void afterStep(StepEvent step, Outcome outcome) {}

  /**
   * Called after a migration: it is recorded and committed, or it has failed and is rolled back.
   */
  default void afterMigration(MigrationEvent migration, Outcome outcome) {}

  /**
   * Called after all migrations of the run, or after the first failure. Migrations after the failed
   * one have not begun.
   */
  default void afterRun(RunEvent run, Outcome outcome) {}
}
