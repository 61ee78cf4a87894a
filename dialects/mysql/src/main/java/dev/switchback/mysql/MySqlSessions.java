package dev.switchback.mysql;

import dev.switchback.dialect.SessionControl;
import dev.switchback.dialect.SessionState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The sessions of MySQL. */
class MySqlSessions implements SessionControl {

  /** The session variables that a run saves and restores, with their names on all servers. */
  private static final String[] OF_SESSION = {
    "sql_mode",
    "lock_wait_timeout",
    "idle_transaction_timeout",
    "wsrep_sync_wait",
    "foreign_key_checks",
    "unique_checks",
    "innodb_lock_wait_timeout",
    "time_zone",
    "transaction_isolation",
    "tx_isolation",
    "transaction_read_only",
    "tx_read_only",
    "default_storage_engine",
    "sql_safe_updates",
    "sql_select_limit",
    "sql_require_primary_key",
    "max_execution_time",
    "max_statement_time",
    "sql_auto_is_null",
    "explicit_defaults_for_timestamp",
  };

  /** ER_CANT_CHANGE_TX_CHARACTERISTICS. */
  private static final int IN_TRANSACTION = 1568;

  /** Matches variables that change by themselves or with each statement. */
  private static final Pattern CHANGES_BY_ITSELF =
      Pattern.compile(
          "timestamp|rand_seed\\d|last_insert_id|identity|insert_id|pseudo_.*|warning_count"
              + "|error_count|.*gtid.*|in_transaction|statement_id|autocommit|proxy_user"
              + "|external_user|innodb_.*|performance_schema.*|.*_size_so_far|debug.*");

  /** ER_INCORRECT_GLOBAL_LOCAL_VAR, ER_GLOBAL_VARIABLE, ER_VARIABLE_IS_READONLY. */
  private static final Set<Integer> NOT_SETTABLE = Set.of(1238, 1229, 1621, 1193);

  /** ER_WARNING_NOT_COMPLETE_ROLLBACK. */
  private static final int NOT_COMPLETE = 1196;

  /** ER_SPECIFIC_ACCESS_DENIED_ERROR. */
  private static final int NEEDS_PRIVILEGE = 1227;

  /** ER_BAD_DB_ERROR and ER_DBACCESS_DENIED_ERROR. */
  private static final Set<Integer> NOT_USABLE = Set.of(1049, 1044);

  private final MySqlSql sql;

  MySqlSessions(MySqlSql sql) {
    this.sql = sql;
  }

  /**
   * Remembers the current database and the session variables that migrations change. Restoring also
   * releases table locks. A session cannot return to having no current database.
   */
  @Override
  public SessionState sessionState(Connection connection) throws SQLException {
    Optional<String> database = currentSchema(connection);
    Map<String, String> before = variables(connection, OF_SESSION);
    return later -> {
      execute(later, "UNLOCK TABLES");
      putBack(later, before);
      useSchema(later, database.orElseThrow(() -> new SQLException("it had no current database")));
    };
  }

  private void putBack(Connection connection, Map<String, String> before) throws SQLException {
    Map<String, String> now = variables(connection, OF_SESSION);
    for (Map.Entry<String, String> variable : before.entrySet()) {
      if (!variable.getValue().equals(now.get(variable.getKey()))) {
        set(connection, variable.getKey(), variable.getValue());
      }
    }
  }

  @Override
  public SessionState wholeSession(Connection connection) throws SQLException {
    Map<String, String> before = allVariables(connection);
    return later -> {
      Map<String, String> now = allVariables(later);
      for (Map.Entry<String, String> each : before.entrySet()) {
        boolean isChanged = !each.getValue().equals(now.get(each.getKey()));
        if (isChanged && !CHANGES_BY_ITSELF.matcher(each.getKey()).matches()) {
          setIfPossible(later, each.getKey(), each.getValue());
        }
      }
      execute(later, "SET SESSION timestamp = DEFAULT");
    };
  }

  /** Returns those of the named session variables that the server knows. */
  final Map<String, String> variables(Connection connection, String... names) throws SQLException {
    return query(
        connection,
        sessionVariables(" WHERE VARIABLE_NAME IN ('" + String.join("', '", names) + "')"));
  }

  private Map<String, String> allVariables(Connection connection) throws SQLException {
    return query(connection, sessionVariables(""));
  }

