package dev.switchback.cli;

import dev.switchback.Adoption;

/** Prints the entries of another tool's history, human-readable: one line each. */
record AdoptionPrinter(Adoption adoption) {

  void printOn(Terminal terminal) {
    adoption.toString().lines().forEach(terminal::print);
    if (adoption.entries().isEmpty()) {
      terminal.print(adoption.from().table() + " is empty");
    }
  }
}
