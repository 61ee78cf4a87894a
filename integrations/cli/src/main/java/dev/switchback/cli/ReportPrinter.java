package dev.switchback.cli;

import dev.switchback.MigrationReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Prints the report of a run, human-readable: one line for each migration, their total, and
 * warnings.
 */
record ReportPrinter(MigrationReport report) {

  /** The time from which times are shown in seconds. */
  private static final Duration LONG = Duration.ofSeconds(10);

  /** Prints only warnings if the run did nothing. */
  void printOn(Terminal terminal) {
    List<MigrationReport.Entry> migrations = report.migrations();
    Column names = Column.of(migrations, MigrationReport.Entry::name);
    Column times = Column.of(migrations, migration -> time(migration.duration()));
    for (int row = 0; row < migrations.size(); row++) {
      terminal.print(
          names.left(row)
              + "  "
              + terminal.styled(Style.fg_green, verb(migrations.get(row)))
              + (migrations.get(row).isOnlyRecorded() ? "" : "  " + times.right(row)));
    }
    if (!migrations.isEmpty()) {
      terminal.print(sum());
    }
    report.warnings().forEach(warning -> terminal.complain("Warning: " + warning));
  }

  private String sum() {
    long recorded = report.migrations().stream().filter(each -> each.isOnlyRecorded()).count();
    long count = report.migrations().size() - recorded;
    String executed =
        count + (count == 1 ? " migration " : " migrations ") + verb() + " in " + time(total());
    String only =
        "%d recorded in place of the migrations that %s"
            .formatted(recorded, recorded == 1 ? "it replaces" : "they replace");
    return recorded == 0 ? executed : count == 0 ? only : executed + ", " + only;
  }

  private String verb(MigrationReport.Entry migration) {
    return migration.isOnlyRecorded() ? "recorded" : verb();
  }

  /** Sums up the times as they are shown, so that the total matches them. */
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
