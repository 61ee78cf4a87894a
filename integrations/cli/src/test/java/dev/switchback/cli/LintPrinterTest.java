package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Direction;
import dev.switchback.Plan;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.TableSize;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LintPrinterTest {

  private static final Hazard HAZARD =
      new Hazard("type-rewrites", "EXCLUSIVE lock", Hazard.Blocks.READS_AND_WRITES, true, "wait");

  private static Plan.Step step(
      List<Hazard> hazards, @Nullable TableSize size, @Nullable String acknowledged) {
    return new Plan.Step(
        "a step", List.of("SQL"), false, false, null, null, hazards, size, acknowledged);
  }

  private static Plan plan(Plan.Step... steps) {
    Plan.End end = new Plan.End(false, "it reads");
    return new Plan("X", Direction.UP, List.of(new Plan.Entry("1-first", List.of(steps), end)));
  }

  private static List<String> lines(Plan plan) {
    StringWriter out = new StringWriter();
    Terminal terminal = Terminal.of(new PrintWriter(out), new PrintWriter(new StringWriter()));
    new LintPrinter(plan).printOn(terminal);
    terminal.flush();
    return out.toString().lines().toList();
  }

  @Test
  void shows_what_holds_up_others_and_what_to_write_instead() {
    Plan plan =
        plan(
            step(List.of(HAZARD), new TableSize(12, 2048), null),
            step(List.of(), null, null),
            step(List.of(HAZARD), null, "it is small"));

    assertThat(plan.isHazardous()).isTrue();
    assertThat(lines(plan))
        .containsExactly(
            "1-first: a step (about 12 rows, 2 KB)",
            "  type-rewrites: EXCLUSIVE lock, blocks reads and writes, rewrites every row",
            "  instead: wait",
            "1-first: a step",
            "  acknowledged: it is small",
            "1-first: not all of it is known",
            "1 step blocks other sessions");
  }

  @Test
  void counts_what_breaks_the_previous_release() {
    Hazard gone = Hazard.ofRelease("removes-column", "later");
    Plan.Step breaks = step(List.of(gone), null, null);
    Plan.Step blocks = step(List.of(HAZARD), null, null);

    assertThat(lines(plan(breaks, breaks)))
        .startsWith("1-first: a step", "  removes-column: breaks the previous release")
        .last()
        .isEqualTo("2 steps break the previous release");
    assertThat(lines(plan(breaks, blocks, blocks)))
        .last()
        .isEqualTo("2 steps block other sessions, 1 step breaks the previous release");
  }

  @Test
  void says_that_there_is_nothing() {
    Plan plan = plan(step(List.of(), null, null), step(List.of(HAZARD), null, "known"));

    assertThat(plan.isHazardous()).isFalse();
    assertThat(lines(plan)).last().isEqualTo("no step blocks other sessions");
  }
}
