package dev.switchback.testkit.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.testkit.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a migration waits for locks of others, and a statement for its end. */
public abstract class PatienceContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger calls = new AtomicInteger();
  private Connection other;

  /** The contract on one kind of database. */
  protected PatienceContract(TestDatabase kind) {
    super(kind);
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
        .lockWait(Duration.ofSeconds(1), retries)
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
    boolean hasVariables = kind() != TestDatabase.POSTGRESQL;
    String use =
        switch (kind()) {
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
        scripted(body.unrehearsed(), db -> {}).lockWait(Duration.ofSeconds(1), 20).build();
    var run = threads.submit(() -> migrator.up());
    awaitSecondCall();

    other.rollback();

    assertThat(run.get(1, TimeUnit.MINUTES).names()).containsExactly(SCRIPTED);
    String select = "SELECT %s FROM %s".formatted(quote("id"), schema + "." + quote("rooms"));
    assertThat(rows(select)).containsExactly("100");
    assertThat(columns("rooms")).containsOnlyKeys("id");
    assertThat(tables()).doesNotContain("before");
    if (kind() == TestDatabase.MARIADB || kind() == TestDatabase.MYSQL) {
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
            "Migration '" + SCRIPTED + "' failed going up, at step 2 (addColumn 'size' on 'rooms'");
    assertThat(calls).hasValue(2);
    if (tellsBlockers()) {
      assertThat(failure)
          .hasMessageContaining(
              "Run 'up' again when those sessions are done, or wait longer by lockWait(…).")
          .hasMessageContaining("(held by session ")
          .hasMessageContaining(dialect().sessionId(other));
    }
    assertThat(recorded()).isEmpty();

    other.commit();
    assertThat(migrator.up().names()).containsExactly(SCRIPTED);
    assertThat(tables()).contains("before");
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
        .withMessageContaining("rolled it back: nothing of it remains");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
    assertThat(recorded()).isEmpty();
  }
}
