package dev.switchback.cli;

import dev.switchback.Plan;

/** Prints a plan: its SQL as it is sent, and comments as the terminal can show them. */
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
