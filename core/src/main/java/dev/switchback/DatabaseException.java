package dev.switchback;

/** The database cannot be reached, or refuses what Switchback needs for its own tables. */
public final class DatabaseException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  /** With this message. */
  public DatabaseException(String message) {
    super(message);
  }

  /** With this message and cause. */
  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
