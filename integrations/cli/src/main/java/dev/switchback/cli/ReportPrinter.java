package dev.switchback.cli;

import dev.switchback.MigrationReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi.Style;

/** What a run did, for people: a line for each migration, and their sum; and what went wrong. */
record ReportPrinter(MigrationReport report) {

  /** Longer times are shown in seconds. */
  private static final Duration LONG = Duration.ofSeconds(10);

  /** Prints nothing but warnings, if the run did nothing. */
  void printOn(Terminal terminal) {
    List<MigrationReport.Entry> migrations = report.migrations();
    Column names = Column.of(migrations, MigrationReport.Entry::name);
    Column times = Column.of(migrations, migration -> time(migration.duration()));
    for (int row = 0; row < migrations.size(); row++) {
      terminal.print(
          names.left(row)
              + "  "
              + terminal.styled(Style.fg_green, verb())
              + "  "
              + times.right(row));
    }
    if (!migrations.isEmpty()) {
      terminal.print(sum());
    }
    report.warnings().forEach(warning -> terminal.complain("Warning: " + warning));
  }

  private String sum() {
    int count = report.migrations().size();
    return count + (count == 1 ? " migration " : " migrations ") + verb() + " in " + time(total());
  }

  /** Of the times as they are shown: who adds them up shall get the same. */
  private Duration total() {
    return Duration.ofMillis(
        report.migrations().stream().mapToLong(migration -> migration.duration().toMillis()).sum());
  }

  private String verb() {
    return switch (report.direction()) {
      case UP -> "applied";
      case DOWN -> "reverted";
    };
  }

  private static String time(Duration duration) {
    return duration.compareTo(LONG) < 0
        ? duration.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
