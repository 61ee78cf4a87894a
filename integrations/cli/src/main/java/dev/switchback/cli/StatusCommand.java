package dev.switchback.cli;

import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import dev.switchback.Migrator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(name = "status", aliases = "info", description = "List every migration and its state.")
final class StatusCommand implements Subcommand {

  @Option(
      names = "--json",
      description = "Print JSON, and exit with 3 if not everything is applied.")
  private boolean json;

  @Option(
      names = "--verify",
      description = "Also show the changes that 'verify' finds, step by step.")
  private boolean verify;

  @Override
  public void run(Invocation invocation) {
    if (json && verify) {
      throw new ParameterException(
          invocation.command(),
          "--json and --verify cannot be combined: 'verify' has an exit code");
    }
    List<MigrationStatus> migrations = invocation.ask(Migrator::status);
    if (!json) {
      new StatusPrinter(migrations).printOn(invocation.terminal());
      if (verify) {
        new VerificationPrinter(invocation.ask(Migrator::verify))
            .printChangesOn(invocation.terminal());
      }
      return;
    }
    new StatusJson(migrations).printOn(invocation.terminal());
    if (migrations.stream().anyMatch(migration -> migration.state() != State.APPLIED)) {
      invocation.exitWith(MigrateCommand.NOT_UP_TO_DATE);
    }
  }
}
