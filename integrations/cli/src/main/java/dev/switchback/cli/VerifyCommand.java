package dev.switchback.cli;

import dev.switchback.Migrator;
import dev.switchback.Verification;
import picocli.CommandLine.Command;

@Command(
    name = "verify",
    aliases = "validate",
    description = {
      "Compare the applied migrations with the current steps of their classes.",
      "Exits with 3 if something differs or is not applied."
    })
final class VerifyCommand implements Subcommand {

  @Override
  public void run(Invocation invocation) {
    Verification verification = invocation.ask(Migrator::verify);
    new VerificationPrinter(verification).printOn(invocation.terminal());
    if (!verification.isClean()) {
      invocation.exitWith(MigrateCommand.NOT_UP_TO_DATE);
    }
  }
}
