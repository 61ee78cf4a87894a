package dev.switchback.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The sessions of MariaDB. Overrides what differs from MySQL. */
final class MariaDbSessions extends MySqlSessions {

  MariaDbSessions(MySqlSql sql) {
    super(sql);
  }

  @Override
  String sessionVariables(String condition) {
    return InFull.inMariaDb(
        "SELECT VARIABLE_NAME, VARIABLE_VALUE FROM information_schema.SESSION_VARIABLES"
            + condition);
  }

  @Override
  public boolean hasOpenTransaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@in_transaction")) {
      row.next();
      return row.getInt(1) == 1;
    }
  }
}
