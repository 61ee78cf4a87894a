package dev.switchback.cli;

import dev.switchback.Migrator;
import picocli.CommandLine.Command;

@Command(name = "init", description = "Create Switchback's metadata tables, and run nothing.")
final class InitCommand implements Subcommand {

  @Override
  public void run(Invocation invocation) {
    invocation.execute(Migrator::init);
    invocation.terminal().print("Switchback's metadata tables exist; no migration was run");
  }
}
