package dev.switchback.cli;

import dev.switchback.Adoption;

/** Prints the entries of another tool's history, human-readable: one line each. */
record AdoptionPrinter(Adoption adoption) {

  void printOn(Terminal terminal) {
    Column names = Column.of(adoption.entries(), Adoption.Entry::name);
    for (int row = 0; row < adoption.entries().size(); row++) {
      Adoption.Entry entry = adoption.entries().get(row);
      String migration = entry.migration().orElse("");
      String what =
          switch (entry.state()) {
            case COVERED -> "covered by " + migration;
            case RECORDED -> "recorded already as " + migration;
            case ELSEWHERE -> "no migration here";
          };
      terminal.print(names.left(row) + "  " + what);
    }
    if (adoption.entries().isEmpty()) {
      terminal.print(adoption.from().table() + " is empty");
    }
  }
}
