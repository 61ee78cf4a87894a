package dev.switchback.spring.boot;

import dev.switchback.Migrator;
import dev.switchback.spring.boot.MigratorProperties.Mode;
import dev.switchback.spring.boot.MigratorProperties.When;
import org.jspecify.annotations.Nullable;

/**
 * A migrator of the application context.
 *
 * @param database what it migrates; null if the application configured the migrator
 */
record ConfiguredMigrator(
    String name,
    Migrator migrator,
    Kind kind,
    Mode mode,
    When when,
    int order,
    @Nullable MigratedSchema database) {

  /** In the order in which they are migrated. */
  enum Kind {
    COMPONENT,
    APPLICATION
  }

  ConfiguredMigrator with(Migrator other) {
    return new ConfiguredMigrator(name, other, kind, mode, when, order, database);
  }
}
