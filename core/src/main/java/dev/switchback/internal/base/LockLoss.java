package dev.switchback.internal.base;

import dev.switchback.LockLostException;
import java.time.Duration;

/** The ways in which a run loses its lock. */
public final class LockLoss {

  private LockLoss() {}

  /** Another run has it. */
  public static LockLostException takenOver() {
    return new LockLostException(
        "This run has lost its lock: it gave no sign of life for too long, and another one has"
            + " taken over.");
  }

  /** The session that held the lock is over, and the lock could not be taken again. */
  public static LockLostException closedByPool() {
    return new LockLostException(
        "This run has lost its lock: the pool closed its connection, and the lock could not be"
            + " taken again over another one.");
  }

  /**
   * Nobody is known to have it.
   *
   * @param cause the last error of the second connection, or an empty text
   */
  public static LockLostException silent(Duration silence, String cause) {
    return new LockLostException(
        "This run has ended itself: its second connection, for the signs of life, could write none"
            + " for %d ms, and another run may take over.%s"
                .formatted(silence.toMillis(), cause.isEmpty() ? "" : " Its error: " + cause));
  }
}
