package dev.switchback.dialect;

import java.sql.SQLException;

/** The server's catalogue could not be read. Carries what the driver said as its cause. */
public final class CatalogException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CatalogException(SQLException cause) {
    super("The catalogue could not be read.", cause);
  }
}
