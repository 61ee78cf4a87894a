package dev.switchback.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(name = "help", description = "Show the commands, or the help of one of them.")
final class HelpCommand implements Subcommand {

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
  private @Nullable String name;

  @Override
  public void run(Invocation invocation) {
    CommandLine root = invocation.command().getParent();
    CommandLine shown = name == null ? root : root.getSubcommands().get(name);
    if (shown == null) {
      throw new UnmatchedArgumentException(root, List.of(name));
    }
    shown.usage(invocation.terminal().out());
  }
}
