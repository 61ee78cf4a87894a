package dev.switchback.cli;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.Migrator;
import picocli.CommandLine.Option;

/** The option that allows reverting a class that changed after it was applied. */
final class Changed {

  @Option(
      names = "--changed",
      description =
          "Revert changed migrations too: undo the classes as they are now, not the applied steps.")
  private boolean isTaken;

  /** Returns {@code migrator} with the policy that the option selects. */
  Migrator on(Migrator migrator) {
    return isTaken ? migrator.withChangedMigrations(ChangedMigrationPolicy.IGNORE) : migrator;
  }
}
