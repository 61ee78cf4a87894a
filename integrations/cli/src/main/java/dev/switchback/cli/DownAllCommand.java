package dev.switchback.cli;

import dev.switchback.Migrator;
import picocli.CommandLine.Command;

@Command(name = "down:all", description = "Revert every applied migration, latest first.")
final class DownAllCommand implements Subcommand {

  @Override
  public void run(Invocation invocation) {
    invocation.migrate(Migrator::downAll, DownCommand.NOTHING);
  }
}
