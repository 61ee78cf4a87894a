package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Fence;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.Topology;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
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

      assertThat(dialect.locks().tryLock(one, NAME)).isTrue();
      assertThat(dialect.locks().tryLock(two, NAME)).isFalse();
      assertThat(dialect.locks().lockHolder(two, NAME).orElseThrow())
          .startsWith("session " + one.unwrap(PGConnection.class).getBackendPID() + " of user ");
      dialect.locks().unlock(one, NAME);
      assertThat(dialect.locks().tryLock(two, NAME)).isTrue();
      dialect.locks().unlock(two, NAME);
    }
  }

  @Test
  void sees_that_a_pooler_is_in_between() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection direct = database.dataSource().getConnection();
        Connection other = database.dataSource().getConnection()) {
      assertThat(new PostgreSqlDialect().forServer(direct).locks().topology())
          .isEqualTo(Topology.DIRECT);
      assertThat(new PostgreSqlDialect().forServer(toldOf(other, direct)).locks().topology())
          .isEqualTo(Topology.TRANSACTION_POOLING);
    }
  }

  @Test
  void adds_a_value_to_an_enum_type_in_the_transaction_behind_a_pooler() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection direct = database.dataSource().getConnection();
        Connection other = database.dataSource().getConnection()) {
      Dialect pooled = new PostgreSqlDialect().forServer(toldOf(other, direct));
      Operation typed = new AddEnumValue("t", "a", "b", null, null);
      Operation raw = new ExecuteSql("ALTER TYPE mood ADD VALUE 'sad'", List.of());

      assertThat(pooled.rendering().modeOf(typed)).isEqualTo(TransactionMode.TRANSACTIONAL);
      assertThat(pooled.rendering().modeOf(raw)).isEqualTo(TransactionMode.TRANSACTIONAL);
    }
  }

  @Test
  void sets_nothing_for_longer_than_a_transaction_behind_a_pooler() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection direct = database.dataSource().getConnection();
        Connection other = database.dataSource().getConnection()) {
      run(direct, "CREATE SCHEMA \"the \"\"other\"");
      Connection pooled = toldOf(other, direct);
      SessionState before = new PostgreSqlDialect().sessions().sessionState(pooled);
      Dialect dialect = new PostgreSqlDialect().forServer(pooled);
      direct.setAutoCommit(false);
      dialect.sessions().useSchema(pooled, "the \"other");
      dialect.locks().limitLockWait(pooled, Duration.ofMillis(1_500));
      assertThat(dialect.sessions().currentSchema(pooled)).contains("the \"other");
      assertThat(ask(direct, "SHOW lock_timeout")).isEqualTo("1500ms");

      direct.commit();

      assertThat(dialect.sessions().currentSchema(pooled)).contains("public");
      assertThat(ask(direct, "SHOW lock_timeout")).isEqualTo("0");

      run(direct, "SET search_path = \"the \"\"other\"");
      before.restore(pooled);
      dialect.sessions().sessionState(pooled).restore(pooled);
      assertThat(dialect.sessions().currentSchema(pooled)).contains("the \"other");
    }
  }

  @Test
  void enters_the_gate_with_the_highest_fence_alone_and_keeps_others_out_until_it_ends()
      throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection direct = database.dataSource().getConnection();
        Connection other = database.dataSource().getConnection()) {
      run(direct, "CREATE SCHEMA app");
      run(direct, "CREATE TABLE public.l (id INTEGER PRIMARY KEY, fence BIGINT)");
      run(direct, "INSERT INTO public.l VALUES (1, 7), (2, 5)");
      Connection pooled = toldOf(other, direct);
      Dialect dialect = new PostgreSqlDialect().forServer(pooled);
      direct.setAutoCommit(false);

      Fence old = new Fence("\"public\".\"l\"", 4);
      assertThat(dialect.locks().enterGate(pooled, old, "app", Duration.ofSeconds(9))).isFalse();
      direct.rollback();
      Fence fence = new Fence("\"public\".\"l\"", 5);
      assertThat(dialect.locks().enterGate(pooled, fence, "app", Duration.ofSeconds(9))).isTrue();

      assertThat(dialect.sessions().currentSchema(pooled)).contains("app");
      assertThat(ask(direct, "SHOW search_path")).isEqualTo("\"app\", \"$user\", public");
      assertThat(ask(direct, "SHOW idle_in_transaction_session_timeout")).isEqualTo("9s");
      assertThat(ask(other, "SELECT id FROM l WHERE id = 1 FOR UPDATE SKIP LOCKED")).isEqualTo("1");
      assertThat(ask(other, "SELECT id FROM l WHERE id = 2 FOR UPDATE SKIP LOCKED")).isEmpty();

      direct.rollback();
      assertThat(ask(direct, "SHOW search_path")).isEqualTo("\"$user\", public");
      assertThat(ask(direct, "SHOW idle_in_transaction_session_timeout")).isEqualTo("0");
      assertThat(ask(other, "SELECT id FROM l WHERE id = 2 FOR UPDATE SKIP LOCKED")).isEqualTo("2");
    }
  }

  @Test
  void finds_the_gate_closed_that_was_raised_while_it_waited_before_it() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection direct = database.dataSource().getConnection();
        Connection other = database.dataSource().getConnection()) {
      run(direct, "CREATE TABLE l (id INTEGER PRIMARY KEY, fence BIGINT)");
      run(direct, "INSERT INTO l VALUES (2, 5)");
      Connection pooled = toldOf(other, direct);
      Dialect dialect = new PostgreSqlDialect().forServer(pooled);
      String waiting = dialect.locks().sessionId(direct);
      direct.setAutoCommit(false);
      other.setAutoCommit(false);
      run(other, "UPDATE l SET fence = 6 WHERE id = 2");

      CompletableFuture<Boolean> entered = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  entered.complete(
                      dialect
                          .locks()
                          .enterGate(pooled, new Fence("l", 5), "public", Duration.ofSeconds(9)));
                } catch (SQLException e) {
                  entered.completeExceptionally(e);
                }
              });
      thread.start();
      while (dialect.locks().blockers(other, waiting).isEmpty()) {
        assertThat(entered).isNotDone();
        Thread.sleep(20);
      }
      other.commit();

      assertThat(entered.get(2, TimeUnit.MINUTES)).isFalse();
      direct.rollback();
    }
  }

  static final class M20250101000000_First extends ScriptedMigration {
    M20250101000000_First(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  /** The settings, channels and temporary tables that a client of the pool gets next. */
  private static String left(Connection session) throws SQLException {
    return ask(
        session,
        "SELECT concat_ws(' ', current_setting('work_mem'), current_setting('app.x', true),"
            + " (SELECT string_agg(c, ' ') FROM pg_listening_channels() AS c),"
            + " to_regclass('pg_temp.held'))");
  }

  @Test
  void a_migration_leaves_nothing_in_the_sessions_of_the_server() throws Exception {
    List<Connection> sessions = new CopyOnWriteArrayList<>();
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection fresh = database.dataSource().getConnection()) {
      try {
        String[] within = new String[1];
        Migrator migrator =
            Migrator.configure()
                .dataSource(pool(database.dataSource(), sessions))
                .migrations(List.of(M20250101000000_First.class))
                .factory(
                    type ->
                        new M20250101000000_First(
                            db -> {
                              db.execute("SET work_mem = '5MB'");
                              db.execute("SET app.x = 'y'");
                              db.execute("LISTEN news");
                              db.execute("CREATE TEMPORARY TABLE held (n int)");
                              db.withConnection(connection -> within[0] = left(connection));
                            }))
                .build();

        assertThat(migrator.up().names()).hasSize(1);

        assertThat(within[0]).isEqualTo("5MB y held"); // it listens from the commit on
        assertThat(sessions).isNotEmpty();
        for (Connection session : sessions) {
          session.setAutoCommit(true);
          assertThat(left(session).strip()).isEqualTo(left(fresh).strip());
        }
      } finally {
        for (Connection session : sessions) {
          session.close();
        }
      }
    }
  }

  /** A data source of a pooler. The sessions of the server stay open when a client closes. */
  private static DataSource pool(DataSource server, List<Connection> sessions) {
    return (DataSource)
        Proxy.newProxyInstance(
            PoolerTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("getConnection")) {
                return call(server, method, arguments);
              }
              Connection session = server.getConnection();
              sessions.add(session);
              return toldOf(0, session);
            });
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first value of the answer, or nothing. */
  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static Connection toldOf(Connection other, Connection connection) throws SQLException {
    return toldOf(other.unwrap(PGConnection.class).getBackendPID(), connection);
  }

  /** A connection whose driver was told of another session, as through a pooler. */
  private static Connection toldOf(int session, Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            PoolerTest.class.getClassLoader(),
            new Class<?>[] {Connection.class, PGConnection.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "unwrap" ->
                      arguments[0] == PGConnection.class
                          ? proxy
                          : call(connection, method, arguments);
                  case "getBackendPID" -> session;
                  case "close" -> null; // the pooler keeps the session
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
