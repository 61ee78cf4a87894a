package dev.switchback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Hears what a run does, by {@link MigratorBuilder#listener}: for metrics, traces and progress.
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
 * <p><b>What is heard.</b> Each event before something is followed by the one after it, whether it
 * went well or not: a run has migrations, a migration has steps. With nothing to do nothing is
 * heard; a {@code redo} is two runs, the way down and the way up. What fails before the first
 * migration, such as a wrong configuration or a lock that is not to be had, is no event: it is the
 * exception that the caller gets.
 *
 * <p><b>A migration that is tried again</b>, because a lock of the database was not to be had in
 * time (see {@link MigratorBuilder#statementLockTimeout}), is heard once before its first try and
 * once after its last; the duration has all tries and the pauses between them. Its steps are heard
 * at each try: the one that waited in vain has failed, and behind it they begin again, with the
 * first that is not done for good. Steps that an earlier try or an earlier run has done are not
 * carried out and not heard, so that the first that is heard may have a higher ordinal than 1.
 *
 * <p><b>How it is called.</b> On the thread that called the migrator, between statements, never
 * during one. Inside a migration its transaction is open and its locks are held meanwhile, and the
 * lock that keeps other runs away is held until the run is over: whatever takes long makes others
 * wait. Several listeners are called in the order in which they were added before something, and in
 * reverse order after it. It must not call the migrator. A migrator that several threads use runs
 * for one of them at a time, and other processes have listeners of their own.
 *
 * <p><b>A listener that throws</b> an exception breaks nothing: the run goes on, as do the events.
 * The first time that it does in a run, for each kind of event, there is a line in the log (WARN)
 * and in {@link MigrationReport#warnings()}, with the line of its class and what it says, as far as
 * that is no secret, but without a stack trace; after that, a line at DEBUG. If it was told of a
 * failure, its exception is a suppressed one of that failure too. An {@link Error} is not held up:
 * it ends the run, as if the migration had thrown it.
 *
 * <p>The events have no bound value and nothing in quotes from SQL. The exception in an {@link
 * Outcome} of a step has the driver's words, which may show a value that the server refused.
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
   * A step that changes something. Queries are no steps.
   *
   * @param ordinal counted from 1 within its migration
   * @param description {@code addColumn 'topic' on 'rooms'}
   */
  record StepEvent(MigrationEvent migration, int ordinal, String description) {}

  /**
   * How it went.
   *
   * @param duration since the event before it, on a clock that nobody sets
   * @param failure what was thrown: by a step, its own exception; by a migration and a run, the one
   *     that the caller gets
   */
  record Outcome(Duration duration, Optional<Throwable> failure) {}

  /**
   * Another run has the lock, also when {@code resolve} wants it. Heard after half a second of
   * waiting, and about every ten seconds from then on; not while another thread uses the same
   * migrator. When the waiting is over, the next event is {@link #beforeRun}, or none, if that
   * other run has left nothing to do.
   *
   * @param holder the process that has the lock, its age, and its session, as far as they are known
   * @param waited how long until now
   */
  default void waitingForLock(String holder, Duration waited) {}

  /** The lock is held, and the first migration is about to begin. */
  default void beforeRun(RunEvent run) {}

  /** A migration is about to begin. Nothing of it was sent. */
  default void beforeMigration(MigrationEvent migration) {}

  /** A step is about to begin. */
  default void beforeStep(StepEvent step) {}

  /** A step is done, which its transaction may still take back; or it has failed. */
  default void afterStep(StepEvent step, Outcome outcome) {}

  /** A migration is done, recorded and committed; or it has failed, and is rolled back. */
  default void afterMigration(MigrationEvent migration, Outcome outcome) {}

  /** All migrations are done; or one has failed, and those behind it were not begun. */
  default void afterRun(RunEvent run, Outcome outcome) {}
}
