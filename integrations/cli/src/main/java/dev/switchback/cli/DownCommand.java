package dev.switchback.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

@Command(name = "down", description = "Revert the most recent migration, or several, latest first.")
final class DownCommand implements Subcommand {

  static final String NOTHING = "nothing to revert";

  @ArgGroup private Extent extent = new Extent();

  @Override
  public void run(Invocation invocation) {
    invocation.migrate(
        migrator -> extent.choose(migrator::down, migrator::down, migrator::downTo), NOTHING);
  }
}
