package dev.switchback;

/**
 * This run must not go on: another run has taken its lock, or this run could give no sign of life
 * for half of {@link MigratorBuilder#leaseTimeout}, after which another run may take the lock. What
 * was open is rolled back; the next run goes on where this one stopped.
 */
public final class LockLostException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  /** With this message. */
  public LockLostException(String message) {
    super(message);
  }
}
