package dev.switchback.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "baseline",
    description = {
      "Record every migration up to NAME as applied, and run none.",
      "For a database that was created without Switchback. The schema history must be empty."
    })
final class BaselineCommand implements Subcommand {

  @Parameters(paramLabel = "NAME", description = "The last of them, as 'status' shows it.")
  private String name = "";

  @Mixin private Reason reason = new Reason();

  @Override
  public void run(Invocation invocation) {
    List<String> recorded = invocation.ask(migrator -> migrator.baseline(name, reason.text()));
    recorded.forEach(each -> invocation.terminal().print(each + "  recorded"));
  }
}
