package dev.switchback;

import org.jspecify.annotations.Nullable;

/**
 * Something went wrong. The message names the subject, what happened, the state of the database and
 * what to do. All exceptions of a {@link Migrator} are of this family.
 */
public class SwitchbackException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With this message. */
  public SwitchbackException(String message) {
    super(message);
  }

  /** With this message and cause. */
  public SwitchbackException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
