package dev.switchback.internal.run;

import dev.switchback.DatabaseException;
import dev.switchback.MigrationReport;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.ErrorCause;
import dev.switchback.internal.base.InterruptedRunException;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.store.Journal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Executes one migration in one direction. Retries it only while database locks of other sessions
 * block its first step or its next one.
 */
final class MigrationExecution {

  private static final long FIRST_PAUSE = 500;
  private static final long LONGEST_PAUSE = 30_000;

  private final Task task;
  private final MigrationName name;
  private final RunContext context;
  private final Journal journal;

  MigrationExecution(Task task, RunContext context) {
    this.task = task;
    name = task.name();
    this.context = context;
    journal = new Journal(context.tables());
  }

  /**
   * Executes the migration.
   *
   * @param completed supplies what this run completed before, for the exception
   * @return how long the migration took
   */
  Duration run(Supplier<MigrationReport> completed) {
    boolean hasEntries = task.isUnfinished();
    boolean isRehearsed = false;
    if (hasEntries) {
      tellOfLeftovers();
    }
    long pause = FIRST_PAUSE;
    int left = context.settings().lockWaitRetries();
    while (true) {
      Attempt attempt = new Attempt(task, context, replay(hasEntries), isRehearsed);
      try (BlockingSessionMonitor blockers = BlockingSessionMonitor.of(context, left == 0)) {
        try {
          return attempt.run();
        } catch (Throwable e) { // an Error must not leave a transaction open either
          FailureReport failure = attempt.fail(e);
          if (InterruptedRunException.isIn(failure.cause()) || e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
          }
          boolean lacksLock = failure.errorCause() == ErrorCause.LOCK_TIMEOUT;
          if (!attempt.isWorthAnotherTry(failure) || left == 0) {
            if (!task.isUnfinished() && failure.isSettled() && !failure.remains().isNothing()) {
              tellOfLeftovers();
            }
            throw failure.exception(completed.get(), lacksLock ? blockers.found() : List.of());
          }
          left = attempt.hasAdvanced() ? context.settings().lockWaitRetries() : left - 1;
          isRehearsed = attempt.isRehearsed();
          hasEntries = !failure.remains().isNothing();
          tellOfNextTry(failure, lacksLock);
        }
      }
      pause = sleep(pause);
    }
  }

  /** Warns of leftovers of interrupted statements. The migration continues nevertheless. */
  private void tellOfLeftovers() {
    try {
      Session session = context.session();
      session
          .dialect()
          .sessions()
          .leftovers(session.connection())
          .forEach(context.listeners()::warn);
    } catch (SQLException e) {
      Log.LOG.debug(
          "Remaining statements on the server cannot be read: {}", Redaction.firstLine(e));
    }
  }

  private void tellOfNextTry(FailureReport failure, boolean lacksLock) {
    if (lacksLock) {
      Log.LOG.info(
          "Migration '{}' got no database lock within {} ms; retrying: {}",
          name,
          context.settings().statementLockTimeout().toMillis(),
          Redaction.firstLine(failure.cause()));
    } else {
      Log.LOG.info(
          "The server rolled back migration '{}' because of another session; retrying: {}",
          name,
          Redaction.firstLine(failure.cause()));
    }
  }

  private Replay replay(boolean hasEntries) {
    try {
      return new Replay(
          name, task.direction(), hasEntries ? journal.entries(name) : List.<Journal.Entry>of());
    } catch (SQLException e) {
      throw new DatabaseException(
          "Migration '%s' – its done steps cannot be read. No step was executed now. Cause: %s"
              .formatted(name, Redaction.firstLine(e)),
          e);
    }
  }

  private static long sleep(long pause) {
    try {
      Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
      return Math.min(pause * 2, LONGEST_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SwitchbackException(
          "Interrupted while a migration waited for a database lock. Run again. It resumes where"
              + " this run stopped.",
          e);
    }
  }
}
