package dev.switchback;

/** The database cannot be reached, or refuses what Switchback needs for its own tables. */
public final class DatabaseException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  DatabaseException(String message) {
    super(message);
  }

  DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
