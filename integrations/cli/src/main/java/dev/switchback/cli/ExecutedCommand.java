package dev.switchback.cli;

import dev.switchback.Migrator;
import picocli.CommandLine.Command;

@Command(
    name = "executed",
    description = "List what is recorded as applied: a name on each line, in order.")
final class ExecutedCommand implements Subcommand {

  @Override
  public void run(Invocation invocation) {
    invocation.printNames(Migrator::executed);
  }
}
