package dev.switchback.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Lists all commands, and the options that each of them has. */
@Command(
    name = "migrate",
    description = "Applies and reverts database migrations.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      DownAllCommand.class,
      RedoCommand.class,
      PlanCommand.class,
      StatusCommand.class,
      PendingCommand.class,
      ExecutedCommand.class,
      VerifyCommand.class,
      SchemaCommand.class,
      BaselineCommand.class,
      RenameCommand.class,
      AcceptCommand.class,
      ForgetCommand.class,
      AdoptCommand.class,
      ResolveCommand.class,
      InitCommand.class,
      CreateCommand.class,
      HelpCommand.class
    },
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:A migration failed, was left unfinished and cannot be resumed, or would fail, by 'plan'.",
      "2:Wrong usage or configuration, or the database cannot be reached.",
      "3:Not everything is applied, or something differs or blocks others; by 'status --json',"
          + " 'verify', 'schema --check', 'plan --check' and 'plan --lint'."
    })
final class Commands {

  @Option(
      names = "--stacktrace",
      description = "Show the stack trace of an error.",
      scope = ScopeType.INHERIT)
  private boolean stackTrace;

  @Option(
      names = {"-h", "--help"},
      description = "Show this help.",
      usageHelp = true,
      scope = ScopeType.INHERIT)
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Show the version of Switchback.",
      versionHelp = true)
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean version;

  boolean stackTrace() {
    return stackTrace;
  }
}
