package dev.switchback.internal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.switchback.ConfigurationException;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A small HikariCP pool for {@code url(…)}, opened at the first connection. URL and password go to
 * it and nowhere else.
 */
public final class ConnectionPool implements Database.ConnectionSource, AutoCloseable {

  /** H2 needs two for a run, and several threads may run at once; they are opened when needed. */
  private static final int CONNECTIONS = 10;

  private static final Pattern SCHEME = Pattern.compile("jdbc:\\w+:");

  private final HikariConfig config;
  private @Nullable HikariDataSource pool;
  private boolean closed;

  private ConnectionPool(HikariConfig config) {
    this.config = config;
  }

  public ConnectionPool(String url, @Nullable String user, @Nullable String password) {
    this(new HikariConfig());
    config.setPoolName("switchback");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(1); // fail at once, with the driver's own reason
    keepConnections(config);
  }

  /** As far as the version of the pool lets itself be told. */
  private static void keepConnections(HikariConfig config) {
    try {
      config.setExceptionOverride(new Answers());
    } catch (NoSuchMethodError before7) {
      try {
        config.setExceptionOverrideClassName(Answers.class.getName());
      } catch (RuntimeException e) {
        Log.LOG.debug("The pool may close connections: {}", Redaction.firstLine(e));
      }
    }
  }

  /**
   * HikariCP closes a connection at some errors that are the server's own answers, and takes a run
   * its lock and its transaction with it. Public, because older versions make one by its name.
   */
  public static final class Answers implements SQLExceptionOverride {

    /** One that knows nothing but the error. */
    public Answers() {}

    @java.lang.Override // the pool has a type of this name
    public SQLExceptionOverride.Override adjudicate(SQLException error) {
      return error instanceof SQLTimeoutException || "0A000".equals(error.getSQLState())
          ? SQLExceptionOverride.Override.DO_NOT_EVICT
          : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
  }

  /** Another pool to the same database. */
  public ConnectionPool another() {
    return new ConnectionPool(config);
  }

  @Override
  public Connection connect() throws SQLException {
    return opened().getConnection();
  }

  @Override
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Whether a data source is a pool of HikariCP, or a wrapper of one, that was closed. */
  static boolean isClosed(DataSource source) {
    try {
      HikariDataSource pool =
          source instanceof HikariDataSource own
              ? own
              : source.isWrapperFor(HikariDataSource.class)
                  ? source.unwrap(HikariDataSource.class)
                  : null;
      return pool != null && pool.isClosed();
    } catch (SQLException | RuntimeException e) {
      return false; // not every data source knows what it wraps
    }
  }

  private synchronized HikariDataSource opened() {
    if (closed) {
      throw new ConfigurationException(
          "The migrator is closed, and its connections with it. Nothing was run. Build another"
              + " one, or close it later.");
    }
    HikariDataSource open = pool;
    if (open == null) {
      requireDriver(config.getJdbcUrl());
      open = new HikariDataSource(config);
      pool = open;
    }
    return open;
  }

  private static void requireDriver(String url) {
    try {
      DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new ConfigurationException(
          "No JDBC driver takes a URL that begins with '%s'. Nothing was run."
                  .formatted(scheme(url))
              + " Put the driver of your database on the class path, and see that the URL is"
              + " spelled as the driver wants it: jdbc:postgresql://host/database, for example. A"
              + " jar of jars must merge META-INF/services, which list the drivers.");
    }
  }

  /** The beginning of a URL, before anything that could be secret: {@code jdbc:postgresql:}. */
  private static String scheme(String url) {
    Matcher scheme = SCHEME.matcher(url);
    return scheme.lookingAt() ? scheme.group() : "";
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
