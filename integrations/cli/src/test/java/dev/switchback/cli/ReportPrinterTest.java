package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Direction;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationReport.Entry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPrinterTest {

  private static final String FIRST = "20250101000000-first";
  private static final String SECOND = "20250102000000-the-second-one";

  @Test
  void aligns_names_and_times() {
    assertThat(lines(Direction.UP, entry(FIRST, 1_234), entry(SECOND, 7), entry("3", 56)))
        .containsExactly(
            "20250101000000-first           applied  1234 ms",
            "20250102000000-the-second-one  applied     7 ms",
            "3                              applied    56 ms",
            "3 migrations applied in 1297 ms");
  }

  @Test
  void shows_a_long_time_in_seconds() {
    assertThat(lines(Direction.DOWN, entry(SECOND, 9_999), entry(FIRST, 75_049)))
        .containsExactly(
            "20250102000000-the-second-one  reverted  9999 ms",
            "20250101000000-first           reverted   75.0 s",
            "2 migrations reverted in 85.0 s");
  }

  @Test
  void adds_up_the_times_as_they_are_shown() {
    Duration almostTwo = Duration.ofNanos(1_999_999);

    assertThat(lines(Direction.UP, new Entry(FIRST, almostTwo), new Entry(SECOND, almostTwo)))
        .last()
        .isEqualTo("2 migrations applied in 2 ms");
  }

  @Test
  void says_migration_of_a_single_one() {
    assertThat(lines(Direction.UP, entry(FIRST, 3)))
        .last()
        .isEqualTo("1 migration applied in 3 ms");
  }

  @Test
  void shows_what_went_wrong_beside_it_on_the_other_side() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    new ReportPrinter(new MigrationReport(Direction.UP, List.of(), List.of("Listener 'X' failed.")))
        .printOn(Terminal.of(new PrintWriter(out), new PrintWriter(err)));

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).containsExactly("Warning: Listener 'X' failed.");
  }

  @Test
  void says_nothing_of_an_empty_report() {
    assertThat(lines(Direction.UP)).isEmpty();
  }

  private static List<String> lines(Direction direction, Entry... migrations) {
    StringWriter out = new StringWriter();
    new ReportPrinter(new MigrationReport(direction, List.of(migrations)))
        .printOn(Terminal.of(new PrintWriter(out), new PrintWriter(new StringWriter())));
    return out.toString().lines().toList();
  }

  private static Entry entry(String name, long milliseconds) {
    return new Entry(name, Duration.ofMillis(milliseconds));
  }
}
