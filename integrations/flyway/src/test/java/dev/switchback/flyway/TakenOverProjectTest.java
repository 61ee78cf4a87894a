package dev.switchback.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Adoption;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationTool;
import dev.switchback.Migrator;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A project with 40 versioned and 5 repeatable scripts, which Flyway itself has run. */
class TakenOverProjectTest {

  private static final String OLD = "20250101000000-old-scripts";
  private static final String NEXT = "20250201000000-add-notes-to-customers";

  /** MariaDB has the scripts of MySQL. */
  private static String location(TestDatabase kind) {
    TestDatabase scripts = kind == TestDatabase.MARIADB ? TestDatabase.MYSQL : kind;
    return "shop/" + scripts.name().toLowerCase(Locale.ROOT);
  }

  private static Migrator migrator(TestDatabase kind, FreshDatabase database) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(
            List.of(M20250101000000_OldScripts.class, M20250201000000_AddNotesToCustomers.class))
        .factory(
            type ->
                type == M20250101000000_OldScripts.class
                    ? new M20250101000000_OldScripts(List.of(location(kind)), Map.of())
                    : new M20250201000000_AddNotesToCustomers())
        .build();
  }

  private static void flyway(TestDatabase kind, FreshDatabase database) {
    FluentConfiguration flyway =
        Flyway.configure()
            .dataSource(database.dataSource())
            .locations("classpath:" + location(kind));
    // otherwise CREATE INDEX CONCURRENTLY waits for Flyway's own transaction
    flyway
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    assertThat(flyway.load().migrate().migrationsExecuted).isEqualTo(45);
  }

  @ParameterizedTest
  @EnumSource
  void is_adopted_and_goes_on_with_the_next_migration(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        Migrator migrator = migrator(kind, database)) {
      flyway(kind, database);

      Adoption adopted = migrator.adopt(MigrationTool.FLYWAY, "from Flyway");

      assertThat(adopted.names()).containsExactly(OLD);
      assertThat(adopted.entries())
          .hasSize(45)
          .allMatch(entry -> entry.state() == Adoption.State.COVERED);
      assertThat(migrator.up().names()).containsExactly(NEXT);
      assertThat(migrator.status())
          .extracting(MigrationStatus::state)
          .containsOnly(MigrationStatus.State.APPLIED);
      assertThat(migrator.verify().isClean()).isTrue();
      assertThat(migrator.adopt(MigrationTool.FLYWAY, "again").entries())
          .allMatch(entry -> entry.state() == Adoption.State.RECORDED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_new_database_becomes_what_flyway_makes(TestDatabase kind) throws Exception {
    try (FreshDatabase old = kind.server().createDatabase();
        FreshDatabase fresh = kind.server().createDatabase();
        Migrator oldMigrator = migrator(kind, old);
        Migrator freshMigrator = migrator(kind, fresh)) {
      flyway(kind, old);
      oldMigrator.adopt(MigrationTool.FLYWAY, "from Flyway");
      oldMigrator.up();

      assertThat(freshMigrator.plan().isRefused()).isFalse();
      assertThat(freshMigrator.up().names()).containsExactly(OLD, NEXT);

      assertThat(
              freshMigrator
                  .snapshot()
                  .differencesFrom(
                      oldMigrator.snapshot().without(List.of(MigrationTool.FLYWAY.table()))))
          .isEmpty();
      assertThat(Facts.of(kind, fresh)).isEqualTo(Facts.of(kind, old));
      assertThat(freshMigrator.verify().isClean()).isTrue();
    }
  }
}
