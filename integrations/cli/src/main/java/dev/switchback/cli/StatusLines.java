package dev.switchback.cli;

import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Help.Ansi.Style;

/** Where migrations stand, for people: a line for each, and how many are in which state. */
record StatusLines(List<MigrationStatus> migrations) {

  void printOn(Terminal terminal) {
    Column states = Column.of(migrations, migration -> migration.state().toString());
    Column names = Column.of(migrations, MigrationStatus::name);
    for (int row = 0; row < migrations.size(); row++) {
      MigrationStatus migration = migrations.get(row);
      String state = terminal.styled(style(migration.state()), states.left(row));
      String line = state + "  " + names.left(row) + "  " + time(migration);
      terminal.print(line.stripTrailing());
    }
    terminal.print(counts());
    if (count(State.MISSING) > 0) {
      terminal.print(
          "Missing: recorded as applied, but there is no class of this name here."
              + " It cannot be reverted until the class is back.");
    }
  }

  private String counts() {
    long missing = count(State.MISSING);
    return count(State.APPLIED)
        + " applied, "
        + count(State.PENDING)
        + " pending"
        + (missing == 0 ? "" : ", " + missing + " missing");
  }

  private long count(State state) {
    return migrations.stream().filter(migration -> migration.state() == state).count();
  }

  private static Style style(State state) {
    return switch (state) {
      case APPLIED -> Style.fg_green;
      case PENDING -> Style.fg_yellow;
      case MISSING -> Style.fg_red;
    };
  }

  private static String time(MigrationStatus migration) {
    return migration
        .appliedAt()
        .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
        .orElse("");
  }
}
