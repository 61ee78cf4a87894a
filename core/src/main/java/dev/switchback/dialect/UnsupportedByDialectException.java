package dev.switchback.dialect;

/** A database cannot do what a migration asks for. Raised before any SQL of the operation. */
public final class UnsupportedByDialectException extends UnsupportedOperationException {

  private static final long serialVersionUID = 1;

  /**
   * @param dialect the database, by its own name
   * @param subject what it cannot do
   * @param remedy what to write instead
   */
  public UnsupportedByDialectException(String dialect, String subject, String remedy) {
    super(dialect + " cannot do this: " + subject + ". " + remedy);
  }
}
