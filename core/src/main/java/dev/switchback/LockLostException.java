package dev.switchback;

/**
 * The run has stopped because it lost its lock: another run has taken the lock, or this run could
 * not write its heartbeat for half of {@link MigratorBuilder#leaseTimeout}. After {@code
 * leaseTimeout}, another run may take the lock. The open transaction is rolled back. The next run
 * resumes where this run stopped.
 */
public final class LockLostException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  /** Creates an exception with this message. */
  public LockLostException(String message) {
    super(message);
  }
}
