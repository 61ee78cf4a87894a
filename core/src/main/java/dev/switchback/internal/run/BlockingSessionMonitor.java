package dev.switchback.internal.run;

import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.database.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Finds, over a separate connection, the sessions that block the migration. A server shows them
 * only during the wait. If the migration does not wait, the monitor opens no connection.
 */
final class BlockingSessionMonitor implements AutoCloseable {

  private final RunContext context;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile List<String> found = List.of();

  private BlockingSessionMonitor(RunContext context) {
    this.context = context;
    interval = context.settings().statementLockTimeout().dividedBy(3);
  }

  /** Creates a monitor. It does nothing unless {@code isNeeded}. */
  static BlockingSessionMonitor of(RunContext context, boolean isNeeded) {
    BlockingSessionMonitor watch = new BlockingSessionMonitor(context);
    if (isNeeded && !context.lock().sharesConnection()) {
      Thread thread = new Thread(watch::lookUntilClosed, "switchback-blockers");
      thread.setDaemon(true);
      thread.start();
    }
    return watch;
  }

  private void lookUntilClosed() {
    if (isClosedInTime()) {
      return;
    }
    try (Session beside = context.database().open()) {
      if (!context.lock().isSeenBy(beside)) {
        return; // another database has other sessions
      }
      do {
        List<String> blockers =
            context
                .session()
                .dialect()
                .locks()
                .blockers(beside.connection(), context.lock().sessionId());
        found = blockers.isEmpty() ? found : blockers;
      } while (!isClosedInTime());
    } catch (SQLException | RuntimeException e) {
      Log.LOG.debug("The lock holder cannot be read: {}", Redaction.firstLine(e));
    }
  }

  private boolean isClosedInTime() {
    try {
      return closed.await(interval.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Returns the blocking sessions that were seen last. */
  List<String> found() {
    return found;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
