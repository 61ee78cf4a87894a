package dev.switchback.cli;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.internal.base.HostName;
import dev.switchback.tck.DeadManDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A migration that did not come to its end, as somebody meets it at the command line. */
class UnfinishedTest extends CommandLineTest {

  private static final String HALF = "20250110000000-half";
  private static final List<Class<? extends Migration>> FAILING =
      List.of(WithFault.M20250110000000_Half.class);
  private static final List<Class<? extends Migration>> MENDED =
      List.of(Mended.M20250110000000_Half.class);
  private static final List<Class<? extends Migration>> RAW =
      List.of(WithView.M20250110000000_Half.class);

  private static final String EXPLANATION =
      "Unfinished: a run began it and did not complete it. Run the same command again. It resumes,"
          + " or tells you how to resolve it.";

  // ---- init

  @Test
  void init_makes_the_tables_and_says_so() throws SQLException {
    assertThat(run(FAILING, "init")).isEqualTo(0);

    assertThat(out()).containsExactly("Switchback's metadata tables exist; no migration was run");
    assertThat(err()).isEmpty();
    execute("SELECT * FROM switchback_meta, switchback_journal, switchback_lock");
    assertThat(run(FAILING, "init")).isEqualTo(0);
    run(FAILING, "status");
    assertThat(out()).containsExactly("pending  " + HALF, "0 applied, 1 pending");
  }

  // ---- a step that failed

  @Test
  void a_migration_that_failed_in_the_middle_is_shown_and_continued_when_it_is_mended() {
    assertThat(run(FAILING, "up")).isEqualTo(1);
    assertThat(err()).anyMatch(line -> line.contains("run 'up' again. It resumes at step 3."));

    assertThat(run(FAILING, "status")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "unfinished  " + HALF + "  during up",
            "  step 1 is done: createTable 'rooms'",
            "  step 2 is done: addIndex 'rooms_first' on 'rooms'",
            "0 applied, 0 pending, 1 unfinished",
            EXPLANATION);
    assertThat(run(FAILING, "status", "--json")).isEqualTo(3);
    assertThat(String.join("", out()).replaceAll(" +", " "))
        .isEqualTo(
            "[ { \"name\": \""
                + HALF
                + "\", \"state\": \"unfinished\", \"unfinished\": { \"direction\": \"up\","
                + " \"done\": [ \"createTable 'rooms'\", \"addIndex 'rooms_first' on 'rooms'\" ] }"
                + " }]");

    assertThat(run(MENDED, "up")).isEqualTo(0);
    assertThat(out()).last().isEqualTo("1 migration applied in N ms");
    run(MENDED, "status");
    assertThat(out()).containsExactly("applied  " + HALF + "  TIME", "1 applied, 0 pending");
  }

