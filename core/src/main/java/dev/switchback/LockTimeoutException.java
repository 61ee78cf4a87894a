package dev.switchback;

/** Another process held the lock for longer than this one was to wait. Nothing was run. */
public final class LockTimeoutException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  /** With this message. */
  public LockTimeoutException(String message) {
    super(message);
  }
}
