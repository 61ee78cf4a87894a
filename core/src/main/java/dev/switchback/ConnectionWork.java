package dev.switchback;

import java.sql.Connection;
import java.sql.SQLException;

/** JDBC code in a migration; see {@link QueryInterface#withConnection}. */
@FunctionalInterface
public interface ConnectionWork {

  /** Uses {@code connection}, which the engine controls. */
  void run(Connection connection) throws SQLException;
}
