package dev.switchback.cli;

import dev.switchback.LockHolder;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import dev.switchback.cli.report.Wording;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Prints the state of migrations, human-readable: one line each, the number in each state, and the
 * active run.
 */
record StatusPrinter(List<MigrationStatus> migrations, Optional<LockHolder> lockHolder) {

  /** Explains migrations that are recorded and have no class. */
  static final String MISSING =
      "Missing: recorded as applied, but without a class here. It cannot be reverted until you"
          + " restore the class. If the class is gone for good, run 'forget NAME --reason TEXT':"
          + " its changes stay in the schema.";

  void printOn(Terminal terminal) {
    Column states = Column.of(migrations, migration -> migration.state().toString());
    Column names = Column.of(migrations, MigrationStatus::name);
    for (int row = 0; row < migrations.size(); row++) {
      MigrationStatus migration = migrations.get(row);
      if (migration.isRepeatable() && (row == 0 || !migrations.get(row - 1).isRepeatable())) {
        terminal.print("Repeatable:");
      }
      String state = terminal.styled(style(migration.state()), states.left(row));
      String line = state + "  " + names.left(row) + "  " + Wording.lastRun(migration);
      terminal.print(line.stripTrailing());
      migration.unfinished().ifPresent(steps -> new StepPrinter(steps).printOn(terminal));
    }
    terminal.print(counts());
    explain(terminal);
  }

  private void explain(Terminal terminal) {
    lockHolder.ifPresent(holder -> terminal.print(Wording.activeRun(holder)));
    if (count(State.UNFINISHED) > 0) {
      terminal.print(
          lockHolder.isPresent()
              ? "Unfinished: the active run executes it, or an earlier run did not complete it. Run"
                  + " the same command again. It waits, then resumes, or tells you how to resolve"
                  + " it."
              : "Unfinished: a run began it and did not complete it. Run the same command again. It"
                  + " resumes, or tells you how to resolve it.");
    }
    if (count(State.MISSING) > 0) {
      terminal.print(MISSING);
    }
  }

  private String counts() {
    return count(State.APPLIED)
        + " applied, "
        + count(State.PENDING)
        + " pending"
        + countIfAny(State.REPLACED)
        + countIfAny(State.MISSING)
        + countIfAny(State.UNFINISHED);
  }

  private String countIfAny(State state) {
    long count = count(state);
    return count == 0 ? "" : ", " + count + " " + state;
  }

  private long count(State state) {
    return migrations.stream().filter(migration -> migration.state() == state).count();
  }

  private static Style style(State state) {
    return switch (state) {
      case APPLIED -> Style.fg_green;
      case REPLACED -> Style.faint;
      case PENDING -> Style.fg_yellow;
      case MISSING, UNFINISHED -> Style.fg_red;
    };
  }
}
