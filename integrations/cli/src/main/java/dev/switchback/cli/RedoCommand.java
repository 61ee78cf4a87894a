package dev.switchback.cli;

import dev.switchback.RedoReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "redo",
    description = "Revert the most recent migration, or several, and apply the same again.")
final class RedoCommand implements Subcommand {

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "At most N migrations (default: 1).",
      converter = StepRange.NumberOfSteps.class)
  private int steps = 1;

  @Mixin private Changed changed = new Changed();

  @Override
  public void run(Invocation invocation) {
    RedoReport report = invocation.watch(migrator -> changed.on(migrator).redo(steps));
    if (report.reverted().isEmpty()) {
      invocation.terminal().print(DownCommand.NOTHING);
    }
    new ReportPrinter(report.reverted()).printOn(invocation.terminal());
    new ReportPrinter(report.applied()).printOn(invocation.terminal());
  }
}
