package dev.switchback.postgresql;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.SessionControl;
import dev.switchback.dialect.SessionState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.postgresql.core.BaseConnection;

/** The settings, the search path and the transaction of a session of PostgreSQL. */
final class PostgreSqlSessions implements SessionControl {

  /**
   * Selects the settings that {@code SET} changed in the session, and the role, which pg_settings
   * lacks.
   */
  private static final String SET_IN_SESSION =
      """
      SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'
        AND name NOT IN ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable')
      UNION ALL SELECT 'role', pg_catalog.current_setting('role')
      """;

  /**
   * The settings that a run changes for one transaction if there is a pooler, see {@link
   * PostgreSqlLocks#enterGate}.
   */
  private static final Set<String> SET_FOR_TRANSACTION =
      Set.of("search_path", "idle_in_transaction_session_timeout", "lock_timeout");

  private static final String WHO_ANSWERS =
      "UNION ALL SELECT 'answering', pg_catalog.pg_backend_pid()::text";

  /** A new search path: one schema, followed by the present search path. */
  static final String IN_FRONT =
      "pg_catalog.concat_ws(', ', ?, nullif(pg_catalog.current_setting('search_path'), ''))";

  /** Clears what a session has beside its settings, except advisory locks. */
  private static final String CLEAR =
      """
      SET ROLE NONE; CLOSE ALL; UNLISTEN *; DISCARD TEMP; DISCARD SEQUENCES;
      DO $$ DECLARE prepared text; BEGIN
        FOR prepared IN SELECT name FROM pg_catalog.pg_prepared_statements WHERE from_sql LOOP
          EXECUTE pg_catalog.format('DEALLOCATE %I', prepared);
        END LOOP;
      END $$\
      """;

  private final PostgreSqlSql sql;
  private final boolean isPooled;

  PostgreSqlSessions(PostgreSqlSql sql, boolean isPooled) {
    this.sql = sql;
    this.isPooled = isPooled;
  }

  /**
   * Returns whether the transaction has a transaction ID or has failed. A transaction without an ID
   * has changed and locked no row.
   */
  @Override
  public boolean hasOpenTransaction(Connection connection) throws SQLException {
    if (Pgjdbc.isDriverOf(connection) && connection.isWrapperFor(BaseConnection.class)) {
      switch (connection.unwrap(BaseConnection.class).getTransactionState()) {
        case IDLE -> {
          return false;
        }
        case FAILED -> {
          return true; // a failed transaction refuses queries
        }
        case OPEN -> {}
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT pg_catalog.pg_current_xact_id_if_assigned()")) {
      row.next();
      return row.getString(1) != null;
    }
  }

  /**
   * Remembers the role and the settings of the session, above all the search path. Behind a pooler
   * nothing is remembered, because a later transaction may run in another session. Callers also use
   * this before {@link PostgreSqlDialect#forServer}, so the method detects the pooler itself.
   */
  @Override
  public SessionState sessionState(Connection connection) throws SQLException {
    Map<String, String> found = CatalogQuery.pairs(connection, SET_IN_SESSION + WHO_ANSWERS);
    String answering = Objects.requireNonNull(found.remove("answering"));
    if (isPooled || Pgjdbc.isPooled(connection, answering)) {
      return later -> {};
    }
    String role = Objects.requireNonNull(found.remove("role"));
    found.put("role", role); // must be the last: another role may not set all settings
    return later -> restore(later, found);
  }

  /**
   * Restores all settings without comparing them first: reading the view of settings takes longer
   * than most of a migration's work. Resets the role first, because the session's own user may set
   * what was set.
   */
  private static void restore(Connection connection, Map<String, String> settings)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SET ROLE NONE; RESET ALL; SELECT "
                + String.join(
                    ", ", Collections.nCopies(settings.size(), "set_config(?, ?, false)")))) {
      int parameter = 1;
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        statement.setString(parameter++, setting.getKey());
        statement.setString(parameter++, setting.getValue());
      }
      statement.execute();
    }
  }

  /** Sets the search path, behind a pooler until the transaction ends. */
  @Override
  public void useSchema(Connection connection, String schema) throws SQLException {
    setSearchPath(connection, IN_FRONT, sql.quote(schema));
  }

  private void setSearchPath(Connection connection, String expression, String value)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('search_path', " + expression + ", ?)")) {
      statement.setString(1, value);
      statement.setBoolean(2, isPooled);
      statement.executeQuery().close();
    }
  }

  /** Asks first, because the server passes over a schema that this user may not use. */
  @Override
  public Optional<SessionState> enterSchema(Connection connection, String schema)
      throws SQLException {
    List<String> path =
        CatalogQuery.strings(
            connection,
            """
            SELECT current_setting('search_path') FROM pg_catalog.pg_namespace n
            WHERE n.nspname = ? AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')\
            """,
            schema);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    useSchema(connection, schema);
    return Optional.of(later -> setSearchPath(later, "?", path.get(0)));
  }

  /**
   * Remembers the whole session: settings and other state such as temporary tables. Behind a
   * pooler, settings are included, except those that the run itself sets for its transaction.
   */
  @Override
  public SessionState wholeSession(Connection connection) throws SQLException {
    if (!isPooled) {
      return PostgreSqlSessions::clear; // sessionState restores the settings
    }
    Map<String, String> found = CatalogQuery.pairs(connection, SET_IN_SESSION);
    SET_FOR_TRANSACTION.forEach(found::remove);
    return later -> {
      restore(later, found);
      clear(later);
      CatalogQuery.strings(later, "SELECT pg_catalog.pg_advisory_unlock_all()");
    };
  }

  /** Clears everything that is not a setting. The advisory lock of the run stays. */
  static void clear(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(CLEAR);
    }
  }

  /** Returns the name that pgjdbc keeps, without a query. */
  @Override
  public Optional<String> databaseName(Connection connection) throws SQLException {
    return Pgjdbc.isDriverOf(connection)
        ? Optional.ofNullable(connection.getCatalog())
        : Optional.empty();
  }
}
