package dev.switchback.mysql;

import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.LockWaiter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The locks of MySQL. The lock of a run is a named lock of the session, in the whole server. */
class MySqlLocks implements LockControl {

  /** ER_NO_SUCH_THREAD. */
  private static final int NO_SUCH_THREAD = 1094;

  /** The largest value of the variable (MySQL Reference Manual, "lock_wait_timeout"). */
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  @Override
  public boolean tryLock(Connection connection, LockName name) throws SQLException {
    return ask(connection, "SELECT GET_LOCK(?, 0)", name).equals("1");
  }

  @Override
  public void unlock(Connection connection, LockName name) throws SQLException {
    if (!ask(connection, "SELECT RELEASE_LOCK(?)", name).equals("1")) {
      throw new SQLException("this session no longer had the lock");
    }
  }

  @Override
  public Optional<String> lockHolder(Connection connection, LockName name) throws SQLException {
    String id = ask(connection, "SELECT IS_USED_LOCK(?)", name);
    return id.isEmpty() ? Optional.empty() : Optional.of("session " + id);
  }

  /**
   * Ends the session of the lock holder. A session of the same user needs no administrative
   * privilege.
   */
  @Override
  public void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException {
    String id = ask(connection, "SELECT NULLIF(IS_USED_LOCK(?), CONNECTION_ID())", name);
    if (id.isEmpty() || !(sessions.isEmpty() || sessions.contains(id))) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("KILL " + Long.parseLong(id));
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw e;
      }
    }
  }

  private static String ask(Connection connection, String sql, LockName name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, "switchback-" + Long.toHexString(name.number()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        String answer = row.getString(1);
        return answer == null ? "" : answer;
      }
    }
  }

  @Override
  public String sessionId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
      row.next();
      return row.getString(1);
    }
  }

  /**
   * Limits the wait for a metadata lock. A schema statement needs one, and every open transaction
   * holds one.
   */
  @Override
  public void limitLockWait(Connection connection, Duration longest) throws SQLException {
    setSeconds(connection, "lock_wait_timeout", longest);
  }

  static void setSeconds(Connection connection, String variable, Duration longest)
      throws SQLException {
    Duration wait = longest.compareTo(LONGEST_WAIT) < 0 ? longest : LONGEST_WAIT;
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION " + variable + " = " + seconds);
    }
  }

  @Override
  public List<String> blockers(Connection connection, String waiting) {
    return MySqlBlockers.ofMySql(connection, waiting);
  }

  @Override
  public List<LockWaiter> waitersFor(Connection connection, String holder) throws SQLException {
    return MySqlWaiters.of(connection, holder, this);
  }
}
