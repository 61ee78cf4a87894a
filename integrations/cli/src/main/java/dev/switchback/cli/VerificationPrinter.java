package dev.switchback.cli;

import dev.switchback.Verification;
import dev.switchback.Verification.State;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Compares applied migrations with their present classes, human-readable: one line for each
 * migration.
 */
record VerificationPrinter(Verification verification) {

  void printOn(Terminal terminal) {
    List<Verification.Entry> entries = verification.migrations();
    Column states = Column.of(entries, entry -> entry.state().toString());
    for (int row = 0; row < entries.size(); row++) {
      Verification.Entry entry = entries.get(row);
      terminal.print(terminal.styled(style(entry.state()), states.left(row)) + "  " + entry.name());
      entry.toString().lines().skip(1).forEach(terminal::print);
    }
    terminal.print(counts(entries));
    if (count(entries, State.MISSING) > 0) {
      terminal.print(StatusPrinter.MISSING);
    }
  }

  /** Prints only the migrations that changed after they were applied. */
  void printChangesOn(Terminal terminal) {
    List<Verification.Entry> changed =
        verification.migrations().stream().filter(entry -> entry.state() == State.CHANGED).toList();
    for (Verification.Entry entry : changed) {
      terminal.print("Changed since it was applied: " + entry.name());
      entry.differences().forEach(line -> terminal.print("  " + line));
    }
    if (changed.isEmpty()) {
      terminal.print("Nothing was changed since it was applied.");
    }
  }

  private static String counts(List<Verification.Entry> entries) {
    if (entries.isEmpty()) {
      return "no migrations";
    }
    return Arrays.stream(State.values())
        .filter(state -> count(entries, state) > 0)
        .map(state -> count(entries, state) + " " + state)
        .collect(Collectors.joining(", "));
  }

  private static long count(List<Verification.Entry> entries, State state) {
    return entries.stream().filter(entry -> entry.state() == state).count();
  }

  private static Style style(State state) {
    return switch (state) {
      case UNCHANGED -> Style.fg_green;
      case REPLACED -> Style.faint;
      case PENDING, UNKNOWN -> Style.fg_yellow;
      case CHANGED, MISSING, UNFINISHED -> Style.fg_red;
    };
  }
}
