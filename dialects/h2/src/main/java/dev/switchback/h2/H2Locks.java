package dev.switchback.h2;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.KeptNames;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.Topology;
import dev.switchback.dialect.UnsupportedByDialectException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The locks of H2. The advisory lock of a run is a row that an open transaction locks. A separate
 * session holds it, because each schema statement ends the transaction of the session that
 * migrates.
 */
final class H2Locks implements LockControl {

  private static final Duration LONGEST_LOCK_WAIT = Duration.ofMillis(Integer.MAX_VALUE);

  private static final Pattern IN_MEMORY =
      Pattern.compile("jdbc:h2:(?:(?:tcp|ssl)://[^/]*/)?mem:(.*)");

  private final H2Sql sql;
  private final H2Errors errors;

  H2Locks(H2Sql sql, H2Errors errors) {
    this.sql = sql;
    this.errors = errors;
  }

  @Override
  public Topology topology() {
    return Topology.SEPARATE_SESSION;
  }

  @Override
  public boolean tryLock(Connection connection, LockName name) throws SQLException {
    try {
      return tryLock(connection, name, Set.of());
    } catch (SQLException e) {
      if (!errors.isMissingTable(e)) {
        throw e;
      }
      Set<String> exact = sql.unfolded(connection, name.schema(), List.of(name.table()));
      return tryLock(connection, name, exact);
    }
  }

