package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A data source that hands out a connection with a transaction of the caller's: no method commits
 * it, rolls it back or spoils it.
 */
public abstract class CallersTransactionContract extends DatabaseContract {

  private static final String REFUSED =
      "The data source returned a connection with an open transaction, which a run would commit."
          + " Nothing was run, and the transaction is still open. Commit it or roll it back first,"
          + " or give the migrator a separate data source.";

  private Connection callers;

  /** The contract on one kind of database. */
  protected CallersTransactionContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void beginWork() throws SQLException {
    execute("CREATE TABLE work_done (id INTEGER)");
    callers = dataSource().getConnection();
  }

  @AfterEach
  void closeConnection() throws SQLException {
    callers.close();
  }

  private void work(String sql) throws SQLException {
    try (Statement statement = callers.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> workDone() throws SQLException {
    return rows("SELECT id FROM work_done ORDER BY id");
  }

  /** Hands out the caller's connection, which stays open when it is closed. */
  private DataSource source() {
    return OtherConnections.of(
        () ->
            (Connection)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                      if (method.getName().equals("close")) {
                        return null;
                      }
                      try {
                        return method.invoke(callers, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }));
  }

  private Migrator inTransaction() {
    return Migrator.configure()
        .dataSource(source())
        .migrations(List.of(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class))
        .build();
  }

  /** What is done with a migrator. */
  private interface Call {
    void on(Migrator migrator);
  }

  @Test
  void refuses_to_run_in_it_and_leaves_it_to_the_caller() throws Exception {
    Migrator migrator = inTransaction();
    Map<String, Call> calls = new TreeMap<>();
    calls.put("up", Migrator::up);
    calls.put("init", Migrator::init);
    calls.put("plan", each -> each.plan(Direction.UP));
    calls.put("snapshot", Migrator::snapshot);
    calls.put("lockHolder", Migrator::lockHolder);
    calls.put("baseline", each -> each.baseline("20250101000000-create-rooms", "it stands"));
    callers.setAutoCommit(false);
    work("INSERT INTO work_done VALUES (1)");
    for (Map.Entry<String, Call> call : calls.entrySet()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .as(call.getKey())
          .isThrownBy(() -> call.getValue().on(migrator))
          .withMessage(REFUSED);
      assertThat(callers.getAutoCommit()).isFalse();
      assertThat(workDone()).as(call.getKey()).isEmpty();
    }
    work("INSERT INTO work_done VALUES (2)");
    assertThat(workDone()).isEmpty();
    callers.commit();

    assertThat(workDone()).containsExactly("1", "2");
    if (!needsSecondConnection()) {
      assertThat(migrator.up().names()).hasSize(2);
    }
    assertThat(callers.getAutoCommit()).isFalse();
  }

  @Test
  void refuses_to_run_where_sql_has_begun_it() throws Exception {
    migrator(M20250101000000_CreateRooms.class).up(); // what fails spoils it on PostgreSQL
    work(engine() == TestDatabase.H2 ? "BEGIN" : "START TRANSACTION");
    work("INSERT INTO work_done VALUES (1)");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> inTransaction().up())
        .withMessage(REFUSED);

    work("ROLLBACK");
    assertThat(workDone()).isEmpty();
  }

  @Test
  void reads_in_it_and_does_nothing_else_before_the_tables_are_there_and_after() throws Exception {
    callers.setAutoCommit(false);
    work("INSERT INTO work_done VALUES (1)");
    assertThat(inTransaction().status())
        .extracting(MigrationStatus::state)
        .containsOnly(MigrationStatus.State.PENDING);
    work("INSERT INTO work_done VALUES (2)");
    callers.commit();
    assertThat(workDone()).containsExactly("1", "2");
    migrator(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class).up();

    work("INSERT INTO work_done VALUES (3)");
    assertThat(inTransaction().up().isEmpty()).isTrue();
    assertThat(inTransaction().plan(Direction.UP).isEmpty()).isTrue();
    assertThat(inTransaction().status())
        .extracting(MigrationStatus::state)
        .containsOnly(MigrationStatus.State.APPLIED);
    inTransaction().verify();
    assertThat(workDone()).containsExactly("1", "2");
    callers.rollback();
    assertThat(workDone()).containsExactly("1", "2");
  }

  @Test
  void runs_where_autocommit_is_off_and_nothing_was_done() throws Exception {
    callers.setAutoCommit(false);
    if (engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL) {
      work("SELECT * FROM work_done"); // MySQL does not tell it from an INSERT
    } else {
      work("SELECT 1"); // as pools test connections
    }

    assertThat(secondAllowed()).isTrue();
    assertThat(callers.getAutoCommit()).isFalse();
  }

  /** H2 needs a second connection, which must be another one. */
  private boolean secondAllowed() {
    return Migrator.configure()
            .dataSource(new SameConnection(callers, dataSource()))
            .migrations(List.of(M20250101000000_CreateRooms.class))
            .build()
            .up()
            .names()
            .size()
        == 1;
  }

  @Test
  void says_that_a_managed_transaction_keeps_autocommit_off() throws Exception {
    callers.setAutoCommit(false);
    DataSource managed =
        OtherConnections.of(
            () ->
                (Connection)
                    Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                          if (method.getName().equals("setAutoCommit")) {
                            throw new SQLException("enlisted in a transaction");
                          }
                          if (method.getName().equals("close")) {
                            return null;
                          }
                          return method.invoke(callers, arguments);
                        }));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Migrator.configure()
                    .dataSource(managed)
                    .migrations(List.of(M20250101000000_CreateRooms.class))
                    .build()
                    .up())
        .withMessage(
            "The data source does not allow autocommit, for example inside a managed (JTA)"
                + " transaction. Nothing was run. Run outside that transaction, or give the"
                + " migrator a data source without managed transactions. Cause: enlisted in a"
                + " transaction");
  }
}
