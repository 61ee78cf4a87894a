package dev.switchback.mysql;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.Topology;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The locks of MariaDB. Overrides what differs from MySQL. */
final class MariaDbLocks extends MySqlLocks {

  /** Whether the server is a node of a Galera cluster. */
  private final boolean isNode;

  MariaDbLocks(boolean isNode) {
    this.isNode = isNode;
  }

  @Override
  public Topology topology() {
    return isNode ? Topology.MULTI_PRIMARY : Topology.DIRECT;
  }

  /**
   * Returns whether the session runs a statement. Processes of the same user are visible without a
   * privilege.
   */
  @Override
  public boolean isAtWork(Connection connection, String session) {
    return !CatalogQuery.strings(
            connection,
            "SELECT ID FROM information_schema.PROCESSLIST WHERE ID = ? AND COMMAND <> 'Sleep'",
            session)
        .isEmpty();
  }

  @Override
  public void limitPause(Connection connection, Duration longest) throws SQLException {
    setSeconds(connection, "idle_transaction_timeout", longest);
  }

  @Override
  public List<String> blockers(Connection connection, String waiting) {
    return MySqlBlockers.ofMariaDb(connection, waiting);
  }
}
