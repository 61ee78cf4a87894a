package dev.switchback.cli;

import dev.switchback.Plan;

/** Prints a plan: SQL unchanged, and comments in characters that the terminal can show. */
record PlanPrinter(Plan plan) {

  void printOn(Terminal terminal) {
    plan.toString()
        .lines()
        .forEach(
            line -> {
              if (line.startsWith("-- ")) {
                terminal.print(line);
              } else {
                terminal.out().println(line);
              }
            });
  }
}
