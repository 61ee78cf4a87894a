package dev.switchback.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "forget",
    description = {
      "Delete an applied migration from the schema history. Runs nothing.",
      "For a class that is gone for good. The changes of the migration stay in the schema."
    })
final class ForgetCommand implements Subcommand {

  @Parameters(paramLabel = "NAME", description = "The migration, as 'status' shows it.")
  private String name = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "The reason, which is logged.",
      required = true)
  private String reason = "";

  @Override
  public void run(Invocation invocation) {
    String forgotten = invocation.ask(migrator -> migrator.forget(name, reason));
    invocation.terminal().print(forgotten + "  forgotten");
    invocation
        .terminal()
        .print(
            "Its changes stay in the schema. If its class comes back, it is pending, and 'up'"
                + " applies it again.");
  }
}
