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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A small HikariCP pool for {@code url(…)}, opened at the first connection. Only the pool receives
 * the URL and the password.
 */
public final class ConnectionPool implements Database.ConnectionSource, AutoCloseable {

  /**
   * The maximum pool size. A run on H2 needs two connections, and several threads may run at once.
   * Connections are opened on demand.
   */
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
    config.setInitializationFailTimeout(1); // fail immediately, with the driver's own error
    keepConnections(config);
  }

  /** Configures the pool not to close connections, as far as its version allows. */
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
   * Keeps HikariCP from closing a connection after certain errors that are regular answers of the
   * server. Otherwise a run would lose its lock and its transaction. Public, because older versions
   * of HikariCP instantiate the class by name.
   */
  public static final class Answers implements SQLExceptionOverride {

    /** Creates an instance without configuration. */
    public Answers() {}

    @java.lang.Override // the pool has a type named Override
    public SQLExceptionOverride.Override adjudicate(SQLException error) {
      return error instanceof SQLTimeoutException || "0A000".equals(error.getSQLState())
          ? SQLExceptionOverride.Override.DO_NOT_EVICT
          : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
  }

  /** Returns another pool for the same database. */
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

  @Override
  public String description() {
    return scheme(config.getJdbcUrl());
  }

  /** Returns whether a data source is a closed HikariCP pool, or a wrapper of one. */
  static boolean isClosed(DataSource source) {
    return poolIn(source).map(HikariDataSource::isClosed).orElse(false);
  }

  /** Returns the name of a HikariCP pool, or of the one in its wrapper. */
  static Optional<String> nameOf(DataSource source) {
    return poolIn(source).map(HikariDataSource::getPoolName);
  }

  private static Optional<HikariDataSource> poolIn(DataSource source) {
    try {
      return source instanceof HikariDataSource own
          ? Optional.of(own)
          : source.isWrapperFor(HikariDataSource.class)
              ? Optional.of(source.unwrap(HikariDataSource.class))
              : Optional.empty();
    } catch (SQLException | RuntimeException e) {
      return Optional.empty(); // not every data source implements isWrapperFor
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
          "No JDBC driver accepts a URL that begins with '%s'. Nothing was run."
                  .formatted(scheme(url))
              + " Put the driver of your database on the class path, and check the spelling of the"
              + " URL: jdbc:postgresql://host/database, for example. A fat jar must merge the files"
              + " in META-INF/services, which list the drivers.");
    }
  }

  /**
   * Returns the beginning of a URL, before anything that could be secret: {@code jdbc:postgresql:}.
   */
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