  @Test
  void there_is_nothing_to_answer_where_no_step_was_on_its_way() {
    run(FAILING, "up");

    assertThat(run(FAILING, "resolve", HALF, "--applied", "--reason", "a try")).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err())
        .singleElement()
        .asString()
        .contains("no step was in flight when its last run ended")
        .endsWith("Nothing was changed. Run 'up' to resume it.");
  }

  @Test
  void resolve_shows_what_stands_before_it_is_abandoned() throws SQLException {
    run(FAILING, "up");
    execute("DROP TABLE rooms");

    assertThat(run(FAILING, "resolve", HALF, "--abandon", "--reason", "not wanted")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            HALF + "  unfinished during up",
            "  step 1 is done: createTable 'rooms'",
            "  step 2 is done: addIndex 'rooms_first' on 'rooms'",
            "Its steps are forgotten. 'up' would begin at step 1.");
    run(FAILING, "status");
    assertThat(out()).containsExactly("pending  " + HALF, "0 applied, 1 pending");
    assertThat(run(MENDED, "up")).isEqualTo(0);
  }

  @Test
  void what_is_not_unfinished_cannot_be_resolved() {
    for (String answer : List.of("--applied", "--not-applied", "--abandon")) {
      assertThat(run(MENDED, "resolve", HALF, answer, "--reason", "a try")).isEqualTo(2);
      assertThat(out()).isEmpty();
      assertThat(err()).singleElement().asString().contains("it is not unfinished, so that");
    }
  }

  @Test
  void an_empty_reason_is_none() {
    run(FAILING, "up");

    assertThat(run(FAILING, "resolve", HALF, "--abandon", "--reason", " ")).isEqualTo(2);
    assertThat(err()).singleElement().asString().contains("it requires a reason");
  }

  // ---- a step that was on its way

  @Test
  void a_statement_that_was_on_its_way_stops_the_next_run_until_somebody_has_looked() {
    dieAfterTheView();

    run(RAW, "status");
    assertThat(out())
        .containsExactly(
            "unfinished  " + HALF + "  during up",
            "  step 1 is done: createTable 'rooms'",
            "  step 2 was in flight: execute 'CREATE TABLE room_view AS SELECT 1 AS n'",
            "0 applied, 0 pending, 1 unfinished",
            "Active, unless its process was killed: a run holds the lock (process %d on %s)."
                .formatted(ProcessHandle.current().pid(), HostName.get()),
            "Unfinished: the active run executes it, or an earlier run did not complete it. Run the"
                + " same command again. It waits, then resumes, or tells you how to resolve it.");
    assertThat(run(RAW, "up")).isEqualTo(1);
    assertThat(err()).first().asString().startsWith("Migration '" + HALF + "' cannot be resumed");

    assertThat(run(RAW, "resolve", HALF, "--applied", "--reason", "the view is there"))
        .isEqualTo(0);
    assertThat(out())
        .containsExactly(
            HALF + "  unfinished during up",
            "  step 1 is done: createTable 'rooms'",
            "  step 2 was in flight: execute 'CREATE TABLE room_view AS SELECT 1 AS n'",
            "Step 2 counts as applied. Run 'up'. It resumes at step 3.");
    assertThat(run(RAW, "up")).isEqualTo(0);
    assertThat(out()).last().isEqualTo("1 migration applied in N ms");
  }

  @Test
  void a_statement_that_was_not_carried_out_is_sent_again() throws SQLException {
    dieAfterTheView();
    execute("DROP TABLE room_view");

    assertThat(run(RAW, "resolve", HALF, "--not-applied", "--reason=no view")).isEqualTo(0);
    assertThat(out())
        .last()
        .isEqualTo("Step 2 counts as not applied. Run 'up'. It resumes at this step.");
    assertThat(run(RAW, "up")).isEqualTo(0);
    execute("SELECT * FROM room_view");
  }

  @Test
  void what_a_message_says_to_type_can_be_typed() {
    dieAfterTheView();
    run(RAW, "up");

    List<String> commands = commandsIn(String.join("\n", err()));

    assertThat(commands)
        .containsExactly(
            "resolve " + HALF + " --applied --reason TEXT",
            "resolve " + HALF + " --not-applied --reason TEXT",
            "up");
    assertThat(run(RAW, commands.get(0).split(" "))).isEqualTo(0);
    assertThat(run(RAW, commands.get(2).split(" "))).isEqualTo(0);
  }

  @Test
  void what_a_message_says_to_type_for_giving_up_can_be_typed() {
    run(FAILING, "up");
    assertThat(run(RAW, "up")).isEqualTo(1); // another class of the same name

    List<String> commands = commandsIn(String.join("\n", err()));

    assertThat(commands).containsExactly("up", "resolve " + HALF + " --abandon --reason TEXT");
    assertThat(run(RAW, commands.get(1).split(" "))).isEqualTo(0);
  }

  private static List<String> commandsIn(String message) {
    Matcher quoted = Pattern.compile("'((?:up|down|resolve)(?: [^']*)?)'").matcher(message);
    return quoted.results().map(found -> found.group(1)).toList();
  }

  private void dieAfterTheView() {
    DeadManDataSource process =
        new DeadManDataSource(database())
            .diesAfter(trip -> trip.call().startsWith("CREATE TABLE room_view"));
    assertThat(run(process, RAW, "up")).isEqualTo(1);
    assertThat(process.isDead()).isTrue();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  // ---- migrations, which are one and the same for Switchback

  static final class WithFault {
    /** Its third step fails, because the index has the name of the one before. */
    public static final class M20250110000000_Half implements Migration {
      @Override
      public void up(QueryInterface db) {
        db.createTable("rooms", t -> t.column("id", integer()));
        db.addIndex("rooms", index("id").named("rooms_first"));
        db.addIndex("rooms", index("id").named("rooms_first"));
      }

      @Override
      public void down(QueryInterface db) {}
    }
  }

  static final class Mended {
    public static final class M20250110000000_Half implements Migration {
      @Override
      public void up(QueryInterface db) {
        db.createTable("rooms", t -> t.column("id", integer()));
        db.addIndex("rooms", index("id").named("rooms_first"));
        db.addIndex("rooms", index("id").named("rooms_second"));
      }

      @Override
      public void down(QueryInterface db) {}
    }
  }

  static final class WithView {
    public static final class M20250110000000_Half implements Migration {
      @Override
      public void up(QueryInterface db) {
        db.createTable("rooms", t -> t.column("id", integer()));
        db.execute("CREATE TABLE room_view AS SELECT 1 AS n");
        db.createTable("more", t -> t.column("id", integer()));
      }

      @Override
      public void down(QueryInterface db) {}
    }
  }
}
