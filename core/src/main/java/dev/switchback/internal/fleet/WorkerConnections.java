package dev.switchback.internal.fleet;

import dev.switchback.internal.base.JdbcProxy;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.database.Database;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;

/**
 * Keeps the connections of one fleet worker to one database. A connection that was returned is kept
 * for the next target. The heartbeat of a run uses this class from a separate thread.
 */
final class WorkerConnections implements Database.ConnectionSource, AutoCloseable {

  private final Database.Given source;
  private final Deque<Connection> kept = new ArrayDeque<>();
  private boolean isOver;

  WorkerConnections(DataSource source) {
    this.source = new Database.Given(source);
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = take();
    return lent(connection == null ? source.connect() : connection);
  }

  @Override
  public boolean isClosed() {
    return source.isClosed();
  }

  private synchronized Connection take() {
    return kept.poll();
  }

  private synchronized void keep(Connection connection) throws SQLException {
    if (isOver) {
      connection.close();
    } else if (!connection.isClosed()) {
      kept.push(connection);
    }
  }

  /**
   * Returns a proxy that keeps the connection open when the proxy is closed. An aborted connection
   * is not kept.
   */
  private Connection lent(Connection connection) {
    boolean[] isOver = {false};
    return (Connection)
        Proxy.newProxyInstance(
            WorkerConnections.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> {
                  if (!isOver[0]) {
                    isOver[0] = true;
                    keep(connection);
                  }
                  return null;
                }
                case "isClosed" -> {
                  return isOver[0] || connection.isClosed();
                }
                case "abort" -> {
                  isOver[0] = true;
                  JdbcProxy.call(connection, method, arguments);
                  connection.close(); // H2 ignores abort
                  return null;
                }
                default -> {
                  return JdbcProxy.call(connection, method, arguments);
                }
              }
            });
  }

  /** Closes the idle connections now, and the others when they are returned. */
  @Override
  public synchronized void close() {
    isOver = true;
    for (Connection connection = kept.poll(); connection != null; connection = kept.poll()) {
      try {
        connection.close();
      } catch (SQLException | RuntimeException e) {
        Log.LOG.debug("A connection was not closed cleanly: {}", Redaction.firstLine(e));
      }
    }
  }
}
