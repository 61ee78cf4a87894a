package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Direction;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationReport.Entry;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalTest {

  private static final String FIRST = "20250101000000-first";
  private static final String SECOND = "20250102000000-the-second-one";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aligns_names_and_times() {
    terminal()
        .print(
            new MigrationReport(
                Direction.UP, List.of(entry(FIRST, 1_234), entry(SECOND, 7), entry("3", 56))));

    assertThat(out.toString().lines())
        .containsExactly(
            "20250101000000-first           applied  1234 ms",
            "20250102000000-the-second-one  applied     7 ms",
            "3                              applied    56 ms",
            "3 migrations applied in 1297 ms");
  }

  @Test
  void shows_a_long_time_in_seconds() {
    terminal()
        .print(
            new MigrationReport(
                Direction.DOWN, List.of(entry(SECOND, 9_999), entry(FIRST, 75_049))));

    assertThat(out.toString().lines())
        .containsExactly(
            "20250102000000-the-second-one  reverted  9999 ms",
            "20250101000000-first           reverted   75.0 s",
            "2 migrations reverted in 85.0 s");
  }

  @Test
  void says_migration_of_a_single_one() {
    terminal().print(new MigrationReport(Direction.UP, List.of(entry(FIRST, 3))));

    assertThat(out.toString().lines()).last().isEqualTo("1 migration applied in 3 ms");
  }

  @Test
  void says_nothing_of_an_empty_report() {
    terminal().print(new MigrationReport(Direction.UP, List.of()));

    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aligns_states_and_shows_times_in_utc_to_the_second() {
    terminal()
        .print(
            List.of(
                applied(FIRST, "2025-03-04T05:06:07.89Z"),
                applied(SECOND, "2025-12-31T23:59:59Z"),
                new MigrationStatus("20250103000000-third", State.PENDING, null)));

    assertThat(out.toString().lines())
        .containsExactly(
            "applied  20250101000000-first           2025-03-04T05:06:07Z",
            "applied  20250102000000-the-second-one  2025-12-31T23:59:59Z",
            "pending  20250103000000-third",
            "2 applied, 1 pending");
  }

  @Test
  void explains_what_missing_means_where_something_is() {
    terminal()
        .print(
            List.of(new MigrationStatus(FIRST, State.MISSING, Instant.parse("2025-03-04T05:06:07Z"))));

    assertThat(out.toString().lines())
        .containsExactly(
            "missing  20250101000000-first  2025-03-04T05:06:07Z",
            "0 applied, 0 pending, 1 missing",
            "Missing: recorded as applied, but there is no class of this name here."
                + " It cannot be reverted until the class is back.");
  }

  @Test
  void colours_what_stands_for_itself_and_keeps_it_aligned() {
    terminal(StandardCharsets.UTF_8, Ansi.ON)
        .print(
            List.of(
                applied(FIRST, "2025-03-04T05:06:07Z"),
                new MigrationStatus(SECOND, State.PENDING, null)));

    assertThat(out.toString()).contains("\u001b[32mapplied  \u001b[39m2025", "\u001b[33mpending  ");
    assertThat(out.toString().replaceAll("\u001b\\[\\d*m", "").lines())
        .contains("applied  20250101000000-first           2025-03-04T05:06:07Z");
  }

  @Test
  void writes_messages_so_that_a_charset_without_dashes_can_show_them() {
    terminal(StandardCharsets.US_ASCII, Ansi.OFF)
        .fail(new IllegalStateException("Steps '0' – there must be one, with url(…)."), false);

    assertThat(err.toString().strip()).isEqualTo("Steps '0' - there must be one, with url(...).");
  }

  @Test
  void leaves_messages_as_they_are_where_the_charset_has_dashes() {
    terminal().fail(new IllegalStateException("Steps '0' – there must be one."), false);

    assertThat(err.toString().strip()).isEqualTo("Steps '0' – there must be one.");
  }

  private Terminal terminal() {
    return terminal(StandardCharsets.UTF_8, Ansi.OFF);
  }

  private Terminal terminal(Charset charset, Ansi ansi) {
    return new Terminal(new PrintWriter(out), new PrintWriter(err), charset, ansi);
  }

  private static Entry entry(String name, long milliseconds) {
    return new Entry(name, Duration.ofMillis(milliseconds));
  }

  private static MigrationStatus applied(String name, String time) {
    return new MigrationStatus(name, State.APPLIED, Instant.parse(time));
  }
}
