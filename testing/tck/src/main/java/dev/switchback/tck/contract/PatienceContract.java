package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a migration waits for locks of others, and a statement for its end. */
public abstract class PatienceContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger calls = new AtomicInteger();
  private Connection other;

  /** The contract on one kind of database. */
  protected PatienceContract(TestedDatabase database) {
    super(database);
  }

  /** Whether the server says, to this user, who holds a lock that a schema statement waits for. */
  protected boolean tellsBlockers() {
    return true;
  }

  /** A query that takes much longer than a second. */
  protected abstract String slowQuery();

  @BeforeEach
  void lockTable() throws SQLException {
    execute("CREATE TABLE %s (%s INTEGER)".formatted(quote("rooms"), quote("id")));
    other = dataSource().getConnection();
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute("INSERT INTO " + quote("rooms") + " VALUES (1)");
    }
  }

  @AfterEach
  void unlockTable() throws Exception {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    other.rollback();
    other.close();
  }

  private Migrator waiting(int retries) {
    Body waiting =
        db -> {
          calls.incrementAndGet();
          db.createTable("before", t -> t.column("id", integer()));
          db.addColumn("rooms", "size", integer().nullable());
        };
    return scripted(waiting.unrehearsed(), db -> {})
        .statementLockTimeout(Duration.ofSeconds(1), retries)
        .build();
  }

  @Test
  void tries_a_migration_again_that_waited_in_vain_for_somebody_elses_transaction()
      throws Exception {
    var run = threads.submit(() -> waiting(20).up());
    awaitSecondCall();
    assertThat(run.isDone()).isFalse();

    other.commit();

    assertThat(run.get(1, TimeUnit.MINUTES).names()).containsExactly(SCRIPTED);
    assertThat(columns("rooms")).containsKey("size");
    assertThat(tables()).contains("before");
  }

  private void awaitSecondCall() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (calls.get() < 2 && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(calls).hasValueGreaterThan(1);
  }

  /**
   * Creates another schema with a table {@code rooms}, of which the other transaction has a row.
   */
  private String otherSchema() throws SQLException {
    String schema = database().name().replaceAll("\\W", "_").toLowerCase(Locale.ROOT) + "_other";
    String rooms = schema + "." + quote("rooms");
    execute("CREATE SCHEMA " + schema);
    execute("CREATE TABLE %s (%s INTEGER)".formatted(rooms, quote("id")));
    execute("INSERT INTO " + rooms + " VALUES (1)");
    try (Statement statement = other.createStatement()) {
      statement.execute("INSERT INTO " + rooms + " VALUES (2)");
    }
    return schema;
  }

  @Test
  void a_migration_that_is_tried_again_works_in_the_session_that_it_has_set() throws Exception {
    String schema = otherSchema();
    boolean hasVariables = engine() != TestDatabase.POSTGRESQL;
    String use =
        switch (engine()) {
          case H2 -> "SET SCHEMA ";
          case POSTGRESQL -> "SET search_path = ";
          case MARIADB, MYSQL -> "USE ";
        };
    String more = hasVariables ? "@more" : "current_setting('my.more')::int";
    String update = "UPDATE %s SET %s = %s".formatted(quote("rooms"), quote("id"), more);
    Body body =
        db -> {
          calls.incrementAndGet();
          db.execute(use + schema);
          db.execute(hasVariables ? "SET @more = 100" : "SET my.more = 100");
          if (!db.tableExists("before")) {
            db.createTable("before", t -> t.column("id", integer()));
          }
          db.addColumn("rooms", "size", integer().nullable());
          db.execute(update);
        };
    Migrator migrator =
        scripted(body.unrehearsed(), db -> {})
            .statementLockTimeout(Duration.ofSeconds(1), 20)
            .build();
    var run = threads.submit(() -> migrator.up());
    awaitSecondCall();

    other.rollback();

    assertThat(run.get(1, TimeUnit.MINUTES).names()).containsExactly(SCRIPTED);
    String select = "SELECT %s FROM %s".formatted(quote("id"), schema + "." + quote("rooms"));
    assertThat(rows(select)).containsExactly("100");
    assertThat(columns("rooms")).containsOnlyKeys("id");
    assertThat(tables()).doesNotContain("before");
    if (engine() == TestDatabase.MARIADB || engine() == TestDatabase.MYSQL) {
      execute("DROP SCHEMA " + schema);
    }
  }

  @Test
  void lets_others_through_between_two_tries() throws Exception {
    var run = threads.submit(() -> waiting(20).up());
    awaitSecondCall();

    long begin = System.nanoTime();
    assertThat(rows("SELECT COUNT(*) FROM " + quote("rooms"))).containsExactly("0");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));

    other.commit();
    run.get(1, TimeUnit.MINUTES);
  }

  @Test
  void gives_up_after_the_last_try_and_names_who_holds_the_lock() throws Exception {
    Migrator migrator = waiting(1);

    MigrationFailedException failure =
        assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator::up).actual();

    assertThat(failure)
        .hasMessageStartingWith(
            "Migration '" + SCRIPTED + "' – 'up' failed at step 2 (addColumn 'size' on 'rooms'");
    assertThat(calls).hasValue(2);
    if (tellsBlockers()) {
      assertThat(failure)
          .hasMessageContaining(
              "Run 'up' again when those sessions have released their locks, or set a longer"
                  + " statementLockTimeout(…).")
          .hasMessageContaining("(held by session ")
          .hasMessageContaining(dialect().locks().sessionId(other));
    }
    assertThat(recorded()).isEmpty();

    other.commit();
    assertThat(migrator.up().names()).containsExactly(SCRIPTED);
    assertThat(tables()).contains("before");
  }

  /** MySQL and MariaDB count another limit for rows. It stays as the server has it. */
  @Test
  void waits_for_a_row_of_another_as_long_as_it_may_or_as_the_server_does() throws Exception {
    boolean isOfServer = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    String limits = "SELECT @@innodb_lock_wait_timeout, @@lock_wait_timeout";
    List<String> found = new ArrayList<>();
    other.commit();
    try (Statement statement = other.createStatement()) {
      statement.execute("UPDATE %s SET %s = 2".formatted(quote("rooms"), quote("id")));
    }
    Body body =
        db -> {
          if (isOfServer) {
            db.query(limits, row -> found.add(row.getString(1) + " " + row.getString(2)));
          } else {
            db.execute("UPDATE %s SET %s = 3".formatted(quote("rooms"), quote("id")));
          }
        };
    Migrator migrator =
        scripted(body.unrehearsed(), db -> {})
            .statementLockTimeout(Duration.ofSeconds(1), 0)
            .build();

    if (isOfServer) {
      migrator.up();
      assertThat(found).containsOnly(rows("SELECT @@innodb_lock_wait_timeout").get(0) + " 1");
    } else {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrator::up)
          .withMessageContaining("set a longer statementLockTimeout(…).");
      assertThat(recorded()).isEmpty();
    }
  }

  /** A migration that changes rows, and then sends a statement over a connection of its own. */
  private Migrator waitingForItself(boolean isOwn, String sql) {
    Body waiting =
        db -> {
          calls.incrementAndGet();
          db.createTable("before", t -> t.column("id", integer()));
          db.bulkUpdate("mine", row("id", 2), where("id", 1));
          if (isOwn) {
            try (Connection own = dataSource().getConnection();
                Statement statement = own.createStatement()) {
              statement.execute(sql);
            }
          } else {
            db.execute(sql);
          }
          db.createTable("after", t -> t.column("id", integer()));
        };
    return scripted(waiting.unrehearsed(), db -> {})
        .leaseTimeout(Duration.ofSeconds(3))
        .statementLockTimeout(Duration.ofSeconds(1), 5)
        .build();
  }

  @Test
  @Timeout(300)
  void ends_a_migration_whose_schema_statement_waits_over_another_connection_for_its_own_run()
      throws Exception {
    requireEnd("ALTER TABLE %s ADD COLUMN extra INTEGER");
  }

  @Test
  @Timeout(300)
  void ends_a_migration_whose_rows_wait_over_another_connection_for_its_own_run() throws Exception {
    requireEnd("UPDATE %s SET id = 7731 WHERE id = 1");
  }

  private void requireEnd(String statement) throws Exception {
    execute("CREATE TABLE %s (%s INTEGER PRIMARY KEY)".formatted(quote("mine"), quote("id")));
    execute("INSERT INTO %s VALUES (1)".formatted(quote("mine")));
    String sql = statement.formatted(quote("mine"));

    MigrationFailedException failure =
        assertThatExceptionOfType(MigrationFailedException.class)
            .isThrownBy(() -> waitingForItself(true, sql).up())
            .actual();

    assertThat(failure)
        .hasMessageContaining(
            "Send that statement by db.execute(…) or db.withConnection(…), which use the"
                + " connection of the run, and run 'up' again")
        .hasMessageContaining("since step 2 (bulkUpdate of 'id' in 'mine')")
        .hasMessageContaining(
            "The changes of the migration over the other connection are not rolled back.")
        .hasMessageNotContaining("7731");
    if (engine() == TestDatabase.H2) {
      assertThat(failure)
          .hasMessageContaining("Cause: a statement over another connection got no lock in time,");
    } else {
      assertThat(failure)
          .hasMessageContaining(
              "Cause: the migration waits for its own run: the statement '"
                  + sql.replaceAll("= \\d+", "= ?")
                  + "', over another connection, has waited ")
          .hasMessageContaining(" s for a lock that this run holds since step 2")
          .hasMessageContaining(
              "The run ended its own session, so that the statement could continue.");
    }
    assertThat(failure)
        .hasMessageContaining(
            engine() == TestDatabase.POSTGRESQL
                ? "none of its changes remain"
                : "step 1 (createTable 'before'");
    assertThat(calls).hasValue(1);
    assertThat(recorded()).isEmpty();
    assertThat(rows("SELECT COUNT(*) FROM " + quote("mine") + " WHERE id = 2"))
        .containsExactly("0");
    assertThat(waitingForItself(false, "UPDATE " + quote("mine") + " SET id = 3").up().names())
        .containsExactly(SCRIPTED);
    assertThat(tables()).contains("after");
  }

  @Test
  @Timeout(300)
  void goes_on_while_others_wait_for_its_locks() throws Exception {
    String sleep =
        switch (engine()) {
          case POSTGRESQL -> "SELECT pg_sleep(4)";
          case MARIADB, MYSQL -> "SELECT SLEEP(4)";
          case H2 -> "SELECT 1";
        };
    execute("CREATE TABLE %s (%s INTEGER PRIMARY KEY)".formatted(quote("mine"), quote("id")));
    String addColumn = "ALTER TABLE " + quote("mine") + " ADD COLUMN extra INTEGER";
    Migrator migrator =
        configure(M20250601000000_Scripted.class)
            .factory(
                type ->
                    new M20250601000000_Scripted(
                        db -> {
                          db.bulkInsert("mine", row("id", 1));
                          var unused =
                              threads.submit(
                                  () -> {
                                    execute(addColumn);
                                    return true;
                                  });
                          Thread.sleep(3_000); // ten signs of life, and thrice statementLockTimeout
                          execute(sleep);
                        },
                        db -> {}))
            .leaseTimeout(Duration.ofSeconds(3))
            .statementLockTimeout(Duration.ofSeconds(1), 0)
            .build();

    assertThat(migrator.up().names()).containsExactly(SCRIPTED);

    assertThat(rows("SELECT COUNT(*) FROM " + quote("mine"))).containsExactly("1");
  }

  @Test
  void ends_a_statement_that_takes_longer_than_it_may() throws Exception {
    String slow = slowQuery();
    Migrator migrator =
        configure(M20250601000000_Scripted.class)
            .factory(type -> new M20250601000000_Scripted(db -> db.query(slow, row -> 1), db -> {}))
            .statementTimeout(Duration.ofMillis(600))
            .build();
    long begin = System.nanoTime();

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining("(query '")
        .withMessageContaining("rolled back the migration: none of its changes remain");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
    assertThat(recorded()).isEmpty();
  }
}
