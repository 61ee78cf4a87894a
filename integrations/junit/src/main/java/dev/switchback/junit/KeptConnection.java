package dev.switchback.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A data source with one connection, which stays open while it is handed out repeatedly. Opening a
 * connection takes longer than reading a schema.
 */
final class KeptConnection implements SimpleDataSource, AutoCloseable {

  private final Connection connection;
  private final Connection handedOut;
  private final boolean wasAutoCommit;

  private KeptConnection(Connection connection) throws SQLException {
    this.connection = connection;
    this.wasAutoCommit = connection.getAutoCommit();
    this.handedOut =
        (Connection)
            Proxy.newProxyInstance(
                KeptConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("close")) {
                    return null;
                  }
                  try {
                    return method.invoke(connection, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  static KeptConnection of(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    try {
      KeptConnection kept = new KeptConnection(connection);
      connection.setAutoCommit(true);
      return kept;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  Connection connection() {
    return handedOut;
  }

  @Override
  public Connection getConnection() {
    return handedOut;
  }

  @Override
  public void close() {
    try (connection) {
      connection.setAutoCommit(wasAutoCommit);
    } catch (SQLException e) {
      // The server or the pool has closed it already.
    }
  }
}
