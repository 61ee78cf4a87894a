package dev.switchback.pools;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pools that close a connection for an error that the server has answered: a run loses neither its
 * lock nor what it knows of the steps that are done.
 */
class ClosingPoolsTest {

  /** {@code url(…)}, and a pool of the user's in each of these versions. */
  private static final List<String> POOLS = List.of("url", "4.0.3", "5.1.0", "7.1.0");

  static Stream<Arguments> poolsOnAll() {
    List<Arguments> all = new ArrayList<>();
    for (TestDatabase kind :
        List.of(TestDatabase.POSTGRESQL, TestDatabase.MYSQL, TestDatabase.MARIADB)) {
      POOLS.forEach(pool -> all.add(Arguments.of(pool, kind)));
    }
    return all.stream();
  }

  /** What is tried with a migrator that takes its connections from a pool. */
  private interface Trial {
    void with(MigratorBuilder builder) throws Exception;
  }

  private static void overPool(String version, FreshDatabase database, Trial trial)
      throws Exception {
    if (version.equals("url")) {
      trial.with(Migrator.configure().url(database.url(), database.user(), database.password()));
    } else if (version.startsWith("7")) {
      try (var pool = new com.zaxxer.hikari.HikariDataSource()) {
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        trial.with(Migrator.configure().dataSource(pool));
      }
    } else {
      try (OldHikari old = OldHikari.of(version, database)) {
        trial.with(Migrator.configure().dataSource(old.pool()));
      }
    }
  }

  /** The server answers with SQLSTATE 0A000. */
  private static String unsupported(TestDatabase kind) {
    return kind == TestDatabase.POSTGRESQL
        ? "CREATE INDEX both_ix ON rooms USING hash (id, name)"
        : "ALTER TABLE rooms MODIFY name CHAR(3), ALGORITHM=INSTANT";
  }

  @ParameterizedTest
  @MethodSource("poolsOnAll")
  void what_a_server_does_not_support_leaves_the_steps_before_as_they_are(
      String version, TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      overPool(
          version,
          database,
          builder -> {
            AtomicBoolean failing = new AtomicBoolean(true);
            try (Migrator migrator =
                M20250601000000_Scripted.of(
                        builder,
                        db -> {
                          db.createTable(
                              "rooms",
                              t -> {
                                t.column("id", integer().primaryKey());
                                t.column("name", string(20));
                              });
                          if (failing.get()) {
                            db.execute(unsupported(kind));
                          }
                        })
                    .build()) {
              assertThatExceptionOfType(MigrationFailedException.class)
                  .isThrownBy(migrator::up)
                  .withMessageContaining(
                      kind == TestDatabase.POSTGRESQL
                          ? "rolled back the migration: none of its changes remain"
                          : "step 1 (createTable 'rooms') is done and stays")
                  .withMessageContaining("run 'up' again");

              failing.set(false);
              assertThat(migrator.up().names()).containsExactly("20250601000000-scripted");
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "4.0.3", "5.1.0", "7.1.0"})
  void a_wait_for_a_lock_is_tried_again_on_h2(String version) throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase();
        Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("CREATE TABLE held (id INTEGER)");
      other.setAutoCommit(false);
      statement.execute("INSERT INTO held VALUES (1)");
      overPool(
          version,
          database,
          builder -> {
            AtomicInteger runs = new AtomicInteger();
            try (Migrator migrator =
                M20250601000000_Scripted.of(
                        builder,
                        db -> {
                          db.query("SELECT 1", row -> runs.incrementAndGet());
                          db.createTable("before", t -> t.column("id", integer()));
                          db.execute("ALTER TABLE held ADD size INTEGER");
                        })
                    .statementLockTimeout(Duration.ofMillis(300), 20)
                    .build()) {
              var run = threads.submit(() -> migrator.up());
              while (runs.get() < 2 && !run.isDone()) {
                Thread.sleep(20);
              }
              other.commit();

              assertThat(run.get(1, TimeUnit.MINUTES).names()).hasSize(1);
              assertThat(runs).hasValueGreaterThan(1);
            }
          });
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "4.0.3", "5.1.0", "7.1.0"})
  void a_statement_that_took_too_long_leaves_the_steps_before_as_they_are_on_h2(String version)
      throws Exception {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
      overPool(
          version,
          database,
          builder -> {
            try (Migrator migrator =
                M20250601000000_Scripted.of(
                        builder,
                        db -> {
                          db.createTable("before", t -> t.column("id", integer()));
                          db.query(
                              "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 100000) a,"
                                  + " SYSTEM_RANGE(1, 100000) b WHERE a.X + b.X = 3",
                              row -> 1);
                        })
                    .statementTimeout(Duration.ofSeconds(1))
                    .build()) {
              assertThatExceptionOfType(MigrationFailedException.class)
                  .isThrownBy(migrator::up)
                  .withMessageContaining("step 1 (createTable 'before') is done and stays");
            }
          });
    }
  }
}
