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

/** The database behind a data source: opens sessions and knows which dialect it speaks. */
public final class Database {

  private final ConnectionSource connections;
  private final ClassLoader loader;

  /** Which database it is does not change: it is found once. */
  private volatile @Nullable Dialect dialect;

  /** Where connections come from: a data source of the user's, or a pool of our own. */
  @FunctionalInterface
  public interface ConnectionSource {
    public Connection connect() throws SQLException;

    /** Whether its owner has closed it, as far as it can be asked that. */
    public default boolean isClosed() {
      return false;
    }
  }

  /** A data source of the user's. */
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
        return false; // without HikariCP it is no pool of HikariCP
      }
    }
  }

  public Database(ConnectionSource connections, ClassLoader loader) {
    this.connections = connections;
    this.loader = loader;
  }

  /**
   * A session on a connection of its own.
   *
   * @throws DatabaseException if there is no connection to be had
   * @throws ConfigurationException if no dialect knows the database
   */
  public Session open() {
    return over(connect());
  }

  /** A session on a connection that {@link #connect} gave. */
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

  /** A connection as the data source gives it. */
  public Connection connect() {
    try {
      return connections.connect();
    } catch (SQLException | RuntimeException e) {
      throw e instanceof SwitchbackException known ? known : unreachable(e);
    }
  }

  /** Whether the data source is known to be closed. */
  public boolean isClosed() {
    return connections.isClosed();
  }

  /** Whether the data source itself refuses a connection, and not the server. */
  public boolean isRefused() {
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

  /** Without a connection, any of the dialects may know the error. */
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
      return all; // which is said once there is a connection
    }
    return all;
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
  public Dialect dialectFor(String name, String version) {
    try {
      return find(null, name).forVersion(version);
    } catch (SQLException e) {
      throw new IllegalStateException("a name needs no database", e);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new ConfigurationException(Redaction.firstLine(e), e);
    }
  }

  /** The first that supports {@code connection}; if that is null, the one of this name. */
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
          "A dialect on the class path cannot be made. Nothing was run. Fix it, or take its module"
              + " off the class path. Cause: "
              + Redaction.firstLine(broken),
          broken);
    }
    for (Dialect candidate : UnlistedDialects.in(loader)) {
      if (isWanted(candidate, connection, name)) {
        Log.LOG.warn(
            "The dialect of {} is on the class path, and META-INF/services does not list it: a jar"
                + " of jars was made without merging these files. It was found by a search of the"
                + " class path, which takes its time. Merge META-INF/services",
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
   * The loader of the migrations, and our own: what the first one sees may be another copy of
   * Switchback, or nothing of it.
   */
  private List<ClassLoader> loaders() {
    ClassLoader own = Dialect.class.getClassLoader();
    return loader.equals(own) ? List.of(own) : List.of(loader, own);
  }
}
