package dev.switchback.testkit;

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
 * The connections of one process that dies, or stops for a while, at a moment that a test chooses.
 * It counts the round trips to the server over all its connections together: opening one, each
 * {@code execute…}, {@code commit}, {@code rollback}, and what else makes a driver send something.
 *
 * <pre>{@code
 * DeadManDataSource process = new DeadManDataSource(dataSource).diesBefore(7);
 * assertThrows(SwitchbackException.class, () -> migratorOn(process).up());
 * migratorOn(dataSource).up(); // another process comes and finds what the first one left
 * }</pre>
 *
 * <p>In its death all its connections are cut, as the kernel cuts those of a killed process:
 * nothing is committed, rolled back or said good-bye to by the client, and a server may still be
 * busy with what it was told last. From then on every call raises an {@link SQLException} of the
 * state 08006.
 *
 * <p>Thread-safe; tell it what shall happen before it is used. It knows nothing of any library, so
 * that it can try others too.
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
   * @param number the first is 1
   * @param call the SQL of a statement, or the name of the method
   */
  public record Trip(int number, String call) {}

  /** A process whose connections come from {@code living}. It lives for ever until told else. */
  public DeadManDataSource(DataSource living) {
    this.living = living;
  }

  /** Dies before the server hears of that round trip. */
  public DeadManDataSource diesBefore(int trip) {
    before = at(number -> number == trip);
    return this;
  }

  /** Dies when the server has done what it was asked for, and before the client hears of it. */
  public DeadManDataSource diesAfter(int trip) {
    after = at(number -> number == trip);
    return this;
  }

  /**
   * Dies when the server has done a round trip that is meant, and before the client hears of it.
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
   * Stops before the first round trip that is meant, as {@code SIGSTOP} would stop it, runs {@code
   * meanwhile} in the same thread, and goes on. Until then no other thread gets a call through,
   * neither to the server nor to the driver.
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
   * Counts the round trips of this thread only, so that the numbers are the same in each run: a
   * heartbeat, for instance, comes when it comes. In death and pause all threads are together.
   */
  public DeadManDataSource countingOnly(Thread thread) {
    counted = thread::equals;
    return this;
  }

  /** How many there were so far. */
  public int trips() {
    return log().size();
  }

  /** The round trips so far, in order. */
  public List<Trip> log() {
    synchronized (trips) {
      return List.copyOf(trips);
    }
  }

  /** Whether it has died. */
  public boolean isDead() {
    return dead;
  }

  /** Dies now. */
  public void kill() {
    synchronized (life) { // a connection that is being opened is cut by whoever opens it
      dead = true;
    }
    open.forEach(DeadManDataSource::cut);
  }

  private static void cut(Connection connection) {
    try {
      connection.abort(Runnable::run);
      if (!connection.isClosed()) {
        connection.close(); // H2 does nothing at abort; what is open is rolled back
      }
    } catch (SQLException e) {
      // It was cut already, by the server or by another thread.
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
      return call.run(); // also an error is an answer that may not be heard
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

  /** Turning autocommit on sends something, at least a commit; off, most drivers only note it. */
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

  /** What is called on something that is of no use any more, and must not hide why. */
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
