package dev.switchback.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a process that dies when the server has answered a chosen round trip. The
 * client does not receive that answer. All connections are cut, without a commit or a rollback;
 * after that, each call throws an {@link SQLException}.
 *
 * <p>Counts the round trips of the thread that creates it: opening a connection, each {@code
 * execute…}, {@code commit}, {@code rollback}, and other calls that make a driver send something. A
 * heartbeat is not counted, because it comes at varying times.
 */
final class DyingDataSource implements SimpleDataSource {

  private static final Set<String> TRIPS =
      Set.of(
          "commit",
          "rollback",
          "setSavepoint",
          "releaseSavepoint",
          "setSchema",
          "getSchema",
          "setCatalog",
          "isValid");

  /** On a dead connection, these must not throw: that would hide the first error. */
  private static final Set<String> FAREWELLS =
      Set.of("close", "abort", "isClosed", "isValid", "toString", "hashCode");

  private final DataSource living;
  private final int lastTrip;
  private final Runnable atDeath;
  private final Thread counted = Thread.currentThread();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private int trips;
  private volatile boolean isDead;

  /**
   * Creates a process.
   *
   * @param lastTrip the round trip after which it dies; 0 to die before the first one
   * @param atDeath called at that moment
   */
  DyingDataSource(DataSource living, int lastTrip, Runnable atDeath) {
    this.living = living;
    this.lastTrip = lastTrip;
    this.atDeath = atDeath;
  }

  boolean isDead() {
    return isDead;
  }

  /** A call of a driver. */
  private interface Call {
    @Nullable Object run() throws Throwable;
  }

  private @Nullable Object trip(Call call) throws Throwable {
    live();
    if (Thread.currentThread() != counted) {
      return call.run();
    }
    dieAfter(0);
    live();
    try {
      return call.run(); // an error is an answer too
    } finally {
      dieAfter(++trips);
      live();
    }
  }

  private void dieAfter(int trip) {
    if (trip == lastTrip && (trip > 0 || trips == 0)) {
      atDeath.run();
      isDead = true;
      open.forEach(DyingDataSource::cut);
    }
  }

  private static void cut(Connection connection) {
    try {
      connection.abort(Runnable::run);
      if (!connection.isClosed()) {
        connection.close(); // H2 ignores abort; close rolls back
      }
    } catch (SQLException e) {
      // The server or another thread has closed the connection already.
    }
  }

  private void live() throws SQLException {
    if (isDead) {
      throw new SQLException("the process is dead", "08006");
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      Connection connection = (Connection) trip(this::opened);
      if (connection == null) {
        throw new SQLException("the data source returned no connection");
      }
      return connection;
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new SQLException(e);
    }
  }

  private Connection opened() throws SQLException {
    Connection connection = living.getConnection();
    open.add(connection);
    if (isDead) {
      cut(connection);
    }
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            open.remove(connection);
          }
          Object result =
              isTrip(connection, method.getName(), arguments)
                  ? trip(() -> call(connection, method, arguments))
                  : local(connection, method, arguments);
          return result instanceof Statement statement
              ? mortal(statement, (Connection) proxy, method.getReturnType())
              : result;
        });
  }

  /**
   * Returns whether a call sends something. Switching autocommit on sends at least a commit; most
   * drivers only note that it is off.
   */
  private static boolean isTrip(Connection connection, String name, @Nullable Object[] arguments)
      throws SQLException {
    return TRIPS.contains(name)
        || (name.equals("setAutoCommit")
            && Boolean.TRUE.equals(arguments[0])
            && !connection.getAutoCommit());
  }

  private Object mortal(Statement statement, Connection connection, Class<?> type) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          String name = method.getName();
          if (name.equals("getConnection")) {
            return connection;
          }
          return name.toLowerCase(Locale.ROOT).startsWith("execute")
              ? trip(() -> call(statement, method, arguments))
              : local(statement, method, arguments);
        });
  }

  private @Nullable Object local(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    live();
    return call(target, method, arguments);
  }

  private static @Nullable Object call(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static @Nullable Object farewell(String method) {
    return switch (method) {
      case "isClosed" -> true;
      case "isValid" -> false;
      case "toString" -> "of a dead process";
      case "hashCode" -> 0;
      default -> null;
    };
  }

  /** A method of a proxy. */
  private interface Handler {
    @Nullable Object handle(Object proxy, Method method, @Nullable Object[] arguments)
        throws Throwable;
  }

  private <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            DyingDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                isDead && FAREWELLS.contains(method.getName())
                    ? farewell(method.getName())
                    : handler.handle(
                        proxy, method, arguments == null ? new Object[0] : arguments)));
  }
}
