package dev.switchback;

import java.sql.Connection;
import java.sql.SQLException;

/** Plain JDBC inside a migration; see {@link QueryInterface#withConnection}. */
@FunctionalInterface
public interface ConnectionWork {

  /** Works on {@code connection}, which belongs to the engine. */
  void run(Connection connection) throws SQLException;
}
