package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Verification;
import dev.switchback.Verification.Entry;
import dev.switchback.Verification.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationPrinterTest {

  private static List<String> lines(Entry... entries) {
    StringWriter out = new StringWriter();
    Terminal terminal = Terminal.of(new PrintWriter(out), new PrintWriter(new StringWriter()));
    new VerificationPrinter(new Verification(List.of(entries))).printOn(terminal);
    terminal.flush();
    return out.toString().lines().toList();
  }

  @Test
  void shows_the_differences_and_what_is_not_covered_below_each_migration() {
    assertThat(
            lines(
                new Entry("1-same", State.UNCHANGED, List.of(), List.of("withConnection")),
                new Entry("2-other", State.CHANGED, List.of("- old", "+ new"), List.of()),
                new Entry("3-unknown", State.UNKNOWN, List.of(), List.of("nothing was recorded")),
                new Entry("4-new", State.PENDING, List.of(), List.of())))
        .containsExactly(
            "unchanged  1-same",
            "  not covered: withConnection",
            "changed    2-other",
            "  - old",
            "  + new",
            "unknown    3-unknown",
            "  nothing was recorded",
            "pending    4-new",
            "1 unchanged, 1 changed, 1 unknown, 1 pending");
  }

  @Test
  void shows_the_changes_alone_where_only_they_are_asked_for() {
    StringWriter out = new StringWriter();
    Terminal terminal = Terminal.of(new PrintWriter(out), new PrintWriter(new StringWriter()));
    Entry same = new Entry("1-same", State.UNCHANGED, List.of(), List.of());
    Entry other = new Entry("2-other", State.CHANGED, List.of("- old", "+ new"), List.of());
    new VerificationPrinter(new Verification(List.of(same, other))).printChangesOn(terminal);
    new VerificationPrinter(new Verification(List.of(same))).printChangesOn(terminal);
    terminal.flush();

    assertThat(out.toString().lines())
        .containsExactly(
            "Changed since it was applied: 2-other",
            "  - old",
            "  + new",
            "Nothing was changed since it was applied.");
  }

  @Test
  void says_that_there_are_none() {
    assertThat(lines()).containsExactly("no migrations");
  }
}
