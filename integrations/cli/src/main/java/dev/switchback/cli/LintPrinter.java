package dev.switchback.cli;

import dev.switchback.Plan;
import dev.switchback.cli.report.Wording;

/** Prints the steps of a plan that block other sessions, human-readable. */
record LintPrinter(Plan plan) {

  void printOn(Terminal terminal) {
    int hazardous = 0;
    for (Plan.Entry entry : plan.migrations()) {
      for (Plan.Step step : entry.steps()) {
        if (!step.hazards().isEmpty()) {
          print(entry.name(), step, terminal);
          hazardous += step.isHazardous() ? 1 : 0;
        }
      }
      entry.end().ifPresent(end -> terminal.print(entry.name() + ": not all of it is known"));
    }
    terminal.print(
        switch (hazardous) {
          case 0 -> "no step blocks other sessions";
          case 1 -> "1 step blocks other sessions";
          default -> hazardous + " steps block other sessions";
        });
  }

  private static void print(String migration, Plan.Step step, Terminal terminal) {
    terminal.print(
        "%s: %s%s"
            .formatted(
                migration,
                step.description(),
                step.size().map(size -> " " + Wording.sizeOf(size)).orElse("")));
    if (step.acknowledged().isPresent()) {
      terminal.print("  acknowledged: " + step.acknowledged().get());
      return;
    }
    step.hazards()
        .forEach(
            hazard -> {
              terminal.print("  " + hazard);
              terminal.print("  instead: " + hazard.safeWay());
            });
  }
}
