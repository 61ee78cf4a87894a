package dev.switchback;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database behind a data source: opens sessions and knows which dialect it speaks. */
final class Database {

  private final ConnectionSource connections;
  private final ClassLoader loader;

  /** Which database it is does not change: it is found once. */
  private volatile @Nullable Dialect dialect;

  /** Where connections come from: a data source of the user's, or a pool of our own. */
  @FunctionalInterface
  interface ConnectionSource {
    Connection connect() throws SQLException;

    /** Whether its owner has closed it, as far as it can be asked that. */
    default boolean isClosed() {
      return false;
    }
  }

  /** A data source of the user's. */
  record Given(DataSource source) implements ConnectionSource {
    @Override
    public Connection connect() throws SQLException {
      return source.getConnection();
    }

    @Override
    public boolean isClosed() {
      try {
        return ConnectionPool.isClosed(source);
      } catch (LinkageError e) {
        return false; // without HikariCP it is no pool of HikariCP
      }
    }
  }

  Database(ConnectionSource connections, ClassLoader loader) {
    this.connections = connections;
    this.loader = loader;
  }

  /**
   * A session on a connection of its own.
   *
   * @throws DatabaseException if there is no connection to be had
   * @throws ConfigurationException if no dialect knows the database
   */
  Session open() {
    return over(connect());
  }

  /** A session on a connection that {@link #connect} gave. */
  Session over(Connection connection) {
    try {
      return new Session(connection, dialectOf(connection));
    } catch (Throwable e) {
      try {
        connection.close();
      } catch (SQLException | RuntimeException closing) {
        e.addSuppressed(closing);
      }
      if (e instanceof Error error) {
        throw error;
      }
      throw e instanceof SwitchbackException known ? known : unreachable(e);
    }
  }

  /** A connection as the data source gives it. */
  Connection connect() {
    try {
      return connections.connect();
    } catch (SQLException | RuntimeException e) {
      throw e instanceof SwitchbackException known ? known : unreachable(e);
    }
  }

  /** Whether the data source is known to be closed. */
  boolean isClosed() {
    return connections.isClosed();
  }

  /** Whether the data source itself refuses a connection, and not the server. */
  boolean isRefused() {
    try {
      connections.connect().close();
      return false;
    } catch (SQLTransientException e) {
      return false; // all are in use
    } catch (SQLException e) {
      return e.getSQLState() == null && Remedy.sqlIn(e.getCause()).isEmpty();
    } catch (RuntimeException e) {
      return true;
    }
  }

  /** The database cannot be reached, for a reason that may show a secret. */
  private DatabaseException unreachable(Throwable cause) {
    Throwable safe = Secrets.withoutSecrets(driversOwn(cause));
    return new DatabaseException(
        "No connection to the database. Nothing was run. "
            + remedyFor(cause)
            + " Cause: "
            + Secrets.firstLineAndRoot(safe),
        safe);
  }

  /** A pool whose connections are all in use has this to say, and no cause behind it. */
  private String remedyFor(Throwable cause) {
    if (lacksResource(cause)) {
      return "The server has no connection left for this user: end some, or raise its limit.";
    }
    return cause instanceof SQLTransientConnectionException && cause.getCause() == null
        ? "The data source had none free in time: let its pool have more connections, or see what"
            + " keeps them."
        : "See that the server is up and that URL, user and password are right.";
  }

  private boolean lacksResource(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isOf(ErrorCause.RESOURCE, sql)) {
        return true;
      }
    }
    return false;
  }

  /** Without a connection, any of the dialects may know the error. */
  private boolean isOf(ErrorCause wanted, SQLException error) {
    Dialect known = dialect;
    if (known != null) {
      return known.causeOf(error) == wanted;
    }
    try {
      for (ClassLoader next : loaders()) {
        for (Dialect candidate : ServiceLoader.load(Dialect.class, next)) {
          if (candidate.causeOf(error) == wanted) {
            return true;
          }
        }
      }
      return false;
    } catch (ServiceConfigurationError e) {
      return false; // which is said once there is a connection
    }
  }

  /** What the driver said, if a pool wrapped it. */
  private static Throwable driversOwn(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof RuntimeException && cause instanceof SQLException ? cause : error;
  }

  private Dialect dialectOf(Connection connection) throws SQLException {
    Dialect known = dialect;
    if (known == null) {
      known = find(connection, null);
      dialect = known;
    }
    return known;
  }

  /** The dialect of a server that nobody connects to. */
  Dialect dialectFor(String name, String version) {
    try {
      return find(null, name).forVersion(version);
    } catch (SQLException e) {
      throw new IllegalStateException("a name needs no database", e);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new ConfigurationException(Secrets.firstLine(e), e);
    }
  }

  /** The first that supports {@code connection}; if that is null, the one of this name. */
  private Dialect find(@Nullable Connection connection, @Nullable String name) throws SQLException {
    List<String> others = new ArrayList<>();
    ServiceConfigurationError broken = null;
    for (ClassLoader next : loaders()) {
      try {
        for (Dialect candidate : ServiceLoader.load(Dialect.class, next)) {
          if (connection == null
              ? candidate.name().equalsIgnoreCase(name)
              : candidate.supports(connection)) {
            return candidate;
          }
          others.add(candidate.name());
        }
      } catch (ServiceConfigurationError e) {
        broken = broken == null ? e : broken;
      }
    }
    if (broken != null) {
      throw new ConfigurationException(
          "A dialect on the class path cannot be made. Nothing was run. Mend it, or take its module"
              + " off the class path. Cause: "
              + Secrets.firstLine(broken),
          broken);
    }
    throw new ConfigurationException(
        "No dialect for the database '%s'. Nothing was run. There are dialects for: %s. Put the"
                .formatted(
                    connection == null ? name : connection.getMetaData().getDatabaseProductName(),
                    others.isEmpty()
                        ? "none"
                        : String.join(", ", others.stream().distinct().toList()))
            + " module of your database on the class path: dev.switchback:switchback-h2,"
            + " -postgresql or -mysql (also for MariaDB).");
  }

  /**
   * The loader of the migrations, and our own: what the first one sees may be another copy of
   * Switchback, or nothing of it.
   */
  private List<ClassLoader> loaders() {
    ClassLoader own = Dialect.class.getClassLoader();
    return loader.equals(own) ? List.of(own) : List.of(loader, own);
  }
}
