package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.DatabaseException;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.DeadManDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The remedy fits the cause: the class is at fault only if its statement is. */
public abstract class CausesContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected CausesContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createRooms() throws SQLException {
    execute(
        "CREATE TABLE %s (%s INTEGER PRIMARY KEY, %s INTEGER)"
            .formatted(quote("rooms"), quote("id"), quote("n")));
    execute("INSERT INTO %s VALUES (1, 1), (2, 2)".formatted(quote("rooms")));
  }

  private String add(int amount, int id) {
    return "UPDATE %s SET %s = %s + %d WHERE %s = %d"
        .formatted(quoted("rooms"), quoted("n"), quoted("n"), amount, quoted("id"), id);
  }

  private String quoted(String name) {
    try {
      return quote(name);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> numbers() throws SQLException {
    return rows("SELECT %s FROM %s ORDER BY %s".formatted(quote("n"), quote("rooms"), quote("id")));
  }

  private static void send(Connection connection, String... statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  // ---- another session in the way

  /**
   * An application that has changed the second row, and then wants the first one, which the
   * migration has. The server ends the migration, because it has changed fewer rows, or because the
   * application is told to wait longer before it looks for a deadlock.
   */
  private CompletableFuture<Void> application(Connection connection) {
    return CompletableFuture.runAsync(
        () -> {
          send(connection, add(10, 1));
          try {
            connection.commit();
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }

  private Connection holdingSecondRow() throws SQLException {
    Connection connection = dataSource().getConnection();
    connection.setAutoCommit(false);
    if (engine() == TestDatabase.POSTGRESQL) {
      send(connection, "SET deadlock_timeout = '1min'");
    }
    for (int id = 100; id < 140; id++) {
      send(connection, "INSERT INTO %s VALUES (%d, 0)".formatted(quote("rooms"), id));
    }
    send(connection, add(10, 2));
    return connection;
  }

  private Migrator crossing(Connection other, AtomicInteger calls, int retries) {
    List<CompletableFuture<Void>> applications = new ArrayList<>();
    Body crossing =
        db -> {
          db.createTable("before", t -> t.column("id", integer()));
          db.execute(add(1, 1));
          if (calls.incrementAndGet() == 1) {
            applications.add(application(other));
            pause();
          } else {
            applications.get(0).join();
          }
          db.execute(add(1, 2));
        };
    return scripted(crossing.unrehearsed(), db -> {})
        .statementLockTimeout(Duration.ofSeconds(20), retries)
        .build();
  }

  private static void pause() {
    try {
      Thread.sleep(700);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_migration_that_loses_a_deadlock_is_tried_again() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Connection other = holdingSecondRow();
        CapturedLog log = new CapturedLog()) {
      crossing(other, calls, 3).up();

      assertThat(log.text())
          .contains(
              "The server rolled back migration '20250601000000-scripted' because of another"
                  + " session; retrying: ");
    }
    assertThat(calls).hasValue(2);
    assertThat(numbers()).startsWith("12", "13");
    assertThat(recorded()).hasSize(1);
  }

  @Test
  void a_deadlock_at_the_last_try_is_no_fault_of_the_class() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (Connection other = holdingSecondRow()) {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(() -> crossing(other, calls, 0).up())
          .withMessageContaining(
              "Wait until other sessions change fewer of the same rows or tables, and run 'up'"
                  + " again");
    }
    assertThat(calls).hasValue(1);
  }

  // ---- the connection

  @Test
  void a_lost_connection_is_no_fault_of_the_class() throws Exception {
    Migrator migrator =
        migrating(
            db -> {
              db.execute(add(1, 1));
              db.withConnection(this::end);
              db.execute(add(1, 2));
            });

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .matches(e -> !String.valueOf(e.getMessage()).contains("Fix the class"), "blames no class")
        .withMessageMatching(
            "(?s).*(Check that the server is up and can be reached, and run 'up' again|Run 'up'"
                + " again. It resumes where this run stopped).*");
  }

  private void end(Connection migrating) throws SQLException {
    String session = dialect().locks().sessionId(migrating);
    try (Connection other = dataSource().getConnection()) {
      send(
          other,
          switch (engine()) {
            case H2 -> "CALL ABORT_SESSION(" + session + ")";
            case POSTGRESQL -> "SELECT pg_terminate_backend(" + session + ")";
            case MYSQL, MARIADB -> "KILL " + session;
          });
    }
  }

  @Test
  void a_connection_that_is_lost_at_any_moment_of_a_start_needs_no_privilege() {
    for (int trip = 1; ; trip++) {
      DeadManDataSource process = new DeadManDataSource(dataSource()).diesBefore(trip);
      SwitchbackException failure =
          catchThrowableOfType(
              SwitchbackException.class,
              () ->
                  Migrator.configure()
                      .dataSource(process)
                      .migrations(List.of(SampleMigrations.M20250101000000_CreateRooms.class))
                      .build()
                      .up());
      assertThat(failure).as("trip %d", trip).isNotNull();
      if (!(failure instanceof DatabaseException)) {
        assertThat(trip).isGreaterThan(4);
        return;
      }
      assertThat(failure)
          .hasMessageMatching(
              "(?s).*Check that the server is up(, and that host and port| and can be reached).*");
    }
  }

  // ---- what the server lacks, or does not take

  private void failsBy(String remedy, String... statements) throws SQLException {
    Migrator migrator =
        migrating(
            db -> {
              for (String sql : statements) {
                db.execute(sql);
              }
            });
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining(remedy + ", and run 'up' again");
  }

  @Test
  void a_session_that_takes_no_changes_is_no_fault_of_the_class() throws Exception {
    String readOnly =
        switch (engine()) {
          case H2 -> ""; // knows that of a file alone, see H2ConnectionsTest
          case POSTGRESQL -> "SET transaction_read_only = on";
          case MYSQL, MARIADB -> "SET SESSION TRANSACTION READ ONLY";
        };
    if (!readOnly.isEmpty()) {
      failsBy("Connect to a server and a database that accept changes", readOnly, add(1, 1));
    }
  }

  @Test
  void a_server_that_lacks_space_is_no_fault_of_the_class() throws Exception {
    String remedy = "Give the server the disk space, the memory or the connections that it lacks";
    switch (engine()) {
      case H2 -> {} // has no limit that a test could reach
      case POSTGRESQL ->
          failsBy(
              remedy,
              "SET temp_file_limit = 64",
              "SET work_mem = 64",
              "CREATE TABLE big AS SELECT n FROM generate_series(1, 500000) n ORDER BY -n");
      case MYSQL, MARIADB ->
          failsBy(
              remedy,
              "SET SESSION max_heap_table_size = 16384",
              "CREATE TABLE heap (c CHAR(200)) ENGINE = MEMORY",
              "INSERT INTO heap SELECT REPEAT('x', 200) FROM information_schema.COLUMNS LIMIT 900");
    }
  }
}
