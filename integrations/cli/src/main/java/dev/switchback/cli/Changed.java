package dev.switchback.cli;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.Migrator;
import picocli.CommandLine.Option;

/** The option that takes the way back from a class that was changed since it was applied. */
final class Changed {

  @Option(
      names = "--changed",
      description =
          "Revert changed migrations too: undo what their classes say now, not what was applied.")
  private boolean isTaken;

  /** {@code migrator}, with the answer that was given. */
  Migrator on(Migrator migrator) {
    return isTaken ? migrator.withChangedMigrations(ChangedMigrationPolicy.IGNORE) : migrator;
  }
}
