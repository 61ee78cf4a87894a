package dev.switchback.cli;

import dev.switchback.LockHolder;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.cli.report.StatusReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page to FILE: the migrations, what 'up' would send, and a diagram of the"
              + " schema.")
  private @Nullable Path html;

  @Override
  public void run(Invocation invocation) {
    if (json && verify) {
      throw new ParameterException(
          invocation.command(),
          "--json and --verify cannot be combined: 'verify' has an exit code");
    }
    if (html != null && (json || verify)) {
      throw new ParameterException(
          invocation.command(), "--html cannot be combined with --json and --verify");
    }
    if (html != null) {
      new OutputFile("Report", html).write(invocation.ask(StatusReport::of).html(), invocation);
    } else if (json) {
      printJson(invocation);
    } else {
      invocation.execute(migrator -> print(migrator, invocation.terminal()));
    }
  }

  private static void printJson(Invocation invocation) {
    List<MigrationStatus> migrations = invocation.ask(Migrator::status);
    new StatusJson(migrations).printOn(invocation.terminal());
    if (!areApplied(migrations)) {
      invocation.exitWith(MigrateCommand.NOT_UP_TO_DATE);
    }
  }

  private void print(Migrator migrator, Terminal terminal) {
    List<MigrationStatus> migrations = migrator.status();
    Optional<LockHolder> holder =
        areApplied(migrations) ? Optional.empty() : lockHolder(migrator, terminal);
    new StatusPrinter(migrations, holder).printOn(terminal);
    if (verify) {
      new VerificationPrinter(migrator.verify()).printChangesOn(terminal);
    }
  }

  private static boolean areApplied(List<MigrationStatus> migrations) {
    return migrations.stream().allMatch(MigrationStatus::isSettled);
  }

  private static Optional<LockHolder> lockHolder(Migrator migrator, Terminal terminal) {
    try {
      return migrator.lockHolder();
    } catch (SwitchbackException e) {
      terminal.complain("The lock holder is not known. " + e.getMessage());
      return Optional.empty();
    }
  }
}
