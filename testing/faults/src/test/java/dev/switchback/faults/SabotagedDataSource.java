package dev.switchback.faults;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source whose statements are changed before the driver gets them. */
record SabotagedDataSource(DataSource honest, Sabotage sabotage) implements DataSource {

  @Override
  public Connection getConnection() throws SQLException {
    return sabotaged(honest.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return sabotaged(honest.getConnection(user, password));
  }

  private Connection sabotaged(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            Optional<String> sql = sabotage.instead((String) arguments[0]);
            return sql.isPresent()
                ? call(connection, method, withSql(sql.get(), arguments))
                : swallowing();
          }
          Object result = call(connection, method, arguments);
          return method.getName().equals("createStatement")
              ? sabotaged((Statement) result)
              : result;
        });
  }

  private Statement sabotaged(Statement statement) {
    return proxy(
        Statement.class,
        (proxy, method, arguments) -> {
          boolean isSent = method.getName().toLowerCase(Locale.ROOT).startsWith("execute");
          return call(
              statement,
              method,
              isSent && arguments != null
                  ? withSql(sabotage.instead((String) arguments[0]).orElseThrow(), arguments)
                  : arguments);
        });
  }

  private static Object[] withSql(String sql, Object[] arguments) {
    Object[] changed = arguments.clone();
    changed[0] = sql;
    return changed;
  }

  /** Sends nothing, and has changed one row. */
  private static PreparedStatement swallowing() {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> method.getName().equals("executeUpdate") ? 1 : null);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            SabotagedDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
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
    return honest.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    honest.setLogWriter(out);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return honest.getLoginTimeout();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    honest.setLoginTimeout(seconds);
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(SabotagedDataSource.class.getName());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return honest.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return honest.isWrapperFor(type);
  }
}
