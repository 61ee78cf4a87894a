package dev.switchback.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.Migration;
import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.contract.OtherConnections;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on H2 needs two connections: one that migrates, one that has the lock. */
class H2ConnectionsTest {

  private FreshDatabase database;

  /** Takes a little while. */
  public static final class M20250101000000_Slow implements Migration {
    @Override
    public void up(QueryInterface db) throws Exception {
      Thread.sleep(100);
    }

    @Override
    public void down(QueryInterface db) {}
  }

  @BeforeEach
  void createDatabase() throws Exception {
    database = TestDatabase.H2.server().createDatabase();
  }

  @AfterEach
  void dropDatabase() throws Exception {
    database.close();
  }

  private MigratorBuilder byUrl() {
    return byUrl(database.url());
  }

  private MigratorBuilder byUrl(String url) {
    return Migrator.configure()
        .url(url, database.user(), database.password())
        .migrations(List.of(M20250101000000_Slow.class));
  }

  @Test
  void a_session_with_the_catalogue_of_an_old_version_is_refused_before_anything_is_run() {
    try (Migrator migrator = byUrl(database.url() + ";OLD_INFORMATION_SCHEMA=TRUE").build()) {
      for (Runnable work : List.<Runnable>of(migrator::up, migrator::plan, migrator::snapshot)) {
        assertThatExceptionOfType(UnsupportedByDialectException.class)
            .isThrownBy(work::run)
            .withMessage(
                "H2 cannot do this: show its catalogue in a session with"
                    + " OLD_INFORMATION_SCHEMA=TRUE, which has the catalogue of version 1.4."
                    + " Nothing was run. Remove OLD_INFORMATION_SCHEMA from the URL of the"
                    + " migrator.");
      }
    }
  }

  @Test
  void several_threads_can_use_one_migrator_that_has_its_own_pool() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Migrator migrator = byUrl().build()) {
      List<Future<MigrationReport>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(threads.submit(() -> migrator.up()));
      }
      List<String> applied = new ArrayList<>();
      for (Future<MigrationReport> run : runs) {
        applied.addAll(run.get(2, TimeUnit.MINUTES).names());
      }
      assertThat(applied).containsExactly("20250101000000-slow");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_closed_migrator_opens_no_connections_again() {
    Migrator migrator = byUrl().build();
    migrator.up();
    migrator.close();
    migrator.close();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(migrator::up)
        .withMessage(
            "The migrator is closed, and its connections with it. Nothing was run. Build another"
                + " one, or close it later.");
  }

  @Test
  void two_migrators_of_one_builder_share_no_connections() {
    MigratorBuilder builder = byUrl();
    Migrator first = builder.build();
    try (Migrator second = builder.build()) {
      first.up();
      first.close();

      assertThat(second.status()).hasSize(1);
    }
  }

  @Test
  void says_that_the_lock_needs_a_second_connection() throws Exception {
    AtomicInteger given = new AtomicInteger();
    try (Connection only = database.dataSource().getConnection()) {
      DataSource ofOne =
          OtherConnections.of(
              () -> {
                if (given.getAndIncrement() == 0) {
                  return only;
                }
                throw new SQLTransientConnectionException("timed out after 30000ms");
              });
      Migrator migrator =
          Migrator.configure()
              .dataSource(ofOne)
              .migrations(List.of(M20250101000000_Slow.class))
              .build();

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(migrator::up)
          .withMessage(
              "H2 keeps the lock in a second connection, and the data source provided none. Nothing"
                  + " was run. Give its pool two connections or more for each run. Cause: timed out"
                  + " after 30000ms")
          .withCauseExactlyInstanceOf(SQLTransientConnectionException.class);
      assertThat(only.isClosed()).isTrue();
    }
  }

  @Test
  void a_file_that_takes_no_writes_is_enough_with_nothing_pending_and_is_named_otherwise(
      @TempDir Path folder) {
    String url = "jdbc:h2:" + folder.resolve("shop");
    String readOnly = url + ";ACCESS_MODE_DATA=r";
    try (Migrator migrator = byUrl(url).build()) {
      migrator.init();
    }
    try (Migrator migrator = byUrl(readOnly).build()) {
      assertThat(migrator.status()).hasSize(1);
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(migrator::up)
          .withMessageContaining("Nothing was run.")
          .withMessageContaining("The database is read only");
    }
    try (Migrator migrator = byUrl(url).build()) {
      migrator.up();
    }
    try (Migrator migrator = byUrl(readOnly).build()) {
      assertThat(migrator.up().isEmpty()).isTrue();
    }
  }

  @Test
  void a_file_that_another_process_has_open_is_named_as_the_cause(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("shop.mv.db");
    try (FileChannel other =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = other.lock();
        Migrator migrator = byUrl("jdbc:h2:" + folder.resolve("shop")).build()) {
      assertThat(lock.isValid()).isTrue();
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(migrator::up)
          .withMessageStartingWith(
              "No connection to the database. Nothing was run. Another process has the file open:"
                  + " end it, or write AUTO_SERVER=TRUE into the URL of both. Cause: ");
    }
  }

  private static DataSource plain(String url) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    source.setUser("sa");
    return source;
  }

  private static Migrator over(DataSource source) {
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.of(M20250101000000_Slow.class))
        .build();
  }

  @Test
  void a_database_in_memory_without_a_name_is_refused_with_the_remedy() {
    String message =
        "H2 cannot do this: migrate a database in memory without a name, because each connection"
            + " would have a different one. Nothing was run. Give it a name, and keep it open after"
            + " its last connection: jdbc:h2:mem:chat;DB_CLOSE_DELAY=-1.";
    for (String url : List.of("jdbc:h2:mem:", "jdbc:h2:mem:;DB_CLOSE_DELAY=-1;MODE=MySQL")) {
      assertThatExceptionOfType(UnsupportedByDialectException.class)
          .isThrownBy(over(plain(url))::up)
          .withMessage(message);
      try (Migrator pooled = byUrl(url).build()) {
        assertThatExceptionOfType(UnsupportedByDialectException.class)
            .isThrownBy(pooled::up)
            .withMessage(message);
        assertThat(pooled.plan().isComplete()).isTrue();
      }
    }
  }

  @Test
  void a_database_in_memory_that_ends_with_the_run_is_refused_with_the_remedy() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    assertThatExceptionOfType(UnsupportedByDialectException.class)
        .isThrownBy(over(plain(url))::up)
        .withMessage(
            "H2 cannot do this: keep the migrated schema: the database is in memory and ends with"
                + " its last connection, and only this run has one. Nothing was run. Write"
                + " DB_CLOSE_DELAY=-1 into its URL: jdbc:h2:mem:chat;DB_CLOSE_DELAY=-1.");

    try (Connection application = plain(url).getConnection()) {
      assertThat(over(plain(url)).up().names()).hasSize(1);
      assertThat(application.isClosed()).isFalse();
    }
    assertThat(over(plain(url + ";DB_CLOSE_DELAY=-1")).up().names()).hasSize(1);
    try (Migrator pooled = byUrl("jdbc:h2:mem:" + UUID.randomUUID()).build()) {
      assertThat(pooled.up().names()).hasSize(1);
      assertThat(pooled.up().isEmpty()).isTrue();
    }
  }
}