  /**
   * Selects session variables. {@code SHOW VARIABLES} would be limited by {@code sql_select_limit}.
   */
  String sessionVariables(String condition) {
    return InFull.inMySql(
        "SELECT VARIABLE_NAME, VARIABLE_VALUE FROM performance_schema.session_variables"
            + condition);
  }

  /**
   * Returns the variables sorted by name. A character set also sets a collation, which is restored
   * after it.
   */
  private static Map<String, String> query(Connection connection, String query)
      throws SQLException {
    Map<String, String> variables = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(query); // Connector/J does not recognise MariaDB's form as a query
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          String value = rows.getString(2);
          variables.put(rows.getString(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
      }
    }
    return variables;
  }

  static void set(Connection connection, String name, String value) throws SQLException {
    boolean isNull = value.isEmpty() && name.startsWith("character_set_"); // null is shown as ''
    boolean isNumber = value.matches("-?[\\d.]+");
    String set = "SET SESSION `" + name + "` = " + (isNull ? "NULL" : isNumber ? value : "?");
    try (PreparedStatement statement = connection.prepareStatement(set)) {
      if (!isNumber && !isNull) {
        statement.setString(1, value);
      }
      statement.execute();
    }
  }

  private static void setIfPossible(Connection connection, String name, String value)
      throws SQLException {
    try {
      set(connection, name, value);
    } catch (SQLException e) {
      if (!NOT_SETTABLE.contains(e.getErrorCode())) {
        throw e;
      }
    }
  }

  /**
   * Switches off two settings that give NULL another meaning. Under {@code sql_auto_is_null}, a
   * condition {@code IS NULL} also finds the last numbered row. Without {@code
   * explicit_defaults_for_timestamp}, NULL in a TIMESTAMP becomes the current time, and such a
   * column gets a default that no migration named.
   *
   * @return the settings with those of the session from now on
   */
  static ServerSettings withPlainNulls(Connection connection, ServerSettings found)
      throws SQLException {
    if (found.findsLastForNull()) {
      set(connection, "sql_auto_is_null", "0");
    }
    if (found.fillsTimestamps()) {
      try {
        set(connection, ServerSettings.EXPLICIT_TIMESTAMPS, "1");
        return found.withExplicitTimestamps();
      } catch (SQLException e) {
        // the server lacks it for a session before MariaDB 10.8; in MySQL it needs a privilege
        if (!NOT_SETTABLE.contains(e.getErrorCode()) && e.getErrorCode() != NEEDS_PRIVILEGE) {
          throw e;
        }
      }
    }
    return found;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public String allRowsOf(String query) {
    return InFull.limited(query);
  }

  /**
   * Returns whether a transaction is open, also one that only read. In a transaction, the server
   * refuses this statement. Otherwise the statement only gives the next transaction its default
   * access mode. No privilege is needed.
   */
  @Override
  public boolean hasOpenTransaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION READ WRITE");
      return false;
    } catch (SQLException e) { // perhaps a pool's filter refuses such statements
      return e.getErrorCode() == IN_TRANSACTION
          ? !isSwitchedOffBesides(connection)
          : !connection.getAutoCommit();
    }
  }

  /**
   * Returns whether SQL has switched autocommit off, unknown to the driver. Then even a read begins
   * a transaction, which proves nothing about the caller's work.
   */
  private static boolean isSwitchedOffBesides(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@autocommit")) {
      return row.next() && row.getInt(1) == 0;
    }
  }

  /** Rolls back by a statement, because the drivers do not show the warnings of their method. */
  @Override
  public final boolean rollBack(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
      for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
        if (each.getErrorCode() == NOT_COMPLETE) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Returns the current database, which is the schema in the terms of other databases. Queries the
   * server, because a driver calls it a catalog or a schema depending on its URL.
   */
  @Override
  public Optional<String> currentSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT DATABASE()")) {
      row.next();
      return Optional.ofNullable(row.getString(1));
    }
  }

  @Override
  public Optional<SessionState> enterSchema(Connection connection, String schema)
      throws SQLException {
    Optional<String> database = currentSchema(connection);
    try {
      useSchema(connection, schema);
    } catch (SQLException e) {
      if (NOT_USABLE.contains(e.getErrorCode())) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(later -> useSchema(later, database.orElseThrow()));
  }

  @Override
  public void useSchema(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false); // the name may contain braces
      statement.execute("USE " + sql.quote(schema));
    }
  }
}
