package dev.switchback.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rename",
    description = {
      "Record an applied migration under the new name of its class. Runs nothing.",
      "For a class that was renamed after its migration was applied."
    })
final class RenameCommand implements Subcommand {

  @Parameters(paramLabel = "OLD", description = "The name in the history, as 'status' shows it.")
  private String before = "";

  @Parameters(paramLabel = "NEW", description = "The name of the class now, as 'status' shows it.")
  private String after = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "The reason, which is recorded in the schema history.",
      required = true)
  private String reason = "";

  @Override
  public void run(Invocation invocation) {
    invocation.execute(migrator -> migrator.rename(before, after, reason));
    invocation.terminal().print(before + "  renamed to " + after);
  }
}
