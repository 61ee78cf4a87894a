package dev.switchback.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * What pgjdbc knows about a connection without a query. A connection of another driver answers some
 * of it by a query.
 */
final class Pgjdbc {

  /** The prefixes of the names of its classes. */
  static final List<String> PACKAGES = List.of("org.postgresql.");

  private Pgjdbc() {}

  static boolean isDriverOf(Connection connection) throws SQLException {
    try {
      return connection.isWrapperFor(PGConnection.class);
    } catch (NoClassDefFoundError e) {
      return false; // pgjdbc is not on the class path
    }
  }

  /** Returns the version that the server reported to pgjdbc, which is cheaper than its metadata. */
  static String versionOf(Connection connection) throws SQLException {
    String reported =
        isDriverOf(connection)
            ? connection.unwrap(PGConnection.class).getParameterStatus("server_version")
            : null;
    return reported == null ? connection.getMetaData().getDatabaseProductVersion() : reported;
  }

  static boolean isPooled(Connection connection, String answering) throws SQLException {
    return isDriverOf(connection) && !answering.equals(sessionOf(connection));
  }

  static String sessionOf(Connection connection) throws SQLException {
    return Integer.toString(connection.unwrap(PGConnection.class).getBackendPID());
  }

  static String answering(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getString(1);
    }
  }
}
