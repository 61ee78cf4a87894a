package dev.switchback.internal.base;

import dev.switchback.SwitchbackException;
import java.time.Duration;

/** The data source of a run was closed under it, and the run has stopped. */
public final class ClosedDataSourceException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  private static final String CLOSED =
      "the data source was closed during this run, as when its application shuts down. ";

  private ClosedDataSourceException(String message) {
    super(message);
  }

  /** The session still works. */
  public static ClosedDataSourceException givingBack() {
    return new ClosedDataSourceException(CLOSED + "The run gives its lock back.");
  }

  /** The session was closed too, and the lock was the session's. */
  public static ClosedDataSourceException endedSession() {
    return new ClosedDataSourceException(
        CLOSED + "The server frees the run's lock when it ends the session.");
  }

  /** The session was closed too, and the server does not know the lock. */
  public static ClosedDataSourceException leavingLease(Duration leaseTimeout) {
    return new ClosedDataSourceException(
        CLOSED
            + "Another run can take its lock after %d s (leaseTimeout)."
                .formatted(leaseTimeout.toSeconds()));
  }
}
