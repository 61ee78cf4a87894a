package dev.switchback.tck;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a simulated process that dies, or pauses, at a moment that a test chooses.
 * Counts the round trips to the server over all its connections: opening a connection, each {@code
 * execute…}, {@code commit}, {@code rollback}, and other calls that make a driver send something.
 *
 * <pre>{@code
 * DeadManDataSource process = new DeadManDataSource(dataSource).diesBefore(7);
 * assertThrows(SwitchbackException.class, () -> migratorOn(process).up());
 * migratorOn(dataSource).up(); // another process comes and finds what the first one left
 * }</pre>
 *
 * <p>At its death all its connections are cut, as the kernel cuts those of a killed process. The
 * client sends no commit, rollback or goodbye, and the server may still execute the last statement.
 * After that, every call throws an {@link SQLException} with SQLSTATE 08006.
 *
 * <p>Thread-safe; configure it before its first use. It depends on no library, so it can test other
 * libraries too.
 */
public final class DeadManDataSource implements DataSource {

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

  private final DataSource living;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final List<Trip> trips = new ArrayList<>();
  private final Object life = new Object();
  private Predicate<Thread> counted = thread -> true;
  private Consumer<Trip> before = trip -> {};
  private Consumer<Trip> after = trip -> {};
  private volatile boolean dead;
  private volatile @Nullable Thread pausing;

  /**
   * A round trip to the server.
   *
   * @param number counted from 1
   * @param call the SQL of a statement, or the name of the method
   */
  public record Trip(int number, String call) {}

  /** Creates a process whose connections come from {@code living}. By default it never dies. */
  public DeadManDataSource(DataSource living) {
    this.living = living;
  }

  /** Dies before the server receives this round trip. */
  public DeadManDataSource diesBefore(int trip) {
    before = at(number -> number == trip);
    return this;
  }

  /**
   * Dies after the server has answered this round trip, and before the client receives the answer.
   */
  public DeadManDataSource diesAfter(int trip) {
    after = at(number -> number == trip);
    return this;
  }

  /**
   * Dies after the server has answered a round trip that {@code meant} accepts, and before the
   * client receives the answer.
   */
  public DeadManDataSource diesAfter(Predicate<Trip> meant) {
    after =
        trip -> {
          if (meant.test(trip)) {
            kill();
          }
        };
    return this;
  }

  private Consumer<Trip> at(IntPredicate moment) {
    return trip -> {
      if (moment.test(trip.number())) {
        kill();
      }
    };
  }

  /**
   * Pauses before the first round trip that {@code meant} accepts, as after {@code SIGSTOP}. Runs
   * {@code meanwhile} in the same thread, then continues. During the pause, the calls of all other
   * threads wait, whether to the server or to the driver.
   */
  public DeadManDataSource pausesBefore(Predicate<Trip> meant, Runnable meanwhile) {
    before =
        trip -> {
          if (meant.test(trip)) {
            before = next -> {};
            pause(meanwhile);
          }
        };
    return this;
  }

  /**
   * Counts only the round trips of this thread, so that the numbers are equal in each run. A
   * heartbeat, for example, comes at varying times. Death and pause still affect all threads.
   */
  public DeadManDataSource countingOnly(Thread thread) {
    counted = thread::equals;
    return this;
  }

  /** Returns the number of round trips so far. */
  public int trips() {
    return log().size();
  }

  /** Returns the round trips so far, in order. */
  public List<Trip> log() {
    synchronized (trips) {
      return List.copyOf(trips);
    }
  }

  /** Returns whether the process has died. */
  public boolean isDead() {
    return dead;
  }

  /** Dies now. */
  public void kill() {
    synchronized (life) { // the thread that opens a connection cuts it
      dead = true;
    }
    open.forEach(DeadManDataSource::cut);
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

  private void pause(Runnable meanwhile) {
    pausing = Thread.currentThread();
    try {
      meanwhile.run();
    } finally {
      synchronized (life) {
        pausing = null;
        life.notifyAll();
      }
    }
  }

  private void live() throws SQLException {
    synchronized (life) {
      while (pausing != null && pausing != Thread.currentThread()) {
        try {
          life.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SQLException("interrupted while the process was stopped", "08006", e);
        }
      }
      if (dead) {
        throw new SQLException("the process is dead", "08006");
      }
    }
  }

  /** A call of a driver. */
  private interface Call {
    @Nullable Object run() throws Throwable;
  }

  private @Nullable Object trip(String what, Call call) throws Throwable {
    live();
    if (!counted.test(Thread.currentThread())) {
      return call.run();
    }
    Trip trip = next(what);
    before.accept(trip);
    live();
    try {
      return call.run(); // an error is an answer too, and may be lost
    } finally {
      after.accept(trip);
      if (dead) {
        live();
      }
    }
  }

  private Trip next(String what) {
    synchronized (trips) {
      Trip trip = new Trip(trips.size() + 1, what);
      trips.add(trip);
      return trip;
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return opened(living::getConnection);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return opened(() -> living.getConnection(user, password));
  }

  private interface Opening {
    Connection run() throws SQLException;
  }

  private Connection opened(Opening opening) throws SQLException {
    try {
      Object connection = trip("connect", () -> mortal(kept(opening.run())));
      return (Connection) Objects.requireNonNull(connection);
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a data source raises what it may not", e);
    }
  }

  private Connection kept(Connection connection) throws SQLException {
    open.add(connection);
    if (dead) {
      cut(connection);
    }
    return connection;
  }

  private Connection mortal(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          String name = method.getName();
          if (dead && isFarewell(name)) {
            return farewell(method);
          }
          if (name.equals("close")) {
            live();
            open.remove(connection);
          }
          Object result =
              isTrip(connection, name, arguments)
                  ? trip(name, () -> call(connection, method, arguments))
                  : local(connection, method, arguments);
          return result instanceof Statement statement
              ? mortal(statement, (Connection) proxy, method.getReturnType(), arguments)
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

  private Object mortal(
      Statement statement, Connection connection, Class<?> type, @Nullable Object[] made) {
    String prepared = statement instanceof PreparedStatement ? String.valueOf(made[0]) : "";
    return proxy(
        type,
        (proxy, method, arguments) -> {
          String name = method.getName();
          if (dead && isFarewell(name)) {
            return farewell(method);
          }
          if (name.equals("getConnection")) {
            return connection;
          }
          boolean isTrip = name.toLowerCase(Locale.ROOT).startsWith("execute");
          return isTrip
              ? trip(
                  arguments.length == 0 ? prepared : String.valueOf(arguments[0]),
                  () -> call(statement, method, arguments))
              : local(statement, method, arguments);
        });
  }

  /**
   * Returns whether a method is for cleaning up. On a dead connection it must not throw, because
   * that would hide the first error.
   */
  private static boolean isFarewell(String name) {
    return Set.of("close", "abort", "isClosed", "isValid", "toString", "hashCode").contains(name);
  }

  private static @Nullable Object farewell(Method method) {
    return switch (method.getName()) {
      case "isClosed" -> true;
      case "isValid" -> false;
      case "toString" -> "of a dead process";
      case "hashCode" -> 0;
      default -> null;
    };
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

  private interface Handler {
    @Nullable Object handle(Object proxy, Method method, @Nullable Object[] arguments)
        throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            DeadManDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                handler.handle(proxy, method, arguments == null ? new Object[0] : arguments)));
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return living.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    living.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    living.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return living.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(DeadManDataSource.class.getName());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return living.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return living.isWrapperFor(type);
  }
}
