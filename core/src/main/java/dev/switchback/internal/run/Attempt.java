package dev.switchback.internal.run;

import dev.switchback.Direction;
import dev.switchback.LockLostException;
import dev.switchback.Migration;
import dev.switchback.ReversibleMigration;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.ErrorCause;
import dev.switchback.internal.base.ClosedDataSourceException;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Remedy;
import dev.switchback.internal.base.SelfDeadlockException;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.store.SchemaHistory;
import dev.switchback.internal.store.StepProgress;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt at a migration: executes its steps, records it, and cleans up after a failure. */
final class Attempt {

  /** The phase that an attempt has reached. */
  enum Phase {
    STEPS,
    RECORD,
    COMMIT
  }

  private final Task task;
  private final MigrationName name;
  private final Migration migration;
  private final Direction direction;
  private final RunContext context;
  private final Session session;
  private final StepExecutor execution;
  private final ExecutingQueryInterface steps;
  private Phase phase = Phase.STEPS;

  /** The steps in the transaction that was open when the attempt failed. */
  private List<Step> openSteps = List.of();

  /**
   * @param isRehearsed whether an earlier attempt has rehearsed the migration
   */
  Attempt(Task task, RunContext context, Replay replay, boolean isRehearsed) {
    this.task = task;
    name = task.name();
    migration = task.migration();
    direction = task.direction();
    this.context = context;
    session = context.session();
    execution = new StepExecutor(context, task, replay, isRehearsed);
    steps =
        new ExecutingQueryInterface(
            session,
            migration,
            execution,
            context.tables().own(),
            context.settings().statementTimeoutSeconds());
    steps.compareInverse(direction == Direction.UP && migration instanceof ReversibleMigration);
  }

  /**
   * Executes the migration once, records it and commits.
   *
   * @return how long the migration took
   */
  Duration run() throws Exception {
    long start = System.nanoTime();
    try {
      context.lock().requireOpen();
      session.begin(context.lock().gate().fence(), context.schema(), context.settings());
      if (direction == Direction.UP) {
        migration.up(steps);
      } else {
        migration.down(steps);
      }
      steps.requireChosen();
      steps.progress().requireNoFailure();
      context.lock().requireConnection();
      phase = Phase.RECORD;
      execution.requireComplete(steps.progress().count());
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      OperationLog form = task.form().orElseGet(steps::form);
      execution.record(new SchemaHistory(context.tables()), duration, form);
      phase = Phase.COMMIT;
      session.commit();
      session.dialect().sessions().makeDurable(session.connection());
      return duration;
    } finally {
      steps.end();
      if (steps.mayHaveChangedSession()) {
        session.mayBeChanged();
      }
    }
  }

  /** Returns whether the migration was rehearsed. It is rehearsed once. */
  boolean isRehearsed() {
    return execution.isRehearsed();
  }

  /**
   * Returns whether the attempt has committed a part of a step, so that the next one begins later.
   */
  boolean hasAdvanced() {
    return execution.hasAdvanced();
  }

  /** Cleans up after a failure, and reports what remains. */
  FailureReport fail(Throwable thrown) {
    Throwable cause = causeOf(thrown);
    openSteps = execution.openSteps();
    session.notice(cause);
    boolean isLost = session.isLost() && !goesOnOverAnother(cause);
    boolean endedInside = phase != Phase.COMMIT && !isLost && execution.hasEndedInside();
    StepProgress remains = execution.settle(cause);
    Optional<? extends SwitchbackException> end = endOfRun(cause);
    if (end.isPresent()) {
      if (end.get().getCause() == null) {
        end.get().addSuppressed(cause);
      }
      cause = end.get();
    }
    FailureReport.Fate fate =
        session.isStoreLost()
            ? FailureReport.Fate.STORE_LOST
            : endedInside
                ? FailureReport.Fate.ENDED_INSIDE
                : isLost && phase == Phase.COMMIT
                    ? FailureReport.Fate.COMMIT_UNKNOWN
                    : isLost && !remains.isNothing()
                        ? FailureReport.Fate.LOST
                        : FailureReport.Fate.SETTLED;
    return new FailureReport(
        name,
        migration.getClass(),
        direction,
        phase,
        steps.progress(),
        session.dialect(),
        fate,
        remains,
        session.keepsChanges(),
        cause);
  }

  /** Returns the reason why the whole run must end, if that reason caused the failure. */
  private Optional<? extends SwitchbackException> endOfRun(Throwable cause) {
    Optional<LockLostException> lost = context.lock().loss();
    Optional<SelfDeadlockException> ownLock = context.lock().ownLock().or(() -> timedOut(cause));
    if (lost.isEmpty() && ownLock.isPresent()) {
      return ownLock.filter(wait -> wait != cause);
    }
    if (lost.isPresent() || !session.isCut() || cause instanceof ClosedDataSourceException) {
      return lost;
    }
    return context.lock().closing();
  }

  /**
   * Returns the self-deadlock, if the server ended another connection's wait for this run's lock.
   */
  private Optional<SelfDeadlockException> timedOut(Throwable cause) {
    boolean isOfStep = phase != Phase.STEPS || steps.progress().failure().isPresent();
    return isOfStep || openSteps.isEmpty()
        ? Optional.empty()
        : Remedy.sqlIn(cause)
            .filter(error -> session.dialect().errors().causeOf(error) == ErrorCause.LOCK_TIMEOUT)
            .map(error -> SelfDeadlockException.timedOut(error, openSteps.get(0)));
  }

  /**
   * Continues over another connection, if the server answered with an error and the pool then
   * closed the connection. HikariCP does so at SQLSTATE 0A000. Its old versions did so at a
   * timeout.
   */
  private boolean goesOnOverAnother(Throwable cause) {
    if (session.isStoreLost()) {
      return false;
    }
    boolean isServerThere = isAnswer(cause) || context.lock().ownLock().isPresent();
    return phase != Phase.COMMIT
        && isServerThere
        && context.lock().goOnOverAnother(context.schema());
  }

  private static boolean isAnswer(@Nullable Throwable error) {
    if (!(error instanceof SQLException answer)) {
      return error != null && isAnswer(error.getCause());
    }
    String state = answer.getSQLState();
    return state != null
        && !(answer instanceof SQLNonTransientConnectionException)
        && !(answer instanceof SQLRecoverableException)
        && !state.matches("08.*|57P0.|70100");
  }

  /**
   * Selects the exception to report. An exception of the migration is reported if it wraps the
   * failure of the step. Otherwise the failure is reported, and the exception is added to it as
   * suppressed.
   */
  private Throwable causeOf(Throwable thrown) {
    Throwable failure = steps.progress().failure().orElse(thrown);
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t == failure) {
        return thrown instanceof SwitchbackException ? failure : thrown;
      }
    }
    failure.addSuppressed(thrown);
    return failure;
  }

  /** Returns whether only other sessions caused the failure, so that a retry may succeed. */
  boolean isWorthAnotherTry(FailureReport failure) {
    return failure.isSettled()
        && !failure.keepsChanges()
        && switch (failure.errorCause()) {
          case LOCK_TIMEOUT, CONFLICT -> true;
          case STATEMENT, CANCELLED, CONNECTION, DRIVER_SETTING, RESOURCE, PERMISSION, READ_ONLY ->
              false;
        };
  }
}
