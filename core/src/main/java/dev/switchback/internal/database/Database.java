package dev.switchback.internal.database;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.Dialect;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Remedy;
import dev.switchback.internal.base.Unreachable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database of a data source. Detects its dialect, and opens sessions. */
public final class Database {

  private final ConnectionSource connections;
  private final ClassLoader loader;

  /** The dialect, detected once because the database does not change. */
  private volatile @Nullable Dialect dialect;

  /** A source of connections: the user's data source, or a pool of Switchback. */
  @FunctionalInterface
  public interface ConnectionSource {
    public Connection connect() throws SQLException;

    /** Returns whether its owner has closed it, if that can be determined. */
    public default boolean isClosed() {
      return false;
    }

    /** Describes it without a secret: no URL, which may contain a password. */
    public default String description() {
      return "none";
    }
  }

  /** The user's data source. */
  public record Given(DataSource source) implements ConnectionSource {
    @Override
    public Connection connect() throws SQLException {
      return source.getConnection();
    }

    @Override
    public boolean isClosed() {
      try {
        return ConnectionPool.isClosed(source);
      } catch (LinkageError e) {
        return false; // without HikariCP on the class path, it is not a HikariCP pool
      }
    }

    @Override
    public String description() {
      String type = source.getClass().getName();
      try {
        return ConnectionPool.nameOf(source).map(name -> type + " '" + name + "'").orElse(type);
      } catch (LinkageError e) {
        return type; // without HikariCP on the class path, it is not a HikariCP pool
      }
    }
  }

  public Database(ConnectionSource connections, ClassLoader loader) {
    this.connections = connections;
    this.loader = loader;
  }

  /**
   * Opens a session on a new connection.
   *
   * @throws DatabaseException if no connection can be obtained
   * @throws ConfigurationException if no dialect supports the database
   */
  public Session open() {
    return over(connect());
  }

  /** Creates a session on a connection from {@link #connect}. */
  public Session over(Connection connection) {
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

  /** Returns a connection as the data source returns it. */
  public Connection connect() {
    try {
      return connections.connect();
    } catch (SQLException | RuntimeException e) {
      throw e instanceof SwitchbackException known ? known : unreachable(e);
    }
  }

  /** Describes the data source without a secret. */
  public String description() {
    return connections.description();
  }

  /** Returns whether the data source is known to be closed. */
  public boolean isClosed() {
    return connections.isClosed();
  }

  /** Returns whether the data source itself, and not the server, refuses a connection. */
  public boolean isRefused() {
    try {
      connections.connect().close();
      return false;
    } catch (SQLTransientException e) {
      return false; // all connections are in use
    } catch (SQLException e) {
      return e.getSQLState() == null && Remedy.sqlIn(e.getCause()).isEmpty();
    } catch (RuntimeException e) {
      return true;
    }
  }

  /**
   * Returns the exception for an unreachable database. The cause is redacted, because its message
   * may contain a secret.
   */
  private DatabaseException unreachable(Throwable cause) {
    Throwable safe = Redaction.withoutSecrets(driversOwn(cause));
    return new DatabaseException(
        "No connection to the database. Nothing was run. "
            + remedyFor(cause)
            + " Cause: "
            + Redaction.firstLineAndRoot(safe),
        safe);
  }

  private String remedyFor(Throwable cause) {
    return Unreachable.remedy(cause, candidates());
  }

  /** Returns the dialects that may know an error. Without a connection, these are all dialects. */
  private List<Dialect> candidates() {
    Dialect known = dialect;
    if (known != null) {
      return List.of(known);
    }
    List<Dialect> all = new ArrayList<>();
    try {
      for (ClassLoader next : loaders()) {
        ServiceLoader.load(Dialect.class, next).forEach(all::add);
      }
    } catch (ServiceConfigurationError e) {
      return all; // reported once there is a connection
    }
    return all;
  }

  /** Returns the driver's exception if a pool wrapped it, or else {@code error}. */
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

  /** Returns the dialect for a server by name and version, without a connection. */
  public Dialect dialectFor(String name, String version) {
    try {
      return find(null, name).forVersion(version);
    } catch (SQLException e) {
      throw new IllegalStateException("a name needs no database", e);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new ConfigurationException(Redaction.firstLine(e), e);
    }
  }

  /**
   * Returns the first dialect that supports {@code connection}. If that is null, returns the
   * dialect of this name.
   */
  private Dialect find(@Nullable Connection connection, @Nullable String name) throws SQLException {
    List<String> others = new ArrayList<>();
    ServiceConfigurationError broken = null;
    for (ClassLoader next : loaders()) {
      try {
        for (Dialect candidate : ServiceLoader.load(Dialect.class, next)) {
          if (isWanted(candidate, connection, name)) {
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
          "A dialect on the class path cannot be created. Nothing was run. Fix it, or remove its"
              + " module from the class path. Cause: "
              + Redaction.firstLine(broken),
          broken);
    }
    for (Dialect candidate : UnlistedDialects.in(loader)) {
      if (isWanted(candidate, connection, name)) {
        Log.LOG.warn(
            "The dialect of {} is on the class path, but META-INF/services does not list it: a fat"
                + " jar was built without merging these files. Switchback found the dialect by a"
                + " slow search of the class path. Merge META-INF/services",
            candidate.name());
        return candidate;
      }
    }
    List<String> names = others.stream().distinct().toList();
    String found = names.isEmpty() ? "none" : String.join(", ", names);
    String module =
        " the module of your database on the class path: dev.switchback:switchback-h2, -postgresql"
            + " or -mysql (also for MariaDB).";
    throw new ConfigurationException(
        connection == null
            ? "No dialect for '%s'. Nothing was run. There are dialects for: %s. Name one of them, or put"
                    .formatted(name, found)
                + module
            : "No dialect for the database '%s'. Nothing was run. There are dialects for: %s. Put"
                    .formatted(connection.getMetaData().getDatabaseProductName(), found)
                + module);
  }

  private static boolean isWanted(
      Dialect candidate, @Nullable Connection connection, @Nullable String name)
      throws SQLException {
    return connection == null
        ? name != null && candidate.isCalled(name)
        : candidate.supports(connection);
  }

  /**
   * Returns the class loader of the migrations, and that of Switchback. The first one may see
   * another copy of Switchback, or none.
   */
  private List<ClassLoader> loaders() {
    ClassLoader own = Dialect.class.getClassLoader();
    return loader.equals(own) ? List.of(own) : List.of(loader, own);
  }
}
