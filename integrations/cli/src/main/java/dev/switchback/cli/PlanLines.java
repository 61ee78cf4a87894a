package dev.switchback.cli;

import dev.switchback.Plan;
import java.util.ArrayList;
import java.util.List;

/** What a run would do, for people: SQL, with comments that say what it is for. */
record PlanLines(Plan plan) {

  void printOn(Terminal terminal) {
    int statements = plan.sql().size();
    comment(
        terminal,
        "%s, %s: %s, %s"
            .formatted(
                plan.dialect(),
                plan.direction(),
                count(plan.migrations().size(), "migration"),
                count(statements, "statement")));
    plan.migrations().forEach(entry -> print(entry, terminal));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static void print(Plan.Entry entry, Terminal terminal) {
    terminal.print("");
    comment(terminal, entry.name());
    for (Plan.Step step : entry.steps()) {
      terminal.print("");
      comment(terminal, step.description() + remarks(step));
      step.sql().forEach(sql -> terminal.out().println(sql + ";")); // as it is sent
    }
    entry
        .end()
        .ifPresent(
            end -> {
              terminal.print("");
              String what = end.isRefused() ? "it would be refused: " : "no more is known: ";
              comment(terminal, what + end.reason());
            });
  }

  private static String remarks(Plan.Step step) {
    List<String> remarks = new ArrayList<>();
    step.loses().ifPresent(what -> remarks.add("loses " + what));
    if (step.isOutsideTransaction()) {
      remarks.add("outside the transaction");
    }
    if (step.isAfterQuery()) {
      remarks.add("after a look at the database");
    }
    step.unknown().ifPresent(remarks::add);
    if (step.isHazardous()) {
      step.hazards().forEach(hazard -> remarks.add("blocks " + hazard.blocks()));
    }
    step.acknowledged().ifPresent(reason -> remarks.add("acknowledged: " + reason));
    return remarks.isEmpty() ? "" : ": " + String.join("; ", remarks);
  }

  private static void comment(Terminal terminal, String text) {
    terminal.print("-- " + text.replaceAll("\\R", " "));
  }
}
