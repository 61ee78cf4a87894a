package dev.switchback.tck;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Records what its connections send: the SQL of each statement, {@code commit} and {@code
 * rollback}, and the calls that change a connection. Thread-safe.
 */
public final class RecordingDataSource implements DataSource {

  /** The calls that may cost a round trip and are not statements. */
  private static final Set<String> CALLS =
      Set.of("commit", "rollback", "setSchema", "getSchema", "setCatalog", "isValid", "abort");

  /** Matches what Switchback itself sends, and reads. */
  private static final Pattern OWN =
      Pattern.compile(
          "(?is).*switchback_(meta|journal|lock).*|(SELECT(?!.* FROM FINAL TABLE"
              + " )|SHOW|SET|WITH|RESET|USE|UNLOCK)\\b.*|commit|rollback|[a-z]+[A-Z]\\w*");

  private final DataSource recorded;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  private volatile Consumer<String> watcher = sql -> {};

  private record Sent(String sql, Thread by) {}

  /** Records what is sent to {@code recorded}. */
  public RecordingDataSource(DataSource recorded) {
    this.recorded = recorded;
  }

  /** Returns everything sent so far, in order. */
  public List<String> sent() {
    return sent.stream().map(Sent::sql).toList();
  }

  /**
   * Returns what the calling thread has sent, in order. A run sends from the thread that started
   * it. Its heartbeat has a separate thread, and its times depend on the machine.
   */
  public List<String> sentByThisThread() {
    return sent.stream().filter(one -> one.by() == Thread.currentThread()).map(Sent::sql).toList();
  }

  /**
   * Returns the changes that migrations sent, in order, without reads and without Switchback's own
   * statements.
   */
  public List<String> sentByMigrations() {
    return sent().stream().filter(sql -> !OWN.matcher(sql).matches()).toList();
  }

  /** Calls {@code watcher} with each text before it is sent, in the thread that sends it. */
  public void onSend(Consumer<String> watcher) {
    this.watcher = watcher;
  }

  /** Forgets everything recorded so far. */
  public void clear() {
    sent.clear();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return recording(recorded.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return recording(recorded.getConnection(user, password));
  }

  private Connection recording(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (CALLS.contains(method.getName())) {
            record(method.getName());
          }
          Object result = call(connection, method, arguments);
          return result instanceof PreparedStatement prepared
              ? recording(PreparedStatement.class, prepared, (String) arguments[0])
              : result instanceof Statement statement
                  ? recording(Statement.class, statement, "")
                  : result;
        });
  }

  private <S extends Statement> S recording(Class<S> type, S statement, String sql) {
    return proxy(
        type,
        (method, arguments) -> {
          if (method.getName().toLowerCase(Locale.ROOT).startsWith("execute")) {
            record(arguments == null ? sql : String.valueOf(arguments[0]));
          }
          return call(statement, method, arguments);
        });
  }

  private void record(String sql) {
    sent.add(new Sent(sql, Thread.currentThread()));
    watcher.accept(sql);
  }

  private interface Handler {
    Object handle(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            RecordingDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> handler.handle(method, arguments)));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return recorded.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    recorded.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    recorded.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return recorded.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(RecordingDataSource.class.getName());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return recorded.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return recorded.isWrapperFor(type);
  }
}
