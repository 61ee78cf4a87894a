package dev.switchback.cli;

import dev.switchback.Migrator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
    name = "down",
    aliases = "rollback",
    description = "Revert the most recent migration, or several, latest first; or only NAME.")
final class DownCommand implements Subcommand {

  static final String NOTHING = "nothing to revert";

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Revert only this migration, if no later one that is applied uses its tables.")
  private @Nullable String name;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description =
          "With NAME: why no later migration needs it, if that cannot be known. It is logged.")
  private @Nullable String reason;

  @ArgGroup private StepRange extent = new StepRange();

  @Mixin private Changed changed = new Changed();

  @Override
  public void run(Invocation invocation) {
    requireOneExtent(invocation);
    invocation.migrate(
        migrator -> {
          Migrator asked = changed.on(migrator);
          return name == null
              ? extent.choose(asked::down, asked::down, asked::downTo)
              : reason == null ? asked.downOnly(name) : asked.downOnly(name, reason);
        },
        NOTHING);
  }

  private void requireOneExtent(Invocation invocation) {
    if (name != null && extent.isGiven()) {
      throw new ParameterException(
          invocation.command(),
          "NAME reverts one migration: leave out --step and --to. 'down --to NAME' reverts"
              + " everything down to it");
    }
    if (name == null && reason != null) {
      throw new ParameterException(invocation.command(), "--reason requires NAME");
    }
  }
}
