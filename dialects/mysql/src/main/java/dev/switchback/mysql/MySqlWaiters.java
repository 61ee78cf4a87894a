package dev.switchback.mysql;

import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.LockWaiter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the sessions that wait for another session. A user sees the statements of the user's own
 * sessions without a privilege. The server may not show for which session they wait.
 */
final class MySqlWaiters {

  /** The host without the port, which follows the last colon. */
  private static final String MACHINE =
      "LEFT(%1$s.HOST, CHAR_LENGTH(%1$s.HOST) - CHAR_LENGTH(SUBSTRING_INDEX(%1$s.HOST, ':', -1)))";

  private static final String BUSY_WHILE_IDLE =
      """
      SELECT w.ID, w.INFO, w.TIME, w.STATE
      FROM information_schema.PROCESSLIST h
      JOIN information_schema.PROCESSLIST w ON w.ID <> h.ID AND w.USER = h.USER AND %s = %s
      WHERE h.ID = ? AND h.COMMAND = 'Sleep' AND w.COMMAND IN ('Query', 'Execute')
        AND w.TIME <= h.TIME AND w.INFO IS NOT NULL AND w.ID <> CONNECTION_ID()
        AND NOT EXISTS (SELECT 1 FROM information_schema.PROCESSLIST o
          WHERE o.ID NOT IN (w.ID, CONNECTION_ID()) AND o.USER = h.USER AND %s = %s
          AND o.COMMAND IN ('Query', 'Execute') AND o.TIME BETWEEN 1 AND h.TIME
          AND o.STATE NOT LIKE 'Waiting for %%lock')\
      """
          .formatted(
              MACHINE.formatted("h"),
              MACHINE.formatted("w"),
              MACHINE.formatted("h"),
              MACHINE.formatted("o"));

  private MySqlWaiters() {}

  static List<LockWaiter> of(Connection connection, String holder, LockControl locks)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BUSY_WHILE_IDLE)) {
      statement.setLong(1, Long.parseLong(holder));
      List<LockWaiter> waiters = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String session = rows.getString(1);
          List<String> blockers = locks.blockers(connection, session);
          boolean isHolder =
              blockers.stream().anyMatch(text -> text.startsWith("session " + holder + " of "));
          boolean isUnknown =
              blockers.isEmpty() && "Waiting for table metadata lock".equals(rows.getString(4));
          if (isHolder || isUnknown) {
            Duration waited = Duration.ofSeconds(rows.getLong(3));
            waiters.add(new LockWaiter(session, rows.getString(2), waited, isHolder));
          }
        }
      }
      return waiters;
    }
  }
}
