package dev.switchback.mysql;

import dev.switchback.dialect.UnsupportedByDialectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a driver changes in a statement before it reaches the server. Connector/J replaces
 * JDBC escapes even between backticks, so a name in braces would become another name. It also reads
 * a backslash there as an escape. For prepared statements, only the URL can switch that off ({@code
 * processEscapeCodesForPrepStmts}).
 */
final class DriverReading {

  /** Matches texts, comments and names; the first group contains a name. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|/\\*.*?\\*/|(?:#|-- )[^\\n"
              + "]*+|(`[^`]*+`)",
          Pattern.DOTALL);

  private final String database;
  private final Connection connection;

  DriverReading(String database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  /** Refuses a statement if the driver would replace a part of it, or miscount its parameters. */
  void requireAsWritten(String sql) throws SQLException {
    if (sql.indexOf('{') >= 0 && !isNative(sql)) {
      throw refused("a part in braces", "replaces it according to JDBC");
    }
    if (sql.contains("\\`")
        && hasBackslashBeforeBacktick(sql)
        && MySqlDriver.isConnectorJ(connection)) {
      throw refused(
          "a backslash at the end of a name", "continues the name, and finds other parameters");
    }
  }

  private boolean isNative(String sql) {
    try {
      return connection.nativeSQL(sql).equals(sql);
    } catch (SQLException e) {
      return false; // the braces are no valid escape
    }
  }

  private static boolean hasBackslashBeforeBacktick(String sql) {
    Matcher quoted = QUOTED.matcher(sql);
    while (quoted.find()) {
      if (quoted.group(1) != null && quoted.group(1).endsWith("\\`")) {
        return true;
      }
    }
    return false;
  }

  private UnsupportedByDialectException refused(String what, String reading) {
    return new UnsupportedByDialectException(
        database,
        "bind values in a statement with %s, because the driver %s".formatted(what, reading),
        "Nothing was sent. Rename the table, the column or the schema, or write execute(…) with the"
            + " values in its SQL: the driver does not change that.");
  }
}
