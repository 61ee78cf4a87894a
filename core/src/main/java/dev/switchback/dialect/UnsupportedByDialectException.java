package dev.switchback.dialect;

/**
 * Thrown when a database does not support what a migration requests. Thrown before any SQL of the
 * operation is sent.
 */
public final class UnsupportedByDialectException extends UnsupportedOperationException {

  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param dialect the database, by its own name
   * @param subject what it cannot do
   * @param remedy what to write instead
   */
  public UnsupportedByDialectException(String dialect, String subject, String remedy) {
    super(dialect + " cannot do this: " + subject + ". " + remedy);
  }
}
