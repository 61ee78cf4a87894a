package dev.switchback.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private Reason reason = new Reason();

  @Override
  public void run(Invocation invocation) {
    invocation.execute(migrator -> migrator.rename(before, after, reason.text()));
    invocation.terminal().print(before + "  renamed to " + after);
  }
}
