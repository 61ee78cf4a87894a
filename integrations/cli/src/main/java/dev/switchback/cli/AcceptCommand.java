package dev.switchback.cli;

import dev.switchback.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "accept",
    description = {
      "Record an applied migration as its class is now. Runs nothing.",
      "For a class that was changed after its migration was applied, if the database is right."
    })
final class AcceptCommand implements Subcommand {

  @Parameters(paramLabel = "NAME", description = "The migration, as 'verify' shows it.")
  private String name = "";

  @Mixin private Reason reason = new Reason();

  @Override
  public void run(Invocation invocation) {
    Verification.Entry accepted = invocation.ask(migrator -> migrator.accept(name, reason.text()));
    boolean isSame = accepted.state() == Verification.State.UNCHANGED;
    invocation.terminal().print(accepted.name() + (isSame ? "  unchanged" : "  accepted"));
    accepted.differences().forEach(line -> invocation.terminal().print("  " + line));
  }
}
