package dev.switchback.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down:all", description = "Revert every applied migration, latest first.")
final class DownAllCommand implements Subcommand {

  @Mixin private Changed changed = new Changed();

  @Override
  public void run(Invocation invocation) {
    invocation.migrate(migrator -> changed.on(migrator).downAll(), DownCommand.NOTHING);
  }
}
