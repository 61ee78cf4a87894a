package dev.switchback.postgresql;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.Fence;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.LockWaiter;
import dev.switchback.dialect.Topology;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The advisory lock of a run, and the limits and the blocking sessions of other locks. */
final class PostgreSqlLocks implements LockControl {

  private static final Duration LONGEST_WAIT = Duration.ofMillis(Integer.MAX_VALUE);

  /**
   * Selects the holders of an advisory lock with a 64-bit key. Keys of two numbers have {@code
   * objsubid} 2.
   */
  private static final String HELD =
      """
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_catalog.pg_database
          WHERE datname = current_database())
        AND (l.classid::bigint << 32) + l.objid::bigint = ?\
      """;

  private final PostgreSqlSql sql;
  private final boolean isPooled;

  PostgreSqlLocks(PostgreSqlSql sql, boolean isPooled) {
    this.sql = sql;
    this.isPooled = isPooled;
  }

  @Override
  public Topology topology() {
    return isPooled ? Topology.TRANSACTION_POOLING : Topology.DIRECT;
  }

  @Override
  public boolean tryLock(Connection connection, LockName name) throws SQLException {
    return ask(connection, "SELECT pg_try_advisory_lock(?)", name).equals("t");
  }

  @Override
  public void unlock(Connection connection, LockName name) throws SQLException {
    if (!ask(connection, "SELECT pg_advisory_unlock(?)", name).equals("t")) {
      throw new SQLException("this session no longer had the lock");
    }
  }

  @Override
  public Optional<String> lockHolder(Connection connection, LockName name) throws SQLException {
    String holder =
        ask(
            connection,
            """
            SELECT max(format('session %s of user %s from %s, since %s', a.pid, a.usename,
              coalesce(host(a.client_addr), 'this machine'), a.backend_start))
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            """
                + HELD,
            name);
    return holder.isEmpty() ? Optional.empty() : Optional.of(holder);
  }

  private static String ask(Connection connection, String sql, LockName name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, name.number());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        String answer = row.getString(1);
        return answer == null ? "" : answer;
      }
    }
  }

  @Override
  public void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_terminate_backend(l.pid) FROM pg_catalog.pg_locks l "
                + HELD
                + " AND l.pid <> pg_backend_pid() AND (l.pid::text = ANY (?) OR ?)")) {
      Array named = connection.createArrayOf("text", sessions.toArray());
      statement.setLong(1, name.number());
      statement.setArray(2, named);
      statement.setBoolean(3, sessions.isEmpty());
      statement.executeQuery().close();
      named.free();
    }
  }

  @Override
  public String sessionId(Connection connection) throws SQLException {
    return isPooled || !Pgjdbc.isDriverOf(connection)
        ? Pgjdbc.answering(connection)
        : Pgjdbc.sessionOf(connection);
  }

  /** Limits the idle time in a transaction, behind a pooler until the transaction ends. */
  @Override
  public void limitPause(Connection connection, Duration longest) throws SQLException {
    set(connection, "idle_in_transaction_session_timeout", millis(longest));
  }

  /**
   * Locks the gate and puts the schema first in the search path. The rest of the path stays,
   * because extensions may be in it.
   */
  @Override
  public boolean enterGate(Connection connection, Fence fence, String schema, Duration longestPause)
      throws SQLException {
    String locking =
        """
        SELECT set_config('search_path', %s, true),
          set_config('idle_in_transaction_session_timeout', ?, true)
        FROM %s WHERE %s = %s AND %s = ? FOR UPDATE\
        """
            .formatted(
                PostgreSqlSessions.IN_FRONT,
                fence.table(),
                sql.quote("id"),
                Fence.GATE,
                sql.quote("fence"));
    try (PreparedStatement statement = connection.prepareStatement(locking)) {
      statement.setString(1, sql.quote(schema));
      statement.setString(2, millis(longestPause));
      statement.setLong(3, fence.number());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Sets the lock timeout, behind a pooler until the transaction ends. */
  @Override
  public void limitLockWait(Connection connection, Duration longest) throws SQLException {
    set(connection, "lock_timeout", millis(longest));
  }

  private void set(Connection connection, String setting, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, ?)")) {
      statement.setString(1, setting);
      statement.setString(2, value);
      statement.setBoolean(3, isPooled);
      statement.executeQuery().close();
    }
  }

  /** Returns at least 1, because the server reads 0 as no limit. */
  private static String millis(Duration duration) {
    boolean fits = duration.compareTo(LONGEST_WAIT) < 0;
    return Long.toString(Math.max(1, (fits ? duration : LONGEST_WAIT).toMillis()));
  }

  /**
   * Describes the blocking sessions without their statements, which may contain secrets. A prepared
   * transaction has no session.
   */
  @Override
  public List<String> blockers(Connection connection, String waiting) {
    try {
      return CatalogQuery.strings(
          connection,
          """
          SELECT DISTINCT CASE WHEN b.pid = 0 THEN 'a prepared transaction' ELSE
            concat('session ', b.pid, ' of ' || coalesce('user ' || a.usename, a.backend_type),
              ' from ' || host(a.client_addr), ', ' || a.state || ' since ' || a.state_change) END
          FROM unnest(pg_blocking_pids(?::integer)) AS b (pid)
          LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
          ORDER BY 1\
          """,
          waiting);
    } catch (CatalogException e) {
      return List.of(); // the list is only informative; the error it explains matters more
    }
  }

  @Override
  public List<LockWaiter> waitersFor(Connection connection, String holder) throws SQLException {
    String sql =
        """
        SELECT w.pid, w.query, extract(epoch FROM clock_timestamp() - w.query_start) * 1000
        FROM pg_catalog.pg_stat_activity h
        JOIN pg_catalog.pg_stat_activity w ON w.pid <> h.pid AND w.usesysid = h.usesysid
          AND w.client_addr IS NOT DISTINCT FROM h.client_addr AND w.query_start >= h.state_change
        WHERE h.pid = ?::integer AND h.state = 'idle in transaction' AND w.wait_event_type = 'Lock'
          AND h.pid = ANY (pg_catalog.pg_blocking_pids(w.pid))
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity o
            WHERE o.pid NOT IN (h.pid, w.pid, pg_catalog.pg_backend_pid())
            AND o.usesysid = h.usesysid AND o.client_addr IS NOT DISTINCT FROM h.client_addr
            AND o.state = 'active' AND o.wait_event_type IS DISTINCT FROM 'Lock'
            AND o.query_start BETWEEN h.state_change AND clock_timestamp() - interval '1 second')\
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, holder);
      try (ResultSet rows = statement.executeQuery()) {
        List<LockWaiter> waiters = new ArrayList<>();
        while (rows.next()) {
          Duration waited = Duration.ofMillis(rows.getLong(3));
          waiters.add(new LockWaiter(rows.getString(1), rows.getString(2), waited, true));
        }
        return waiters;
      }
    }
  }
}
