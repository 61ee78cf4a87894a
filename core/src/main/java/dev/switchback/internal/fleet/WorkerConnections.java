package dev.switchback.internal.fleet;

import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.run.GuardedConnection;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;

/**
 * The connections of one worker of a fleet to one database: those that were given back are kept for
 * its next target. The heartbeat of a run uses it from a thread of its own.
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

  /** One that stays open when it is closed, unless it was cut. */
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
                  GuardedConnection.call(connection, method, arguments);
                  connection.close(); // H2 does nothing at abort
                  return null;
                }
                default -> {
                  return GuardedConnection.call(connection, method, arguments);
                }
              }
            });
  }

  /** Closes those that nobody uses, and the others when they are given back. */
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
