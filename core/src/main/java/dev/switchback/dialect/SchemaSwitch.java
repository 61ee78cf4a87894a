package dev.switchback.dialect;

import dev.switchback.operation.Operation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes another schema the current one of a session for some work, and restores the session
 * afterwards.
 */
public final class SchemaSwitch implements InvocationHandler {

  private final String schema;
  private final Connection connection;
  private final Dialect dialect;

  /** The schema of the session; null before the first statement. */
  private @Nullable SessionState own;

  private int open;

  private SchemaSwitch(String schema, Connection connection, Dialect dialect) {
    this.schema = schema;
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Work on a connection. */
  @FunctionalInterface
  public interface Work {
    void run() throws SQLException;
  }

  /**
   * Calls {@code work} in {@code schema}. If {@code work} fails, the session may keep the schema
   * until its transaction is rolled back.
   *
   * @throws IllegalArgumentException if there is no such schema, or this user may not use it
   */
  public static void during(String schema, Connection connection, Dialect dialect, Work work)
      throws SQLException {
    within(
        schema,
        connection,
        dialect,
        () -> {
          work.run();
          return schema;
        });
  }

  @FunctionalInterface
  private interface Query<T> {
    T run() throws SQLException;
  }

  /** Returns the answer to a query of the catalogue of the schema in which an operation works. */
  public static <T> T ask(
      Operation operation, Connection connection, Dialect dialect, Function<Catalog, T> query) {
    return operation
        .otherSchema()
        .map(schema -> in(schema, connection, dialect, query))
        .orElseGet(() -> query.apply(dialect.catalog(connection)));
  }

  /**
   * Returns the answer to a query of the catalogue of {@code schema}.
   *
   * @throws IllegalArgumentException if there is no such schema, or this user may not use it
   */
  public static <T> T in(
      String schema, Connection connection, Dialect dialect, Function<Catalog, T> query) {
    try {
      return within(schema, connection, dialect, () -> query.apply(dialect.catalog(connection)));
    } catch (SQLException e) {
      throw new CatalogException(e);
    }
  }

  private static <T> T within(String schema, Connection connection, Dialect dialect, Query<T> work)
      throws SQLException {
    SchemaSwitch there = new SchemaSwitch(schema, connection, dialect);
    there.enter();
    T result;
    try {
      result = work.run();
    } catch (Throwable e) {
      there.leaveAfter(e);
      throw e;
    }
    there.leave();
    return result;
  }

  /** Restores the session if the server still accepts statements. */
  private void leaveAfter(Throwable failure) {
    try {
      leave();
    } catch (SQLException e) {
      if (dialect.rendering().hasTransactionalDdl()) {
        return; // the rollback of the transaction restores it
      }
      failure.addSuppressed(e);
    }
  }

  /**
   * Returns the catalogue of another schema of {@code connection}. Each of its queries makes that
   * schema the current one, and restores the session afterwards.
   *
   * @throws IllegalArgumentException with the first query, if there is no such schema, or this user
   *     may not use it
   */
  public static Catalog catalogOf(String schema, Connection connection, Dialect dialect) {
    return dialect.catalog(proxy(Connection.class, new SchemaSwitch(schema, connection, dialect)));
  }

  /** Returns the catalogue of the schema in which {@code operation} works. */
  public static Catalog catalogFor(Operation operation, Connection connection, Dialect dialect) {
    return operation
        .otherSchema()
        .map(schema -> catalogOf(schema, connection, dialect))
        .orElseGet(() -> dialect.catalog(connection));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            SchemaSwitch.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Class<?> type = method.getReturnType();
    if (type != Statement.class && type != PreparedStatement.class) {
      return call(connection, method, arguments);
    }
    enter();
    try {
      return statement(type, call(connection, method, arguments));
    } catch (Throwable e) {
      leave();
      throw e;
    }
  }

  private Object statement(Class<?> type, @Nullable Object statement) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          if (!method.getName().equals("close")) {
            return call(statement, method, arguments);
          }
          try {
            return call(statement, method, arguments);
          } finally {
            leave();
          }
        });
  }

  private static @Nullable Object call(
      @Nullable Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void enter() throws SQLException {
    if (open == 0) {
      use();
    }
    open++;
  }

  private void use() throws SQLException {
    if (own != null) {
      dialect.sessions().useSchema(connection, schema);
      return;
    }
    own =
        dialect
            .sessions()
            .enterSchema(connection, schema)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Schema '%s' – it does not exist, or this user may not use it. Nothing was sent. Create it by createSchema(…), or grant its use"
                            .formatted(schema)));
  }

  private void leave() throws SQLException {
    open--;
    if (open == 0 && own != null) {
      own.restore(connection);
    }
  }
}
