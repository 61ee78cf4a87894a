package dev.switchback.cli;

import dev.switchback.Direction;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.SwitchbackException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "down:all", description = "Revert every applied migration, latest first.")
final class DownAllCommand implements Subcommand {

  /** The question shows no more losses than fit on a screen. */
  private static final int SHOWN = 10;

  @Option(
      names = "--yes",
      description = "Do not ask. Without it, a terminal asks before data is lost.")
  private boolean yes;

  @Mixin private Changed changed = new Changed();

  @Override
  public void run(Invocation invocation) {
    if (yes || !invocation.terminal().isLive() || isConfirmed(invocation)) {
      invocation.migrate(migrator -> changed.on(migrator).downAll(), DownCommand.NOTHING);
    } else {
      invocation.terminal().print("Nothing was run.");
      invocation.exitWith(MigrateCommand.WRONG_USAGE);
    }
  }

  /** Asks if data would be lost, or if that is not known. */
  private static boolean isConfirmed(Invocation invocation) {
    Optional<List<String>> losses = invocation.ask(DownAllCommand::losses);
    if (losses.isPresent() && losses.get().isEmpty()) {
      return true;
    }
    Terminal terminal = invocation.terminal();
    losses.ifPresent(known -> print(known, terminal));
    return terminal.isConfirmed("Revert all migrations? Type 'yes' to continue: ");
  }

  /** Returns what the plan loses. Empty if no loss is known, but there may be one. */
  private static Optional<List<String>> losses(Migrator migrator) {
    try {
      Plan plan = migrator.plan(Direction.DOWN);
      List<String> losses =
          plan.migrations().stream()
              .flatMap(migration -> migration.steps().stream())
              .flatMap(step -> step.loses().stream())
              .toList();
      return losses.isEmpty() && !plan.isComplete() ? Optional.empty() : Optional.of(losses);
    } catch (SwitchbackException e) {
      return Optional.empty(); // the run fails with the same error, and says so
    }
  }

  private static void print(List<String> losses, Terminal terminal) {
    terminal.print("down:all loses");
    losses.stream().limit(SHOWN).forEach(what -> terminal.print("  " + what));
    if (losses.size() > SHOWN) {
      terminal.print("  and more: see 'plan --direction down:all'");
    }
  }
}
