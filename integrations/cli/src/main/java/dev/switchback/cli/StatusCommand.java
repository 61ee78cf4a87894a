package dev.switchback.cli;

import dev.switchback.Migrator;
import picocli.CommandLine.Command;

@Command(name = "status", description = "List every migration and where it stands.")
final class StatusCommand implements Subcommand {

  @Override
  public void run(Invocation invocation) {
    new StatusLines(invocation.ask(Migrator::status)).printOn(invocation.terminal());
  }
}
