package dev.switchback;

import java.time.Duration;

/**
 * What a run may take.
 *
 * @param lockTimeout so long it waits for another run
 * @param staleAfter so long without a sign of life, and another run is taken for dead
 * @param statementTimeout the longest time for one statement of a migration; zero for any
 * @param lockWait the longest time that a statement waits for a lock of the database
 * @param lockWaitRetries so often a migration that got no lock in time is tried again
 * @param outOfOrder what becomes of late migrations
 */
record RunSettings(
    Duration lockTimeout,
    Duration staleAfter,
    Duration statementTimeout,
    Duration lockWait,
    int lockWaitRetries,
    OutOfOrder outOfOrder) {

  static final RunSettings DEFAULTS =
      new RunSettings(
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ofSeconds(5),
          10,
          OutOfOrder.ALLOW);

  RunSettings withLockTimeout(Duration longest) {
    return new RunSettings(
        longest, staleAfter, statementTimeout, lockWait, lockWaitRetries, outOfOrder);
  }

  RunSettings withStaleAfter(Duration silence) {
    return new RunSettings(
        lockTimeout, silence, statementTimeout, lockWait, lockWaitRetries, outOfOrder);
  }

  RunSettings withStatementTimeout(Duration longest) {
    return new RunSettings(lockTimeout, staleAfter, longest, lockWait, lockWaitRetries, outOfOrder);
  }

  RunSettings withLockWait(Duration longest, int retries) {
    return new RunSettings(lockTimeout, staleAfter, statementTimeout, longest, retries, outOfOrder);
  }

  RunSettings withOutOfOrder(OutOfOrder late) {
    return new RunSettings(
        lockTimeout, staleAfter, statementTimeout, lockWait, lockWaitRetries, late);
  }

  /** In whole seconds, rounded up, as JDBC takes it. */
  int statementTimeoutSeconds() {
    return Math.toIntExact(statementTimeout.plusMillis(999).toSeconds());
  }
}
