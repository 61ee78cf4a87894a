package dev.switchback.cli;

import dev.switchback.Migrator;
import picocli.CommandLine.Command;

@Command(
    name = "pending",
    description = "List what 'up' would apply: a name on each line, in that order.")
final class PendingCommand implements Subcommand {

  @Override
  public void run(Invocation invocation) {
    invocation.printNames(Migrator::pending);
  }
}
