package dev.switchback.cli;

import dev.switchback.Migrator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "down",
    aliases = "rollback",
    description = "Revert the most recent migration, or several, latest first.")
final class DownCommand implements Subcommand {

  static final String NOTHING = "nothing to revert";

  @ArgGroup private StepRange extent = new StepRange();

  @Mixin private Changed changed = new Changed();

  @Override
  public void run(Invocation invocation) {
    invocation.migrate(
        migrator -> {
          Migrator asked = changed.on(migrator);
          return extent.choose(asked::down, asked::down, asked::downTo);
        },
        NOTHING);
  }
}
