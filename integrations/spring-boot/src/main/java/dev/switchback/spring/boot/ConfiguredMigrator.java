package dev.switchback.spring.boot;

import dev.switchback.Migrator;
import dev.switchback.spring.boot.MigratorProperties.Mode;
import dev.switchback.spring.boot.MigratorProperties.When;
import org.jspecify.annotations.Nullable;

/**
 * A migrator of the application context.
 *
 * @param progress what its runs in this process do
 * @param database what it migrates; null if the application configured the migrator
 */
record ConfiguredMigrator(
    String name,
    Migrator migrator,
    Kind kind,
    Mode mode,
    When when,
    int order,
    RunProgress progress,
    @Nullable MigratedSchema database) {

  /** In the order in which they are migrated. */
  enum Kind {
    COMPONENT,
    APPLICATION
  }
}
