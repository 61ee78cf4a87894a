package dev.switchback.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

@Command(
    name = "up",
    aliases = "migrate",
    description = "Apply every pending migration, oldest first.")
final class UpCommand implements Subcommand {

  @ArgGroup private StepRange extent = new StepRange();

  @Override
  public void run(Invocation invocation) {
    invocation.migrate(
        migrator -> extent.choose(migrator::up, migrator::up, migrator::upTo), "up to date");
  }
}
