package dev.switchback;

import java.time.Duration;
import java.util.Optional;

/** One go at a migration: its steps, its record, and what remains if it fails. */
final class Attempt {

  /** How far it came. */
  enum Phase {
    STEPS,
    RECORD,
    COMMIT
  }

  private final MigrationName name;
  private final Migration migration;
  private final Direction direction;
  private final Workplace place;
  private final Session session;
  private final Execution execution;
  private final Steps steps;
  private Phase phase = Phase.STEPS;

  Attempt(Task task, Workplace place, Replay replay) {
    name = task.name();
    migration = task.migration();
    direction = task.direction();
    this.place = place;
    session = place.session();
    execution = new Execution(place, task, replay);
    steps =
        new Steps(
            session, execution, place.tables().names(), place.settings().statementTimeoutSeconds());
    if (direction == Direction.UP && migration instanceof ReversibleMigration) {
      steps.compareWas();
    }
  }

  /**
   * Goes.
   *
   * @return how long it took
   */
  Duration run() throws Exception {
    long start = System.nanoTime();
    try {
      session.begin(place);
      direction.run(migration, steps);
      steps.requireNoFailure();
      phase = Phase.RECORD;
      execution.requireComplete(steps.count());
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      execution.record(new History(place.tables()), duration, steps.form());
      phase = Phase.COMMIT;
      session.commit();
      return duration;
    } finally {
      steps.end();
      if (steps.mayHaveChangedSession()) {
        session.mayBeChanged();
      }
    }
  }

  /** Cleans up after a failure, and says what is left. */
  Failure fail(Throwable thrown) {
    Throwable cause = causeOf(thrown);
    boolean isLost = session.isLost();
    boolean endedInside = phase != Phase.COMMIT && !isLost && execution.hasEndedInside();
    Remains remains = execution.settle(cause);
    Optional<LockLostException> lost = place.lock().loss();
    if (lost.isPresent()) {
      lost.get().addSuppressed(cause);
      cause = lost.get();
    }
    Failure.Fate fate =
        endedInside
            ? Failure.Fate.ENDED_INSIDE
            : isLost && phase == Phase.COMMIT
                ? Failure.Fate.COMMIT_UNKNOWN
                : isLost && !remains.isNothing() ? Failure.Fate.LOST : Failure.Fate.SETTLED;
    return new Failure(
        name,
        migration.getClass(),
        direction,
        phase,
        steps,
        session.dialect(),
        fate,
        remains,
        cause);
  }

  /** What the step threw; what the migration made of it stays beside it. */
  private Throwable causeOf(Throwable thrown) {
    Throwable failure = steps.failure().orElse(thrown);
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t == failure) {
        return thrown instanceof SwitchbackException ? failure : thrown;
      }
    }
    failure.addSuppressed(thrown);
    return failure;
  }

  /** Whether it failed for nothing but other sessions, so that it may be tried again. */
  boolean isWorthAnotherTry(Failure failure) {
    return failure.isSettled()
        && switch (failure.errorCause()) {
          case LOCK_TIMEOUT, CONFLICT -> true;
          case STATEMENT, CANCELLED, CONNECTION, RESOURCE, PERMISSION, READ_ONLY -> false;
        };
  }
}
