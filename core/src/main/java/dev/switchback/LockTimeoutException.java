package dev.switchback;

/**
 * Another process, or another thread that uses the migrator, held the lock for longer than {@link
 * MigratorBuilder#migrationLockTimeout}. No migration was run.
 */
public final class LockTimeoutException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  /** Creates an exception with this message. */
  public LockTimeoutException(String message) {
    super(message);
  }
}
