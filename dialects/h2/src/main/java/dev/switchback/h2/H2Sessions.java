package dev.switchback.h2;

import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.SessionControl;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.UnsupportedByDialectException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sessions of H2. */
final class H2Sessions implements SessionControl {

  /** {@code org.h2.api.ErrorCode}: COLUMN_NOT_FOUND_1. */
  private static final int COLUMN_NOT_FOUND = 42122;

  /** {@code org.h2.api.ErrorCode}: SCHEMA_NOT_FOUND_1. */
  private static final int SCHEMA_NOT_FOUND = 90079;

  private static final String TABLE = "TABLE ";

  private final H2Sql sql;
  private final H2Locks locks;
  private final H2Errors errors;

  H2Sessions(H2Sql sql, H2Locks locks, H2Errors errors) {
    this.sql = sql;
    this.locks = locks;
    this.errors = errors;
  }

  /**
   * Returns whether this session has uncommitted work. Every user may see the user's own session.
   */
  @Override
  public boolean hasOpenTransaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CONTAINS_UNCOMMITTED FROM INFORMATION_SCHEMA.SESSIONS"
                    + " WHERE SESSION_ID = SESSION_ID()")) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      if (e.getErrorCode() == COLUMN_NOT_FOUND) {
        throw oldCatalogue();
      }
      throw e;
    }
  }

  /**
   * Returns the error for a session with the old catalogue. No SQL statement can switch such a
   * session to the new one.
   */
  private UnsupportedByDialectException oldCatalogue() {
    return new UnsupportedByDialectException(
        H2Dialect.NAME,
        "show its catalogue in a session with OLD_INFORMATION_SCHEMA=TRUE, which has the catalogue"
            + " of version 1.4",
        "Nothing was run. Remove OLD_INFORMATION_SCHEMA from the URL of the migrator.");
  }

  /** Remembers the current schema and the lock timeout. */
  @Override
  public SessionState sessionState(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CURRENT_SCHEMA, LOCK_TIMEOUT()")) {
      row.next();
      String schema = row.getString(1);
      Duration statementLockTimeout = Duration.ofMillis(row.getLong(2));
      return later -> {
        later.setSchema(schema); // the schema by its stored name
        locks.limitLockWait(later, statementLockTimeout);
      };
    }
  }

  /** Remembers variables, local temporary tables, the search path and the time zone. */
  @Override
  public SessionState wholeSession(Connection connection) throws SQLException {
    Map<String, String> before = state(connection);
    return later -> {
      for (String key : state(later).keySet()) {
        if (!before.containsKey(key)) {
          forget(later, key);
        }
      }
      Map<String, String> now = state(later);
      for (Map.Entry<String, String> each : before.entrySet()) {
        if (!each.getValue().equals(now.get(each.getKey()))) {
          execute(later, each.getValue());
        }
      }
    };
  }

  /**
   * Returns the statements that restore the state of a session, by the part of the state that each
   * one sets.
   */
  private static Map<String, String> state(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT STATE_KEY, STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE")) {
      Map<String, String> state = new LinkedHashMap<>();
      while (rows.next()) {
        state.put(rows.getString(1), rows.getString(2));
      }
      return state;
    }
  }

  private static void forget(Connection connection, String key) throws SQLException {
    if (key.startsWith("@")) {
      execute(connection, "SET @\"" + key.substring(1).replace("\"", "\"\"") + "\" NULL");
    } else if (key.startsWith(TABLE)) {
      String name = key.substring(TABLE.length()).replace("\"", "\"\"");
      execute(connection, "DROP TABLE IF EXISTS \"" + name + "\"");
    } else if (key.equals("TIME ZONE")) {
      execute(connection, "SET TIME ZONE LOCAL");
    } else if (key.equals("SCHEMA_SEARCH_PATH")) {
      execute(connection, "SET SCHEMA_SEARCH_PATH \"PUBLIC\"");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public Optional<SessionState> enterSchema(Connection connection, String schema)
      throws SQLException {
    String before = connection.getSchema();
    try {
      useSchema(connection, schema);
    } catch (SQLException e) {
      if (e.getErrorCode() == SCHEMA_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(later -> later.setSchema(before));
  }

  @Override
  public void useSchema(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SCHEMA " + sql.quote(schema));
    } catch (SQLException e) {
      if (!errors.isMissingTable(e)) {
        throw e;
      }
      connection.setSchema(schema);
    }
  }

  /** Returns the last part of the URL: the name of the file or of the in-memory database. */
  @Override
  public Optional<String> databaseName(Connection connection) throws SQLException {
    String url = String.valueOf(connection.getMetaData().getURL());
    Matcher name = Pattern.compile("jdbc:h2:.*?([^:/\\\\;]+)(?:;.*)?").matcher(url);
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /**
   * Writes committed data to disk. By default H2 writes it half a second later, and reports no
   * failure. Only an administrator may request the write.
   */
  @Override
  public void makeDurable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      if (errors.causeOf(e) != ErrorCause.PERMISSION) {
        throw e;
      }
    }
  }

  @Override
  public List<String> leftovers(Connection connection) throws SQLException {
    return H2WorkingCopy.allIn(connection).stream().map(H2WorkingCopy::describe).toList();
  }
}
