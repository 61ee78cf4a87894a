package dev.switchback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a migrator, for endpoints, logs and tests; see {@link Migrator#description}.
 * Contains no URL, user or password. The options are those of {@link MigratorBuilder}.
 *
 * @param dataSource the class of the data source, with the name of its pool if it is a HikariCP
 *     pool: {@code com.zaxxer.hikari.HikariDataSource 'chat'}; for {@code url(…)}, the beginning of
 *     the URL up to the product: {@code jdbc:postgresql:}
 * @param schemaOrNull the schema; null for the current schema of the connection
 * @param metadataSchemaOrNull the schema of the metadata tables; null for the migrated schema
 * @param packages the packages that are searched for migrations
 * @param classes the names of the classes that are given as a list
 * @param statementTimeout zero for no limit
 * @param untestedServers the names given to {@link MigratorBuilder#acceptUntested}
 */
public record MigratorDescription(
    String dataSource,
    @Nullable String schemaOrNull,
    @Nullable String metadataSchemaOrNull,
    String tablePrefix,
    List<String> packages,
    List<String> classes,
    ChangedMigrationPolicy onChangedMigration,
    OutOfOrder outOfOrder,
    Duration migrationLockTimeout,
    Duration leaseTimeout,
    Duration statementTimeout,
    Duration statementLockTimeout,
    int lockWaitRetries,
    Set<String> untestedServers) {

  /** Copies the lists. */
  public MigratorDescription {
    packages = List.copyOf(packages);
    classes = List.copyOf(classes);
    untestedServers = Set.copyOf(untestedServers);
  }

  /** Returns the schema; empty for the current schema of the connection. */
  public Optional<String> schema() {
    return Optional.ofNullable(schemaOrNull);
  }

  /** Returns the schema of the metadata tables; empty for the migrated schema. */
  public Optional<String> metadataSchema() {
    return Optional.ofNullable(metadataSchemaOrNull);
  }
}
