package dev.switchback.cli;

import dev.switchback.Plan;
import dev.switchback.cli.report.Wording;
import dev.switchback.dialect.Hazard;
import java.util.function.Predicate;

/** Prints the steps of a plan that affect other sessions, human-readable. */
record LintPrinter(Plan plan) {

  void printOn(Terminal terminal) {
    int blocking = 0;
    int breaking = 0;
    for (Plan.Entry entry : plan.migrations()) {
      for (Plan.Step step : entry.steps()) {
        if (!step.hazards().isEmpty()) {
          print(entry.name(), step, terminal);
          blocking += has(step, Hazard::isBlocking);
          breaking += has(step, hazard -> !hazard.isBlocking());
        }
      }
      entry.end().ifPresent(end -> terminal.print(entry.name() + ": not all of it is known"));
    }
    String blocks = count(blocking, "blocks", "block", " other sessions");
    String breaks = count(breaking, "breaks", "break", " the previous release");
    terminal.print(breaking == 0 ? blocks : blocking == 0 ? breaks : blocks + ", " + breaks);
  }

  /** Returns 1 if a step has such a hazard that is not acknowledged, and 0 otherwise. */
  private static int has(Plan.Step step, Predicate<Hazard> kind) {
    return step.isHazardous() && step.hazards().stream().anyMatch(kind) ? 1 : 0;
  }

  private static String count(int steps, String one, String several, String whom) {
    return switch (steps) {
      case 0 -> "no step " + one + whom;
      case 1 -> "1 step " + one + whom;
      default -> steps + " steps " + several + whom;
    };
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
