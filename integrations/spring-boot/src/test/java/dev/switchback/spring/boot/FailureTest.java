package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.MigrationListener;
import dev.switchback.Migrator;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What an application reports instead of a stack trace if it cannot migrate. */
class FailureTest {

  private static final String PACKAGES = "switchback.packages=dev.switchback.spring.boot.";
  private static final String JOBS = PACKAGES + "jobs.migrations";

  private FreshDatabase database;

  @BeforeEach
  void createDatabase() throws Exception {
    database = TestDatabase.H2.server().createDatabase();
  }

  @AfterEach
  void dropDatabase() throws Exception {
    database.close();
  }

  private ApplicationContextRunner application(String... properties) {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DataSourceAutoConfiguration.class, SwitchbackAutoConfiguration.class))
        .withPropertyValues(
            "spring.datasource.url=" + database.url(),
            "spring.datasource.username=" + database.user(),
            "spring.datasource.password=" + database.password())
        .withPropertyValues(properties);
  }

  private FailureAnalysis failure(String... properties) {
    FailureAnalysis[] analysis = new FailureAnalysis[1];
    application(properties)
        .run(
            context ->
                analysis[0] = new SwitchbackFailureAnalyzer().analyze(context.getStartupFailure()));
    assertThat(analysis[0]).isNotNull();
    return analysis[0];
  }

  @Test
  void pending_migrations_in_mode_verify() {
    FailureAnalysis failure = failure(JOBS, "switchback.mode=verify");

    assertThat(failure.getDescription())
        .isEqualTo(
            "Migrator 'switchback' – migration '20260102000000-jobs' is pending. Nothing was run."
                + " Migrate the database before this application starts.");
    assertThat(failure.getAction())
        .isEqualTo("Run the job that migrates the database, or set 'switchback.mode=migrate'.");
  }

  @Test
  void several_pending_migrations_in_mode_verify() {
    assertThat(failure(PACKAGES + "changed.migrations", "switchback.mode=verify").getDescription())
        .startsWith(
            "Migrator 'switchback' – 2 migrations are pending: '20260102000000-jobs',"
                + " '20260106000000-more'. Nothing was run.");
  }

  @Test
  void a_server_that_is_down() {
    FailureAnalysis failure =
        failure(
            JOBS,
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/nowhere",
            "spring.datasource.password=secret",
            "spring.datasource.hikari.connection-timeout=250");

    assertThat(failure.getDescription())
        .startsWith("No connection to the database. Nothing was run.")
        .doesNotContain("secret")
        .doesNotContain("\tat ");
    assertThat(failure.getAction())
        .isEqualTo(
            "Start the database, or correct 'spring.datasource.url' and its user and password."
                + " With 'switchback.url' or 'switchback.user', correct those.");
  }

  @Test
  void a_migration_that_fails() {
    FailureAnalysis failure = failure(PACKAGES + "broken.migrations");

    assertThat(failure.getDescription())
        .startsWith("Migration '20260105000000-broken' – 'up' failed at step 2")
        .doesNotContain("secret");
    assertThat(failure.getAction())
        .isEqualTo(
            "Fix the migration or the data that it refused, and start the application again.");
  }

  @Test
  void an_unfinished_migration_without_a_class() {
    failure(PACKAGES + "broken.migrations");

    FailureAnalysis failure = failure(JOBS);

    assertThat(failure.getDescription())
        .startsWith("Migration '20260105000000-broken' is unfinished");
    assertThat(failure.getAction())
        .isEqualTo(
            "Resolve the migration by Migrator.resolve(…) or the command line of Switchback. To"
                + " start without migrating, set 'switchback.mode=none'.");
  }

  @Test
  void another_process_that_migrates_for_too_long() throws Exception {
    CountDownLatch isRunning = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Thread other = new Thread(() -> holdLock(isRunning, mayEnd));
    other.start();
    isRunning.await();
    try {
      FailureAnalysis failure = failure(JOBS, "switchback.migration-lock-timeout=100ms");

      assertThat(failure.getDescription()).startsWith("Another process is migrating this database");
      assertThat(failure.getAction())
          .isEqualTo(
              "Wait until the other process has migrated, and start the application again. The"
                  + " maximum wait is 'switchback.migration-lock-timeout'.");
    } finally {
      mayEnd.countDown();
      other.join();
    }
  }

  private void holdLock(CountDownLatch isRunning, CountDownLatch mayEnd) {
    Migrator.configure()
        .dataSource(database.dataSource())
        .packages("dev.switchback.spring.boot.jobs.migrations")
        .listener(
            new MigrationListener() {
              @Override
              public void beforeMigration(MigrationEvent migration) {
                isRunning.countDown();
                try {
                  mayEnd.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            })
        .build()
        .up();
  }

  @Test
  void a_changed_migration() {
    application(JOBS).run(context -> assertThat(context).hasNotFailed());

    FailureAnalysis failure =
        failure(PACKAGES + "changed.migrations", "switchback.on-changed-migration=fail");

    assertThat(failure.getDescription())
        .startsWith("Migration '20260102000000-jobs' – changed since it was applied");
    assertThat(failure.getAction())
        .isEqualTo("The property is 'switchback.on-changed-migration=warn'.");
  }

  @Test
  void a_wrong_configuration_needs_no_more_than_its_message() {
    FailureAnalysis failure = failure(JOBS, "switchback.data-source=nowhere");

    assertThat(failure.getDescription()).contains("'switchback.data-source' names it");
    assertThat(failure.getAction()).isNull();
  }
}