  /**
   * Tries to lock the row.
   *
   * @param exact the names among schema and table that are stored exactly
   */
  private boolean tryLock(Connection connection, LockName name, Set<String> exact)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(lockingRow(name, exact) + " SKIP LOCKED")) {
      if (row.next()) {
        return true;
      }
    }
    connection.rollback();
    connection.setAutoCommit(true);
    return false;
  }

  private String lockingRow(LockName name, Set<String> exact) {
    H2Sql asKept = exact.contains(name.table()) ? sql.with(KeptNames.EXACT) : sql;
    H2Sql ofSchema = exact.contains(name.schema()) ? sql.with(KeptNames.EXACT) : sql;
    String table = ofSchema.quote(name.schema()) + "." + asKept.quote(name.table());
    return "SELECT %1$s FROM %2$s WHERE %1$s = 3 FOR UPDATE".formatted(asKept.quote("id"), table);
  }

  /**
   * Finds the session of the lock holder. H2 shows it only to an administrator, and only while
   * another session waits for the row.
   */
  @Override
  public Optional<String> findLockHolder(Connection connection, Connection waiting, LockName name)
      throws SQLException {
    String waiter = sessionId(waiting);
    FutureTask<Boolean> wait = new FutureTask<>(() -> awaitRow(waiting, name));
    Thread thread = new Thread(wait, "switchback-lock-holder");
    thread.setDaemon(true);
    thread.start();
    Optional<String> found = Optional.empty();
    while (found.isEmpty() && !wait.isDone()) {
      found = blockerOf(connection, waiter);
    }
    try {
      wait.get(); // then the connection is free again
    } catch (ExecutionException e) {
      throw new SQLException("the lock was not asked for", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return found;
  }

  private static Optional<String> blockerOf(Connection connection, String session) {
    return CatalogQuery.strings(
            connection,
            "SELECT BLOCKER_ID FROM INFORMATION_SCHEMA.SESSIONS"
                + " WHERE SESSION_ID = ? AND BLOCKER_ID IS NOT NULL",
            session)
        .stream()
        .findFirst();
  }

  /** Waits for the row for at most a second. */
  private boolean awaitRow(Connection connection, LockName name) throws SQLException {
    Set<String> exact = sql.unfolded(connection, name.schema(), List.of(name.table()));
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      return statement.execute(lockingRow(name, exact) + " WAIT 1");
    } catch (SQLException e) {
      if (!errors.isLockWait(e)) {
        throw e;
      }
      return false;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /**
   * Refuses an in-memory database that the run cannot keep. Without a name, each connection has a
   * separate database. With a name, the database ends with its last connection. Only an
   * administrator can see whether other sessions keep it open. A pool keeps connections open.
   */
  @Override
  public void requireShared(Connection second) throws SQLException {
    Matcher memory = IN_MEMORY.matcher(String.valueOf(second.getMetaData().getURL()));
    if (!memory.matches()) {
      return;
    }
    if (memory.group(1).isEmpty()) {
      throw new UnsupportedByDialectException(
          H2Dialect.NAME,
          "migrate a database in memory without a name, because each connection would have a"
              + " different one",
          "Nothing was run. Give it a name, and keep it open after its last connection:"
              + " jdbc:h2:mem:chat;DB_CLOSE_DELAY=-1.");
    }
    boolean isPooled = !second.getClass().getName().equals("org.h2.jdbc.JdbcConnection");
    if (!isPooled && endsWithRun(second)) {
      throw new UnsupportedByDialectException(
          H2Dialect.NAME,
          "keep the migrated schema: the database is in memory and ends with its last connection,"
              + " and only this run has one",
          "Nothing was run. Write DB_CLOSE_DELAY=-1 into its URL:"
              + " jdbc:h2:mem:chat;DB_CLOSE_DELAY=-1.");
    }
  }

  private static boolean endsWithRun(Connection second) throws SQLException {
    try (Statement statement = second.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT COUNT(*) = 2 AND NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.SETTINGS
                  WHERE SETTING_NAME IN ('DB_CLOSE_DELAY', 'db_close_delay') AND SETTING_VALUE <> '0')
                FROM INFORMATION_SCHEMA.SESSIONS\
                """)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  @Override
  public void unlock(Connection connection, LockName name) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /** Returns empty, because H2 shows the locks of a session only to administrators. */
  @Override
  public Optional<String> lockHolder(Connection connection, LockName name) {
    return Optional.empty();
  }

  /**
   * Ends the named sessions. They must be named, because H2 does not show which session locks a
   * row. Only an administrator can end a session. A session never ends itself: session numbers
   * restart when the database is opened again.
   */
  @Override
  public void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException {
    try (PreparedStatement end =
        connection.prepareStatement(
            "SELECT CASE WHEN s.id <> SESSION_ID() THEN ABORT_SESSION(s.id) END"
                + " FROM (VALUES CAST(? AS INTEGER)) s (id)")) {
      for (String session : sessions) {
        end.setInt(1, number(session));
        end.execute();
      }
    }
  }

  private static int number(String session) throws SQLException {
    try {
      return Integer.parseInt(session);
    } catch (NumberFormatException e) {
      throw new SQLException("'" + session + "' is not the number of a session", e);
    }
  }

  @Override
  public String sessionId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT SESSION_ID()")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void limitLockWait(Connection connection, Duration longest) throws SQLException {
    long millis = longest.compareTo(LONGEST_LOCK_WAIT) < 0 ? longest.toMillis() : Integer.MAX_VALUE;
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCK_TIMEOUT " + millis);
    }
  }

  /**
   * Describes the blocking sessions. H2 shows which session locks the awaited row. For tables, it
   * only lists locks, so the sessions are those that lock a table named in the waiting statement.
   * Only administrators see any of this.
   */
  @Override
  public List<String> blockers(Connection connection, String waiting) {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT 'session ' || s.SESSION_ID || ' of user ' || s.USER_NAME
              || COALESCE(' from ' || s.CLIENT_ADDR, '')
              || COALESCE(', idle since ' || s.SLEEP_SINCE, '')
            FROM INFORMATION_SCHEMA.SESSIONS w
            JOIN INFORMATION_SCHEMA.SESSIONS s ON s.SESSION_ID <> w.SESSION_ID
            WHERE w.SESSION_ID = ? AND (s.SESSION_ID = w.BLOCKER_ID
              OR (w.BLOCKER_ID IS NULL AND EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.LOCKS l
                WHERE l.SESSION_ID = s.SESSION_ID
                AND LOCATE(UPPER(l.TABLE_NAME), UPPER(w.EXECUTING_STATEMENT)) > 0)))
            ORDER BY s.SESSION_ID\
            """)) {
      statement.setInt(1, number(waiting));
      try (ResultSet rows = statement.executeQuery()) {
        List<String> blockers = new ArrayList<>();
        while (rows.next()) {
          blockers.add(rows.getString(1));
        }
        return blockers;
      }
    } catch (SQLException e) {
      return List.of(); // the list is only informative; the error it explains matters more
    }
  }
}
