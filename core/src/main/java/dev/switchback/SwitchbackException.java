package dev.switchback;

import org.jspecify.annotations.Nullable;

/**
 * Superclass of all exceptions of a {@link Migrator}. The message contains the subject, the
 * problem, the state of the database, and what to do.
 */
public class SwitchbackException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Creates an exception with this message. */
  public SwitchbackException(String message) {
    super(message);
  }

  /** Creates an exception with this message and cause. */
  public SwitchbackException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
