package dev.switchback;

/** The database cannot be reached, or refuses access to the metadata tables. */
public final class DatabaseException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  /** Creates an exception with this message. */
  public DatabaseException(String message) {
    super(message);
  }

  /** Creates an exception with this message and cause. */
  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
