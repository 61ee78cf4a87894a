package dev.switchback.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A pool as an application has it at its start: all connections are open, the driver is warm. */
public final class OpenPool {

  private OpenPool() {}

  /** Opens a pool of that size. */
  public static HikariDataSource of(String url, String user, String password, int size)
      throws SQLException {
    // A connection that rested for half a second would be asked whether it lives, sometimes.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "600000");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(size);
    HikariDataSource pool = new HikariDataSource(config);
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Connection connection = pool.getConnection();
      all.add(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT 1");
      }
    }
    for (Connection connection : all) {
      connection.close();
    }
    return pool;
  }
}
