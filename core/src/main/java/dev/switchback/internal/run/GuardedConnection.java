package dev.switchback.internal.run;

import dev.switchback.internal.base.JdbcProxy;
import dev.switchback.internal.base.TransactionControl;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * The connection that a migration sees. It refuses only calls that would take the transaction, the
 * schema or the connection from the engine. Objects that it returns (statements, results, arrays)
 * lead back to this connection, not to the driver's.
 */
final class GuardedConnection {

  private static final Set<String> REFUSED =
      Set.of(
          "abort",
          "close",
          "commit",
          "setAutoCommit",
          "setCatalog",
          "setClientInfo",
          "setHoldability",
          "setNetworkTimeout",
          "setReadOnly",
          "setSchema",
          "setTransactionIsolation");

  /** The check of raw SQL before it is sent. */
  private final SqlCheck check;

  private final StatementLimit limit;

  private final ConnectionTape tape;

  private final Connection connection;
  private volatile boolean ended;

  GuardedConnection(
      Connection connection, SqlCheck check, StatementLimit limit, ConnectionTape tape) {
    this.connection = connection;
    this.check = check;
    this.limit = limit;
    this.tape = tape;
  }

  /** Refuses later calls. A statement that the migration has kept would bypass the journal. */
  void end() {
    ended = true;
  }

  /** Checks SQL before it is sent. */
  @FunctionalInterface
  interface SqlCheck {
    void before(String sql) throws SQLException;
  }

  /** Sets limits to a statement. */
  @FunctionalInterface
  interface StatementLimit {
    void set(Statement statement) throws SQLException;
  }

  /** Returns the connection for the migration. */
  Connection guarded() {
    return (Connection)
        JdbcProxy.of(
            Connection.class,
            (proxy, method, arguments) -> {
              requireOpen(method);
              if (isRefused(method)) {
                throw TransactionControl.refused("'" + method.getName() + "'");
              }
              return guarded(connection, method, arguments, (Connection) proxy);
            });
  }

  /** Refuses calls after the end, except harmless ones such as {@code close}. */
  private void requireOpen(Method method) {
    boolean isHarmless =
        method.getDeclaringClass() == Object.class
            || Set.of("close", "isClosed").contains(method.getName());
    if (ended && !isHarmless) {
      throw new IllegalStateException(
          "This connection ended with its withConnection step. Nothing was sent. Do all of the work"
              + " before that step returns, or in a separate withConnection(…).");
    }
  }

  /** Returns whether a method is refused. A rollback to a savepoint is allowed. */
  private static boolean isRefused(Method method) {
    return REFUSED.contains(method.getName())
        || (method.getName().equals("rollback") && method.getParameterCount() == 0);
  }

  private Object guarded(Object target, Method method, Object[] arguments, Connection connection)
      throws Throwable {
    requireOpen(method);
    String name = method.getName();
    if (name.equals("unwrap")) {
      throw TransactionControl.unwrapRefused();
    }
    if (name.equals("isWrapperFor")) {
      return false;
    }
    if (name.equals("getConnection")) {
      return connection;
    }
    boolean isSent = !tape.isReplaying();
    if (isSent && arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
      check(name, sql);
    }
    Object result = tape.call(target, method, arguments);
    if (isSent && result instanceof Statement statement && !name.equals("getStatement")) {
      limit.set(statement);
    }
    Optional<Class<?>> type = ConnectionTape.leadingBack(result);
    return type.isEmpty()
        ? result
        : JdbcProxy.of(
            type.get(),
            (proxy, inner, innerArguments) -> guarded(result, inner, innerArguments, connection));
  }

  private void check(String method, String sql) throws SQLException {
    if (method.startsWith("execute") || method.startsWith("prepare") || method.equals("addBatch")) {
      check.before(sql);
    }
  }
}
