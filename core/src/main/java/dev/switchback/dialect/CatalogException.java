package dev.switchback.dialect;

import java.sql.SQLException;

/** Thrown when the server's catalogue cannot be read. The cause is the driver's exception. */
public final class CatalogException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CatalogException(SQLException cause) {
    super("The catalogue could not be read.", cause);
  }
}
