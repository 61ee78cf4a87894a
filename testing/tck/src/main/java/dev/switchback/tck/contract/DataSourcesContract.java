package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Migrator;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Data sources that hand out other connections than one of its own for each call: of another
 * database, the same one twice, and one whose end fails.
 */
public abstract class DataSourcesContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  private FreshDatabase other;

  /** The contract on one kind of database. */
  protected DataSourcesContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createOther() throws SQLException {
    other = server().createDatabase();
    Migrator.configure()
        .dataSource(other.dataSource())
        .migrations(List.of(M20250101000000_CreateRooms.class))
        .build()
        .up();
  }

  @AfterEach
  void dropOther() throws SQLException {
    other.close();
  }

  /** What a run that takes longer than {@code leaseTimeout} leaves as the signs of its life. */
  private String signsOfLife(DataSource source) {
    List<String> signs = new ArrayList<>();
    Migrator.configure()
        .dataSource(source)
        .migrations(List.of(M20250601000000_Scripted.class))
        .factory(
            type ->
                new M20250601000000_Scripted(
                    db -> {
                      db.createTable("before", t -> t.column("id", integer()));
                      Thread.sleep(2_000);
                      db.createTable("after", t -> t.column("id", integer()));
                      signs.addAll(
                          rows("SELECT %s, %s FROM %s WHERE %s = 1".formatted(lockColumns())));
                    },
                    db -> {}))
        .leaseTimeout(Duration.ofSeconds(1))
        .build()
        .up();
    return signs.get(0);
  }

  private Object[] lockColumns() throws SQLException {
    return new Object[] {quote("beats"), quote("heartbeat"), quote("switchback_lock"), quote("id")};
  }

  private void requireRun() throws SQLException {
    assertThat(recorded()).containsExactly(SCRIPTED);
    assertThat(tables()).containsExactly("after", "before");
  }

  @Test
  void gives_signs_of_life_to_the_database_that_the_callers_thread_means() throws Exception {
    Thread caller = Thread.currentThread();
    DataSource routing =
        OtherConnections.of(
            () ->
                (Thread.currentThread().equals(caller) ? dataSource() : other.dataSource())
                    .getConnection());

    assertThat(signsOfLife(routing)).matches("1, ([5-9]|\\d\\d)");
    requireRun();
  }

  @Test
  void gives_them_where_other_threads_get_no_connection() throws Exception {
    Thread caller = Thread.currentThread();
    DataSource routing =
        OtherConnections.of(
            () -> {
              if (!Thread.currentThread().equals(caller)) {
                throw new IllegalStateException("Cannot determine target for lookup key [null]");
              }
              return dataSource().getConnection();
            });

    assertThat(signsOfLife(routing)).matches("1, ([5-9]|\\d\\d)");
    requireRun();
  }

  @Test
  void takes_one_connection_on_h2_two_and_one_for_signs_of_life() throws Exception {
    CountingDataSource counting = new CountingDataSource(dataSource());

    configure(M20250101000000_CreateRooms.class).dataSource(counting.dataSource()).build().up();

    assertThat(counting.mostAtOnce()).isLessThanOrEqualTo(engine() == TestDatabase.H2 ? 3 : 2);
    assertThat(counting.open()).isZero();
  }

  @Test
  void goes_without_them_where_each_further_connection_leads_elsewhere() throws Exception {
    boolean isServerWide = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    int needed = needsSecondConnection() ? 2 : 1;
    AtomicInteger given = new AtomicInteger();
    DataSource turning =
        OtherConnections.of(
            () ->
                (given.getAndIncrement() < needed ? dataSource() : other.dataSource())
                    .getConnection());

    assertThat(signsOfLife(turning)).matches(isServerWide ? "1, ([5-9]|\\d\\d)" : "0, 0");
    requireRun();
  }

  @Test
  void goes_without_them_where_one_connection_is_handed_out_to_everybody() throws Exception {
    for (boolean isClosedByClose : List.of(true, false)) {
      try (Connection only = dataSource().getConnection()) {
        DataSource sharing = OtherConnections.of(() -> isClosedByClose ? only : unclosed(only));
        if (needsSecondConnection()) {
          assertThatExceptionOfType(ConfigurationException.class)
              .isThrownBy(() -> signsOfLife(sharing))
              .withMessage(
                  dialectName()
                      + " keeps the lock in a second connection, and the data source returned the"
                      + " same one twice. Nothing was run. Give the migrator a data source that"
                      + " opens a connection for each call.");
          assertThat(recorded()).isEmpty();
        } else {
          assertThat(signsOfLife(sharing)).isEqualTo("0, 0");
          requireRun();
          execute("DROP TABLE " + quote("before"));
          execute("DROP TABLE " + quote("after"));
          execute("DELETE FROM " + quote("switchback_meta"));
        }
        assertThat(only.isClosed()).isEqualTo(isClosedByClose);
      }
    }
  }

  private static Connection unclosed(Connection connection) {
    return with(connection, "close", () -> {});
  }

  /** What happens in place of a method. */
  private interface Instead {
    void happen() throws SQLException;
  }

  private static Connection with(Connection connection, String replaced, Instead instead) {
    return (Connection)
        Proxy.newProxyInstance(
            DataSourcesContract.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(replaced)) {
                instead.happen();
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void what_is_done_stands_whatever_a_pool_throws_when_it_gets_its_connection_back()
      throws Exception {
    DataSource throwing =
        OtherConnections.of(
            () -> {
              Connection connection = dataSource().getConnection();
              Connection unaborted =
                  with(
                      connection,
                      "abort",
                      () -> {
                        throw new UnsupportedOperationException("abort");
                      });
              return with(
                  unaborted,
                  "close",
                  () -> {
                    connection.close();
                    throw new IllegalStateException("not a clean connection");
                  });
            });
    Migrator migrator =
        Migrator.configure()
            .dataSource(throwing)
            .migrations(List.of(M20250101000000_CreateRooms.class))
            .build();

    assertThat(migrator.up().names()).containsExactly(SampleMigrations.ROOMS);
    assertThat(migrator.up().isEmpty()).isTrue();
    assertThat(migrator.status()).hasSize(1);
    assertThat(migrator.down().names()).containsExactly(SampleMigrations.ROOMS);
    assertThat(recorded()).isEmpty();
  }
}
