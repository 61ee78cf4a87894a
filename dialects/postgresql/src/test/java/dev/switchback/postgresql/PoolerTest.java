package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockName;
import dev.switchback.testkit.server.FreshDatabase;
import dev.switchback.testkit.server.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A pooler tells the driver of another session than the one that answers. */
class PoolerTest {

  private static final LockName NAME = new LockName("public", "switchback_lock");

  @Test
  void takes_a_lock_on_a_direct_connection() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection one = database.dataSource().getConnection();
        Connection two = database.dataSource().getConnection()) {
      Dialect dialect = new PostgreSqlDialect().forServer(one);

      assertThat(dialect.tryLock(one, NAME)).isTrue();
      assertThat(dialect.tryLock(two, NAME)).isFalse();
      assertThat(dialect.lockHolder(two, NAME).orElseThrow())
          .startsWith("session " + one.unwrap(PGConnection.class).getBackendPID() + " of user ");
      dialect.unlock(one, NAME);
      assertThat(dialect.tryLock(two, NAME)).isTrue();
      dialect.unlock(two, NAME);
    }
  }

  @Test
  void takes_no_lock_through_a_pooler_which_could_keep_it_for_ever() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection direct = database.dataSource().getConnection();
        Connection other = database.dataSource().getConnection()) {
      int otherSession = other.unwrap(PGConnection.class).getBackendPID();
      Connection pooled = toldOf(otherSession, direct);

      Dialect dialect = new PostgreSqlDialect().forServer(pooled);

      assertThat(dialect.tryLock(pooled, NAME)).isTrue();
      assertThat(dialect.tryLock(pooled, NAME)).isTrue();
      assertThat(new PostgreSqlDialect().tryLock(other, NAME)).isTrue();
      dialect.unlock(pooled, NAME);
    }
  }

  /** A connection whose driver was told of another session, as through a pooler. */
  private static Connection toldOf(int session, Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            PoolerTest.class.getClassLoader(),
            new Class<?>[] {Connection.class, PGConnection.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "unwrap" -> proxy;
                  case "getBackendPID" -> session;
                  default -> call(connection, method, arguments);
                });
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
