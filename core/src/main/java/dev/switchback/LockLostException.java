package dev.switchback;

/**
 * Another run has taken the lock from this one, because this one gave no sign of life for longer
 * than {@link MigratorBuilder#staleAfter}: it was suspended, or cut off from the database. What was
 * open is rolled back; the other run goes on where this one stopped.
 */
public final class LockLostException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  LockLostException() {
    super(
        "This run has lost its lock: it gave no sign of life for too long, and another one has"
            + " taken over.");
  }
}
