package dev.switchback.cli;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrateCommandTest extends CommandLineTest {

  private static final List<Class<? extends Migration>> ONE =
      List.of(M20250101000000_CreateRooms.class);
  private static final List<Class<? extends Migration>> THREE =
      List.of(
          M20250101000000_CreateRooms.class,
          M20250102000000_CreateUsers.class,
          M20250103000000_CreateMessages.class);
  private static final List<Class<? extends Migration>> FAILING =
      List.of(M20250101000000_CreateRooms.class, M20250104000000_Fail.class);

  // ---- up

  @Test
  void up_applies_what_is_pending_and_says_so_line_by_line() {
    assertThat(run(THREE, "up")).isEqualTo(0);

    assertThat(out())
        .containsExactly(
            "20250101000000-create-rooms     applied N ms",
            "20250102000000-create-users     applied N ms",
            "20250103000000-create-messages  applied N ms",
            "3 migrations applied in N ms");
    assertThat(err()).isEmpty();
  }

  @Test
  void up_says_so_when_there_is_nothing_to_do() {
    run(THREE, "up");

    assertThat(run(THREE, "up")).isEqualTo(0);
    assertThat(out()).containsExactly("up to date");
  }

  @Test
  void up_takes_as_many_steps_as_it_is_told() {
    assertThat(run(THREE, "up", "--step", "2")).isEqualTo(0);

    assertThat(out())
        .containsExactly(
            "20250101000000-create-rooms  applied N ms",
            "20250102000000-create-users  applied N ms",
            "2 migrations applied in N ms");
  }

  @Test
  void up_goes_as_far_as_it_is_told() {
    assertThat(run(THREE, "up", "--to", "20250102000000-create-users")).isEqualTo(0);

    assertThat(out()).last().isEqualTo("2 migrations applied in N ms");
  }

  // ---- down

  @Test
  void down_reverts_the_latest_migration_alone() {
    run(THREE, "up");

    assertThat(run(THREE, "down")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "20250103000000-create-messages  reverted N ms", "1 migration reverted in N ms");
  }

  @Test
  void down_takes_as_many_steps_as_it_is_told_latest_first() {
    run(THREE, "up");

    assertThat(run(THREE, "down", "--step=2")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "20250103000000-create-messages  reverted N ms",
            "20250102000000-create-users     reverted N ms",
            "2 migrations reverted in N ms");
  }

  @Test
  void down_goes_as_far_as_it_is_told_and_takes_that_one_too() {
    run(THREE, "up");

    assertThat(run(THREE, "down", "--to", "20250102000000-create-users")).isEqualTo(0);
    assertThat(out()).last().isEqualTo("2 migrations reverted in N ms");
  }

  @Test
  void down_all_reverts_everything() {
    run(THREE, "up");

    assertThat(run(THREE, "down:all")).isEqualTo(0);
    assertThat(out()).last().isEqualTo("3 migrations reverted in N ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"down", "down:all"})
  void going_down_says_so_when_there_is_nothing_to_revert(String command) {
    assertThat(run(THREE, command)).isEqualTo(0);
    assertThat(out()).containsExactly("nothing to revert");
  }

  // ---- redo, pending, executed

  @Test
  void redo_reverts_the_latest_and_applies_it_again() {
    run(THREE, "up");

    assertThat(run(THREE, "redo")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "20250103000000-create-messages  reverted N ms",
            "1 migration reverted in N ms",
            "20250103000000-create-messages  applied N ms",
            "1 migration applied in N ms");
  }

  @Test
  void redo_takes_as_many_steps_as_it_is_told_and_none_if_there_are_none() {
    assertThat(run(THREE, "redo")).isEqualTo(0);
    assertThat(out()).containsExactly("nothing to revert");
    run(THREE, "up");

    assertThat(run(THREE, "redo", "--step", "2")).isEqualTo(0);
    assertThat(out()).last().isEqualTo("2 migrations applied in N ms");
    assertThat(run(THREE, "redo", "--step", "0")).isEqualTo(2);
  }

  @Test
  void pending_and_executed_list_names_and_nothing_else() {
    run(ONE, "up");

    assertThat(run(THREE, "pending")).isEqualTo(0);
    assertThat(out())
        .containsExactly("20250102000000-create-users", "20250103000000-create-messages");
    assertThat(run(THREE, "executed")).isEqualTo(0);
    assertThat(out()).containsExactly("20250101000000-create-rooms");
  }

  // ---- verify

  @Test
  void verify_exits_with_3_while_something_is_not_as_it_was_applied() {
    run(ONE, "up");

    assertThat(run(ONE, "verify")).isEqualTo(0);
    assertThat(out()).containsExactly("unchanged  20250101000000-create-rooms", "1 unchanged");
    assertThat(run(THREE.subList(0, 2), "verify")).isEqualTo(3);
    assertThat(out())
        .containsExactly(
            "unchanged  20250101000000-create-rooms",
            "pending    20250102000000-create-users",
            "1 unchanged, 1 pending");
  }

  // ---- status

  @Test
  void status_for_machines_is_json_and_its_exit_code_tells_whether_all_is_applied() {
    run(ONE, "up");

    assertThat(run(THREE.subList(0, 2), "status", "--json")).isEqualTo(3);
    assertThat(out())
        .containsExactly(
            "[",
            "  {",
            "    \"name\": \"20250101000000-create-rooms\",",
            "    \"state\": \"applied\",",
            "    \"appliedAt\": \"TIME\"",
            "  },",
            "  {",
            "    \"name\": \"20250102000000-create-users\",",
            "    \"state\": \"pending\"",
            "  }",
            "]");
    assertThat(run(ONE, "status", "--json")).isEqualTo(0);
  }

  @Test
  void status_shows_what_was_changed_when_it_is_asked() {
    run(ONE, "up");

    assertThat(run(ONE, "status", "--verify")).isEqualTo(0);
    assertThat(out()).last().isEqualTo("Nothing was changed since it was applied.");
    assertThat(run(ONE, "status", "--verify", "--json")).isEqualTo(2);
    assertThat(err()).first().asString().contains("--json and --verify cannot be combined");
  }

  @Test
  void status_lists_every_migration_and_where_it_stands() {
    run(THREE, "up", "--step", "2");

    assertThat(run(THREE, "status")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "applied  20250101000000-create-rooms     TIME",
            "applied  20250102000000-create-users     TIME",
            "pending  20250103000000-create-messages",
            "2 applied, 1 pending");
  }

  @Test
  void status_shows_records_without_a_class_and_says_what_that_means() {
    run(THREE, "up");

    assertThat(run(ONE, "status")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "applied  20250101000000-create-rooms     TIME",
            "missing  20250102000000-create-users     TIME",
            "missing  20250103000000-create-messages  TIME",
            "1 applied, 0 pending, 2 missing",
            "Missing: recorded as applied, but without a class here. It cannot be reverted until"
                + " you restore the class. If the class is gone for good, run 'forget NAME --reason"
                + " TEXT': its changes stay in the schema.");
  }

  // ---- failures

  @Test
  void a_failed_migration_is_told_apart_from_those_done_before_it() {
    assertThat(run(FAILING, "up")).isEqualTo(1);

    assertThat(out())
        .containsExactly(
            "20250101000000-create-rooms  applied N ms", "1 migration applied in N ms");
    assertThat(err())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("Migration '20250104000000-fail' – 'up' failed");
    assertThat(err()).last().asString().endsWith("Cause: out of luck");
  }

  @Test
  void a_failed_migration_alone_leaves_nothing_on_the_standard_output() {
    run(FAILING, "up", "--step", "1");

    assertThat(run(FAILING, "up")).isEqualTo(1);
    assertThat(out()).isEmpty();
  }

  @Test
  void a_migration_that_fails_going_down_is_a_failed_migration_too() {
    assertThat(run(List.of(M20250105000000_NeverGoDown.class), "up")).isEqualTo(0);

    assertThat(run(List.of(M20250105000000_NeverGoDown.class), "down")).isEqualTo(1);
    assertThat(err()).first().asString().contains("– 'down' failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--stacktrace up", "up --stacktrace"})
  void a_stack_trace_is_shown_on_demand(String arguments) {
    assertThat(run(FAILING, arguments.split(" "))).isEqualTo(1);

    assertThat(err())
        .anyMatch(line -> line.startsWith("dev.switchback.MigrationFailedException: Migration '"))
        .anyMatch(line -> line.startsWith("Caused by: java.lang.IllegalStateException: out of"))
        .anyMatch(line -> line.contains("at dev.switchback.cli.MigrateCommandTest$M2025"));
  }

  @Test
  void a_configuration_that_cannot_work_is_a_message_and_an_exit_code() {
    assertThat(run(() -> Migrator.configure().build(), "up")).isEqualTo(2);

    assertThat(out()).isEmpty();
    assertThat(err()).hasSize(1).first().asString().startsWith("No database –");
  }

  @Test
  void a_database_out_of_reach_is_a_message_and_an_exit_code() {
    assertThat(
            run(
                () ->
                    Migrator.configure()
                        .url("jdbc:h2:mem:absent;IFEXISTS=TRUE", "sa", "")
                        .migrations(ONE)
                        .build(),
                "status"))
        .isEqualTo(2);

    assertThat(err()).hasSize(1).first().asString().startsWith("No connection to the database.");
  }

  @Test
  void what_nobody_foresaw_is_shown_with_its_stack_trace() {
    assertThat(
            run(
                () -> {
                  throw new IllegalStateException("half a configuration");
                },
                "up"))
        .isEqualTo(2);

    assertThat(err())
        .startsWith("java.lang.IllegalStateException: half a configuration")
        .anyMatch(line -> line.startsWith("\tat dev.switchback.cli."));
  }

  @Test
  void the_migrator_is_closed_after_the_command() throws SQLException {
    String url = "jdbc:h2:mem:closed";
    try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
      run(() -> Migrator.configure().url(url, "sa", "").migrations(ONE).build(), "up");

      var sessions =
          connection
              .createStatement()
              .executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS");
      sessions.next();
      assertThat(sessions.getInt(1)).isEqualTo(1);
    }
  }

  // ---- migrations

  /** Creates a table of its own name. */
  private static void createTable(QueryInterface db, String name) {
    db.createTable(name, t -> t.column("id", integer().primaryKey()));
  }

  public static final class M20250101000000_CreateRooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      createTable(db, "rooms");
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("rooms");
    }
  }

  public static final class M20250102000000_CreateUsers implements Migration {
    @Override
    public void up(QueryInterface db) {
      createTable(db, "users");
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("users");
    }
  }

  public static final class M20250103000000_CreateMessages implements Migration {
    @Override
    public void up(QueryInterface db) {
      createTable(db, "messages");
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("messages");
    }
  }

  public static final class M20250104000000_Fail implements Migration {
    @Override
    public void up(QueryInterface db) {
      throw new IllegalStateException("out of luck");
    }

    @Override
    public void down(QueryInterface db) {}
  }

  public static final class M20250105000000_NeverGoDown implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {
      throw new IllegalStateException("there is no way back");
    }
  }
}
