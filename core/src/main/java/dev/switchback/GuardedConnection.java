package dev.switchback;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;

/**
 * The connection as a migration sees it: everything works but what would take the transaction, the
 * schema or the connection itself from the engine.
 */
final class GuardedConnection {

  private static final Set<String> REFUSED =
      Set.of(
          "abort",
          "close",
          "commit",
          "setAutoCommit",
          "setCatalog",
          "setReadOnly",
          "setSchema",
          "setTransactionIsolation",
          "unwrap");

  private GuardedConnection() {}

  static Connection of(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (isRefused(method)) {
                throw TransactionControl.refused(method.getName());
              }
              Object result = call(connection, method, arguments);
              return result instanceof Statement statement
                  ? guarded(statement, method.getReturnType(), (Connection) proxy)
                  : result;
            });
  }

  /** Going back to a savepoint is a migration's own business. */
  private static boolean isRefused(Method method) {
    return REFUSED.contains(method.getName())
        || (method.getName().equals("rollback") && method.getParameterCount() == 0);
  }

  /** A statement whose connection is the guarded one, and which takes no transaction control. */
  private static Statement guarded(Statement statement, Class<?> type, Connection connection) {
    Class<?> shown =
        type == CallableStatement.class || type == PreparedStatement.class ? type : Statement.class;
    return (Statement)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(),
            new Class<?>[] {shown},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return connection;
              }
              if (method.getName().equals("unwrap")) {
                throw TransactionControl.refused(method.getName());
              }
              if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
                refuseControl(method, sql);
              }
              return call(statement, method, arguments);
            });
  }

  private static void refuseControl(Method method, String sql) {
    if (method.getName().startsWith("execute") || method.getName().equals("addBatch")) {
      TransactionControl.refuseIn(sql);
    }
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
