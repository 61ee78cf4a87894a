package dev.switchback.spring.boot;

import dev.switchback.MigrationStatus;
import dev.switchback.MigratorDescription;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The endpoint {@code switchback}: each migrator and its migrations. Changes nothing. */
@Endpoint(id = "switchback")
public final class SwitchbackEndpoint {

  private final ConfiguredMigrators migrators;

  SwitchbackEndpoint(ConfiguredMigrators migrators) {
    this.migrators = migrators;
  }

  /**
   * All migrators.
   *
   * @param migrators by name, in the order in which they are migrated
   */
  public record Migrators(Map<String, MigratorReport> migrators) {}

  /**
   * A migrator.
   *
   * @param mode migrate, verify or none
   * @param when before-beans, after-start or manually
   * @param dataSource its class, and the name of its pool
   * @param schema null for the current schema of the connection
   * @param packages the packages that are searched for migrations
   * @param activity what a run in this process does now; null if there is none
   * @param lockHolder the run that holds the lock, in any process; null if there is none, or if all
   *     migrations are applied
   * @param failure why the migrations could not be read; null if they were read
   */
  public record MigratorReport(
      String mode,
      String when,
      String dataSource,
      @Nullable String schema,
      String tablePrefix,
      List<String> packages,
      @Nullable String activity,
      @Nullable String lockHolder,
      @Nullable String failure,
      List<MigrationReport> migrations) {}

  /**
   * A migration.
   *
   * @param state applied, pending, missing or unfinished
   * @param appliedAt by the clock of the database; null if it is not applied. A repeatable
   *     migration that is pending has it if it ran before
   * @param steps the completed steps, if it is unfinished
   */
  public record MigrationReport(
      String name, String state, @Nullable Instant appliedAt, @Nullable String steps) {}

  /** Reads the state of each migrator from its database. */
  @ReadOperation
  public Migrators migrators() {
    Map<String, MigratorReport> described = new LinkedHashMap<>();
    for (ConfiguredMigrator migrator : migrators) {
      described.put(migrator.name(), describe(migrator));
    }
    return new Migrators(described);
  }

  private static MigratorReport describe(ConfiguredMigrator migrator) {
    MigratorState state = MigratorStates.read(migrator);
    MigratorDescription configured = migrator.migrator().description();
    return new MigratorReport(
        kebab(migrator.mode()),
        kebab(migrator.when()),
        configured.dataSource(),
        configured.schemaOrNull(),
        configured.tablePrefix(),
        configured.packages(),
        migrator.progress().current().map(RunProgress.Activity::description).orElse(null),
        state.lockHolder() == null ? null : state.lockHolder().toString(),
        state.failure(),
        state.migrations().stream().map(SwitchbackEndpoint::describe).toList());
  }

  private static MigrationReport describe(MigrationStatus migration) {
    return new MigrationReport(
        migration.name(),
        migration.state().toString(),
        migration.appliedAt().orElse(null),
        migration.unfinished().map(Object::toString).orElse(null));
  }

  private static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
