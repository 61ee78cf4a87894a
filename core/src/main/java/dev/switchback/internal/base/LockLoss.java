package dev.switchback.internal.base;

import dev.switchback.LockLostException;
import java.time.Duration;

/** Creates the exceptions for the ways in which a run can lose its lock. */
public final class LockLoss {

  private LockLoss() {}

  /** Creates the exception for a lock that another run has taken over. */
  public static LockLostException takenOver() {
    return new LockLostException(
        "This run has lost its lock: it gave no sign of life for too long, and another one has"
            + " taken over.");
  }

  /**
   * Creates the exception for a lock whose session has ended, and that could not be taken again.
   */
  public static LockLostException closedByPool() {
    return new LockLostException(
        "This run has lost its lock: the pool closed its connection, and the lock could not be"
            + " taken again over another one.");
  }

  /**
   * Creates the exception for a run without heartbeats, whose lock another run may take over.
   *
   * @param cause the last error of the second connection, or an empty string
   */
  public static LockLostException silent(Duration silence, String cause) {
    return new LockLostException(
        "This run has ended itself: its second connection, for the signs of life, could write none"
            + " for %d ms, and another run may take over.%s"
                .formatted(silence.toMillis(), cause.isEmpty() ? "" : " Its error: " + cause));
  }
}
