package dev.switchback.internal.base;

import dev.switchback.SwitchbackException;
import java.time.Duration;

/** Thrown when the data source is closed during a run. The run has stopped. */
public final class ClosedDataSourceException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  private static final String CLOSED =
      "the data source was closed during this run, for example because the application shuts down."
          + " ";

  private ClosedDataSourceException(String message) {
    super(message);
  }

  /** Creates the exception for a session that still works. */
  public static ClosedDataSourceException givingBack() {
    return new ClosedDataSourceException(CLOSED + "The run releases its lock.");
  }

  /** Creates the exception for a session that was closed too and held an advisory lock. */
  public static ClosedDataSourceException endedSession() {
    return new ClosedDataSourceException(
        CLOSED + "The server frees the run's lock when it ends the session.");
  }

  /**
   * Creates the exception for a session that was closed too, where only the lease represents the
   * lock.
   */
  public static ClosedDataSourceException leavingLease(Duration leaseTimeout) {
    return new ClosedDataSourceException(
        CLOSED
            + "Another run can take its lock after %d s (leaseTimeout)."
                .formatted(leaseTimeout.toSeconds()));
  }
}
