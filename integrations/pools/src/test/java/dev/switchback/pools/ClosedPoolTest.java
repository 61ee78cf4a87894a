package dev.switchback.pools;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchback.DatabaseException;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.CapturedLog;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** An application shuts down and closes its pool while it migrates. */
class ClosedPoolTest {

  private static final String SCRIPTED = "20250601000000-scripted";

  private static final String CLOSED =
      " Cause: the data source was closed during this run, for example because the application"
          + " shuts down. ";

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /** How a migrator gets its connections, and how its application closes them. */
  private interface Way {
    AutoCloseable open(FreshDatabase database, List<MigratorBuilder> builder);
  }

  private static HikariDataSource pool(FreshDatabase database) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    return pool;
  }

  private static final Way POOL =
      (database, builder) -> {
        HikariDataSource pool = pool(database);
        builder.add(Migrator.configure().dataSource(pool));
        return pool;
      };

  private static final Way WRAPPED =
      (database, builder) -> {
        HikariDataSource pool = pool(database);
        builder.add(
            Migrator.configure()
                .dataSource(
                    new LazyConnectionDataSourceProxy(new TransactionAwareDataSourceProxy(pool))));
        return pool;
      };

  static Stream<Arguments> waysOnAll() {
    List<Arguments> all = new ArrayList<>();
    for (TestDatabase kind : TestDatabase.values()) {
      all.add(Arguments.of("pool", POOL, kind));
      all.add(Arguments.of("wrapped", WRAPPED, kind));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("waysOnAll")
  void a_run_ends_quietly_before_its_next_step(String name, Way way, TestDatabase kind)
      throws Exception {
    List<MigratorBuilder> builder = new ArrayList<>();
    try (FreshDatabase database = kind.server().createDatabase();
        AutoCloseable application = way.open(database, builder);
        CapturedLog log = new CapturedLog()) {
      Migrator migrator =
          M20250601000000_Scripted.of(
                  builder.get(0),
                  db -> {
                    db.createTable("one", t -> t.column("id", integer()));
                    close(application);
                    Thread.sleep(500); // five signs of life
                    db.createTable("two", t -> t.column("id", integer()));
                  })
              .leaseTimeout(Duration.ofSeconds(1))
              .build();

      requireClosed(kind, migrator, log, "at step 2 (createTable 'two'");

      requireContinued(database, migrator2(database));
    }
  }

  private static void close(AutoCloseable application) throws Exception {
    CompletableFuture.runAsync(
            () -> {
              try {
                application.close();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
        .get(1, TimeUnit.MINUTES);
  }

  private static void requireClosed(
      TestDatabase kind, Migrator migrator, CapturedLog log, String where) {
    MigrationFailedException failure =
        assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator::up).actual();
    assertThat(failure).hasMessageContaining("– 'up' failed " + where);
    assertThat(failure.getMessage().lines().toList().get(2))
        .isEqualTo(
            "Run 'up' again with an open data source"
                + (kind == TestDatabase.POSTGRESQL ? "." : ". It resumes where this run stopped.")
                + CLOSED
                + (kind == TestDatabase.H2
                    ? "The run releases its lock."
                    : "The server frees the run's lock when it ends the session."));
    assertThat(log.text()).doesNotContain("\tat ").doesNotContain("WARN");
  }

  private static Migrator migrator2(FreshDatabase database) {
    return M20250601000000_Scripted.over(
            database.dataSource(),
            db -> {
              db.createTable("one", t -> t.column("id", integer()));
              db.createTable("two", t -> t.column("id", integer()));
            })
        .migrationLockTimeout(Duration.ofSeconds(60))
        .build();
  }

  private static void requireContinued(FreshDatabase database, Migrator next) throws Exception {
    assertThat(next.up().names()).containsExactly(SCRIPTED);
    try (Connection connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SELECT id FROM one");
      statement.execute("SELECT id FROM two");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void the_pool_of_a_migrator_that_is_closed_ends_its_run_in_the_same_way(TestDatabase kind)
      throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        CapturedLog log = new CapturedLog()) {
      List<AutoCloseable> opened = new ArrayList<>();
      Migrator migrator =
          M20250601000000_Scripted.of(
                  Migrator.configure().url(database.url(), database.user(), database.password()),
                  db -> {
                    db.createTable("one", t -> t.column("id", integer()));
                    close(opened.get(0));
                    db.createTable("two", t -> t.column("id", integer()));
                  })
              .build();
      opened.add(migrator);

      requireClosed(kind, migrator, log, "at step 2 (createTable 'two'");
      requireContinued(database, migrator2(database));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_run_ends_before_it_records_a_migration_or_begins_the_next_try(TestDatabase kind)
      throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        HikariDataSource pool = pool(database);
        CapturedLog log = new CapturedLog()) {
      AtomicInteger runs = new AtomicInteger();
      Migrator migrator =
          M20250601000000_Scripted.over(
                  pool,
                  db -> {
                    runs.incrementAndGet();
                    db.createTable("one", t -> t.column("id", integer()));
                    db.createTable("two", t -> t.column("id", integer()));
                    close(pool);
                  })
              .build();
      if (kind == TestDatabase.H2) { // whose connections stay open
        assertThat(migrator.up().names()).containsExactly(SCRIPTED);
      } else {
        requireClosed(kind, migrator, log, "after step 2");
        requireContinued(database, migrator2(database));
      }
      assertThat(runs).hasValue(1);
      assertThat(log.text()).doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TestDatabase.class, names = "H2", mode = EnumSource.Mode.EXCLUDE)
  void a_run_whose_statement_is_cut_says_that_the_data_source_was_closed(TestDatabase kind)
      throws Exception {
    String slow = kind == TestDatabase.POSTGRESQL ? "SELECT pg_sleep(120)" : "SELECT SLEEP(120)";
    try (FreshDatabase database = kind.server().createDatabase();
        HikariDataSource pool = pool(database);
        CapturedLog log = new CapturedLog()) {
      CountDownLatch begun = new CountDownLatch(1);
      Migrator migrator =
          M20250601000000_Scripted.over(
                  pool,
                  db -> {
                    db.createTable("one", t -> t.column("id", integer()));
                    begun.countDown();
                    db.query(slow, row -> 1);
                  })
              .build();
      var run = threads.submit(() -> migrator.up());
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
      Thread.sleep(500);

      pool.close();

      assertThat(run)
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableOfType(java.util.concurrent.ExecutionException.class)
          .withCauseInstanceOf(MigrationFailedException.class)
          .withMessageContaining("Run 'up' again with an open data source")
          .withMessageContaining(CLOSED + "The server frees the run's lock");
      assertThat(log.text().lines().filter(line -> line.startsWith("[switchback-heartbeat]")))
          .allMatch(
              line -> line.contains("] DEBUG ")); // it closes its connection in the same moment
      requireContinued(database, migrator2(database));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_run_that_waits_for_another_one_stops_to_wait(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        HikariDataSource pool = pool(database)) {
      CountDownLatch atWork = new CountDownLatch(1);
      CountDownLatch finish = new CountDownLatch(1);
      Migrator first =
          M20250601000000_Scripted.over(
                  database.dataSource(),
                  db -> {
                    atWork.countDown();
                    finish.await();
                  })
              .build();
      var holder = threads.submit(() -> first.up());
      assertThat(atWork.await(1, TimeUnit.MINUTES)).isTrue();
      Migrator second = M20250601000000_Scripted.over(pool, db -> {}).build();
      var waiting = threads.submit(() -> second.up());
      while (pool.getHikariPoolMXBean() == null
          || pool.getHikariPoolMXBean().getActiveConnections() == 0) {
        Thread.sleep(10);
      }
      Thread.sleep(500);

      pool.close();

      assertThat(waiting)
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableOfType(java.util.concurrent.ExecutionException.class)
          .withCauseInstanceOf(DatabaseException.class)
          .withMessageContaining(
              "The data source was closed while this run waited for another process that is"
                  + " migrating this database. Nothing was run here. Run again with an open data"
                  + " source.");
      finish.countDown();
      assertThat(holder.get(1, TimeUnit.MINUTES).names()).containsExactly(SCRIPTED);
    }
  }
}
