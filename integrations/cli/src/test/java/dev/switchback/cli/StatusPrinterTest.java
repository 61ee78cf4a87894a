package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Direction;
import dev.switchback.LockHolder;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import dev.switchback.UnfinishedSteps;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class StatusPrinterTest {

  private static final MigrationStatus FIRST =
      new MigrationStatus(
          "20250101000000-first", State.APPLIED, Instant.parse("2025-03-04T05:06:07.89Z"), null);
  private static final MigrationStatus SECOND =
      new MigrationStatus("20250102000000-the-second-one", State.PENDING, null, null);
  private static final MigrationStatus LOST =
      new MigrationStatus(
          "20250103000000-lost", State.MISSING, Instant.parse("2025-12-31T23:59:59Z"), null);

  @Test
  void aligns_states_and_shows_times_in_utc_to_the_second() {
    assertThat(lines(Ansi.OFF, FIRST, SECOND))
        .containsExactly(
            "applied  20250101000000-first           2025-03-04T05:06:07Z",
            "pending  20250102000000-the-second-one",
            "1 applied, 1 pending");
  }

  @Test
  void shows_repeatable_migrations_apart_and_which_of_them_run_next() {
    Instant at = Instant.parse("2025-03-04T05:06:07Z");
    assertThat(
            lines(
                Ansi.OFF,
                FIRST,
                new MigrationStatus("r-active-users", State.APPLIED, at, null),
                new MigrationStatus("r-guests", State.PENDING, at, null),
                new MigrationStatus("r-totals", State.PENDING, null, null)))
        .containsExactly(
            "applied  20250101000000-first  2025-03-04T05:06:07Z",
            "Repeatable:",
            "applied  r-active-users        2025-03-04T05:06:07Z",
            "pending  r-guests              2025-03-04T05:06:07Z, runs again",
            "pending  r-totals              never ran",
            "2 applied, 2 pending");
  }

  @Test
  void aligns_wide_characters_too() {
    Instant at = Instant.parse("2025-03-04T05:06:07Z");
    assertThat(
            lines(
                Ansi.OFF,
                new MigrationStatus("20250101000000-部屋", State.APPLIED, at, null),
                new MigrationStatus("20250102000000-room", State.APPLIED, at, null),
                new MigrationStatus("20250103000000-@|a|@", State.APPLIED, at, null)))
        .startsWith(
            "applied  20250101000000-部屋   2025-03-04T05:06:07Z",
            "applied  20250102000000-room   2025-03-04T05:06:07Z",
            "applied  20250103000000-@|a|@  2025-03-04T05:06:07Z");
  }

  @Test
  void explains_what_missing_means_where_something_is() {
    assertThat(lines(Ansi.OFF, LOST))
        .containsExactly(
            "missing  20250103000000-lost  2025-12-31T23:59:59Z",
            "0 applied, 0 pending, 1 missing",
            "Missing: recorded as applied, but without a class here. It cannot be reverted until"
                + " you restore the class. If the class is gone for good, run 'forget NAME --reason"
                + " TEXT': its changes stay in the schema.");
  }

  @Test
  void shows_how_far_an_unfinished_migration_came() {
    UnfinishedSteps steps =
        new UnfinishedSteps(
            Direction.UP,
            List.of("createTable 'rooms'", "execute 'INSERT …'"),
            "execute 'CALL x'",
            false);

    assertThat(lines(Ansi.OFF, FIRST, unfinished(null, steps), SECOND))
        .containsExactly(
            "applied     20250101000000-first           2025-03-04T05:06:07Z",
            "unfinished  20250101120000-half            during up",
            "  step 1 is done: createTable 'rooms'",
            "  step 2 is done: execute 'INSERT …'",
            "  step 3 was in flight: execute 'CALL x'",
            "pending     20250102000000-the-second-one",
            "1 applied, 1 pending, 1 unfinished",
            "Unfinished: a run began it and did not complete it. Run the same command again. It"
                + " resumes, or tells you how to resolve it.");
  }

  @Test
  void names_the_active_run_that_may_be_executing_it() {
    UnfinishedSteps steps = new UnfinishedSteps(Direction.UP, List.of(), "execute 'CALL x'", false);
    LockHolder holder = new LockHolder("process 4711 on web-3", "session 12 of user chat");

    assertThat(lines(Ansi.OFF, Optional.of(holder), unfinished(null, steps)))
        .endsWith(
            "0 applied, 0 pending, 1 unfinished",
            "Active: a run holds the lock (process 4711 on web-3; session 12 of user chat).",
            "Unfinished: the active run executes it, or an earlier run did not complete it. Run the"
                + " same command again. It waits, then resumes, or tells you how to resolve it.");
  }

  @Test
  void does_not_say_that_a_process_lives_where_only_its_lease_is_known() {
    LockHolder holder = new LockHolder("process 4711 on web-3", null);

    assertThat(lines(Ansi.OFF, Optional.of(holder), SECOND))
        .last()
        .isEqualTo(
            "Active, unless its process was killed: a run holds the lock (process 4711 on web-3).");
  }

  @Test
  void shows_when_a_migration_was_applied_that_is_unfinished_going_down() {
    UnfinishedSteps steps =
        new UnfinishedSteps(Direction.DOWN, List.of("dropTable 'rooms'"), null, false);

    assertThat(lines(Ansi.OFF, unfinished(Instant.parse("2025-12-31T23:59:59Z"), steps)))
        .startsWith(
            "unfinished  20250101120000-half  2025-12-31T23:59:59Z, during down",
            "  step 1 is done: dropTable 'rooms'",
            "0 applied, 0 pending, 1 unfinished");
  }

  @Test
  void shows_what_a_redo_has_reverted() {
    UnfinishedSteps steps = new UnfinishedSteps(Direction.UP, List.of(), null, true);

    assertThat(lines(Ansi.OFF, unfinished(null, steps)))
        .startsWith(
            "unfinished  20250101120000-half  during up",
            "  reverted by a redo, and not applied again yet");
  }

  private static MigrationStatus unfinished(@Nullable Instant appliedAt, UnfinishedSteps steps) {
    return new MigrationStatus("20250101120000-half", State.UNFINISHED, appliedAt, steps);
  }

  @Test
  void colours_the_states_and_nothing_else() {
    assertThat(lines(Ansi.ON, FIRST, SECOND, LOST))
        .startsWith(
            "\u001b[32mapplied\u001b[39m  20250101000000-first           2025-03-04T05:06:07Z",
            "\u001b[33mpending\u001b[39m  20250102000000-the-second-one",
            "\u001b[31mmissing\u001b[39m  20250103000000-lost            2025-12-31T23:59:59Z");
  }

  private static List<String> lines(Ansi ansi, MigrationStatus... migrations) {
    return lines(ansi, Optional.empty(), migrations);
  }

  private static List<String> lines(
      Ansi ansi, Optional<LockHolder> lockHolder, MigrationStatus... migrations) {
    StringWriter out = new StringWriter();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    new StatusPrinter(List.of(migrations), lockHolder)
        .printOn(
            new Terminal(
                new PrintWriter(out), nowhere, StandardCharsets.UTF_8, ansi, false, () -> null));
    return out.toString().lines().toList();
  }
}
