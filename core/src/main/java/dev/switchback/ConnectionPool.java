package dev.switchback;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small HikariCP pool for {@code url(…)}, opened at the first connection. URL and password go to
 * it and nowhere else.
 */
final class ConnectionPool implements AutoCloseable {

  private static final int CONNECTIONS = 2;
  private static final Pattern SCHEME = Pattern.compile("jdbc:\\w+:");

  private final HikariConfig config = new HikariConfig();
  private @Nullable HikariDataSource pool;

  ConnectionPool(String url, @Nullable String user, @Nullable String password) {
    config.setPoolName("switchback");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(1); // fail at once, with the driver's own reason
  }

  synchronized Connection connect() throws SQLException {
    if (pool == null) {
      requireDriver(config.getJdbcUrl());
      pool = new HikariDataSource(config);
    }
    return pool.getConnection();
  }

  private static void requireDriver(String url) {
    try {
      DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new ConfigurationException(
          "No JDBC driver takes a URL that begins with '%s'. Nothing was run."
                  .formatted(scheme(url))
              + " Put the driver of your database on the class path, and see that the URL is"
              + " spelled as the driver wants it: jdbc:postgresql://host/database, for example.");
    }
  }

  /** The beginning of a URL, before anything that could be secret: {@code jdbc:postgresql:}. */
  private static String scheme(String url) {
    Matcher scheme = SCHEME.matcher(url);
    return scheme.lookingAt() ? scheme.group() : "";
  }

  @Override
  public synchronized void close() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
