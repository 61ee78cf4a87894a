package dev.switchback.internal.lock;

import dev.switchback.LockTimeoutException;
import dev.switchback.internal.base.Log;
import java.sql.SQLException;
import java.time.Duration;

/** Reports that a run waits for the lock, and for which run. Ends the wait when it is too long. */
final class WaitingNotice {

  /** The wait before the first notice. By then, a run that has just begun has written its lease. */
  private static final Duration FIRST = Duration.ofMillis(500);

  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final LockRequest request;
  private final OtherRun other;
  private final long begin = System.nanoTime();
  private Duration noticeAfter = FIRST;

  WaitingNotice(LockRequest request, OtherRun other) {
    this.request = request;
    this.other = other;
  }

  /**
   * Fails if the run has waited too long. Otherwise reports the wait, if it is time.
   *
   * @throws LockTimeoutException if {@code migrationLockTimeout} has elapsed
   */
  void requirePatience() throws SQLException {
    Duration inAll = Duration.ofNanos(System.nanoTime() - request.patientSince());
    Duration limit = request.settings().migrationLockTimeout();
    if (inAll.compareTo(limit) >= 0) {
      throw new LockTimeoutException(
          "Another process is migrating this database (%s). This run waited %d s for it."
                  .formatted(other.describe(), limit.toSeconds())
              + " Nothing was run here. "
              + (other.isHidden()
                  ? "%s shows the session of the lock holder only to an administrator. If that process has"
                          .formatted(request.dialect().name())
                      + " stopped, run again as an administrator, or end that process."
                  : "Run again when it is done, or set a longer migrationLockTimeout(…)."));
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - begin);
    if (waited.compareTo(noticeAfter) >= 0) {
      report(waited);
    }
  }

  /** Reports the wait. The first report is only for listeners, which may show and remove it. */
  private void report(Duration waited) throws SQLException {
    boolean isFirst = noticeAfter.equals(FIRST);
    noticeAfter = isFirst ? BETWEEN : noticeAfter.plus(BETWEEN);
    if (isFirst && !request.listeners().isHeard()) {
      return;
    }
    String holder = other.describe();
    if (!isFirst) {
      Log.LOG.info(
          "Waiting for another process that migrates this database ({}), {} s so far",
          holder,
          waited.toSeconds());
    }
    request.listeners().waitingForLock(holder, waited);
  }
}
