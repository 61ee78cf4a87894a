package dev.switchback.tck.contract;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Data sources whose connections are not as the driver gives them. */
public final class OtherConnections {

  private OtherConnections() {}

  /** Opens a connection. */
  public interface Source {
    /** Opens it. */
    Connection connect() throws SQLException;
  }

  /** Each connection has carried out {@code statements} before anybody gets it. */
  public static DataSource after(DataSource source, String... statements) {
    return of(
        () -> {
          Connection connection = source.getConnection();
          try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
              statement.execute(sql);
            }
            return connection;
          } catch (SQLException e) {
            connection.close();
            throw e;
          }
        });
  }

  /** The connections of another user. */
  static DataSource as(String url, String user, String password) {
    return of(() -> DriverManager.getConnection(url, user, password));
  }

  /**
   * A data source that opens a connection only when it is asked for one. Each poll of a waiting run
   * asks too whether the data source wraps a pool.
   */
  public static DataSource of(Source source) {
    return (DataSource)
        Proxy.newProxyInstance(
            OtherConnections.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return source.connect();
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
