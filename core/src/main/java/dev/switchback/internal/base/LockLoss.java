package dev.switchback.internal.base;

import dev.switchback.LockLostException;
import java.time.Duration;

/** Creates the exceptions for the ways in which a run can lose its lock. */
public final class LockLoss {

  private LockLoss() {}

  /** Creates the exception for a lock that another run has taken over. */
  public static LockLostException takenOver() {
    return new LockLostException(
        "This run has lost its lock: it sent no heartbeat for too long, and another run has taken"
            + " over.");
  }

  /**
   * Creates the exception for a lock whose session has ended, and that could not be taken again.
   */
  public static LockLostException closedByPool() {
    return new LockLostException(
        "This run has lost its lock: the pool closed its connection, and the run could not take the"
            + " lock again over another one.");
  }

  /**
   * Creates the exception for a run without heartbeats, whose lock another run may take over.
   *
   * @param cause the last error of the second connection, or an empty string
   */
  public static LockLostException silent(Duration silence, String cause) {
    return new LockLostException(
        "This run has ended itself: its second connection could write no heartbeat for %d ms, and another run may take over.%s"
            .formatted(silence.toMillis(), cause.isEmpty() ? "" : " Its error: " + cause));
  }
}
