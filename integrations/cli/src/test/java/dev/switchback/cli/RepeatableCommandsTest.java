package dev.switchback.cli;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.RepeatableMigration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print of repeatable migrations. */
class RepeatableCommandsTest extends CommandLineTest {

  private static final List<Class<? extends Migration>> BEFORE =
      List.of(M20250101000000_CreateUsers.class, Old.R_ActiveUsers.class);
  private static final List<Class<? extends Migration>> CHANGED =
      List.of(M20250101000000_CreateUsers.class, R_ActiveUsers.class, R_Totals.class);

  @TempDir private Path folder;

  /** The versioned one. */
  public static final class M20250101000000_CreateUsers implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("users", t -> t.column("id", integer().primaryKey()));
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("users");
    }
  }

  /** Holds the version of a class before a change. */
  static final class Old {
    private Old() {}

    /** Before the change. */
    public static final class R_ActiveUsers implements RepeatableMigration {
      @Override
      public void apply(QueryInterface db) {
        db.createOrReplaceView("active_users", "SELECT id FROM users");
      }
    }
  }

  /** After the change. */
  public static final class R_ActiveUsers implements RepeatableMigration {
    @Override
    public void apply(QueryInterface db) {
      db.createOrReplaceView("active_users", "SELECT id FROM users WHERE id > 0");
    }
  }

  /** A new one. */
  public static final class R_Totals implements RepeatableMigration {
    @Override
    public void apply(QueryInterface db) {
      db.createOrReplaceView("totals", "SELECT COUNT(*) AS n FROM active_users");
    }
  }

  @Test
  void up_runs_them_last_and_status_shows_which_run_next() {
    assertThat(run(BEFORE, "up")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "20250101000000-create-users  applied N ms",
            "r-active-users               applied N ms",
            "2 migrations applied in N ms");

    assertThat(run(CHANGED, "status")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "applied  20250101000000-create-users  TIME",
            "Repeatable:",
            "pending  r-active-users               TIME, runs again",
            "pending  r-totals                     never ran",
            "1 applied, 2 pending");

    assertThat(run(CHANGED, "pending")).isEqualTo(0);
    assertThat(out()).containsExactly("r-active-users", "r-totals");
    assertThat(run(CHANGED, "verify")).isEqualTo(MigrateCommand.NOT_UP_TO_DATE);
    assertThat(out())
        .contains("pending    r-active-users", "1 unchanged, 2 pending")
        .anyMatch(line -> line.startsWith("  - "))
        .anyMatch(line -> line.startsWith("  + "));
    assertThat(run(CHANGED, "up")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "r-active-users  applied N ms",
            "r-totals        applied N ms",
            "2 migrations applied in N ms");
    assertThat(run(CHANGED, "up")).isEqualTo(0);
    assertThat(out()).containsExactly("up to date");
  }

  @Test
  void status_in_json_marks_them() {
    run(BEFORE, "up");

    assertThat(run(CHANGED, "status", "--json")).isEqualTo(MigrateCommand.NOT_UP_TO_DATE);

    assertThat(String.join("\n", out()))
        .contains(
            """
              {
                "name": "r-active-users",
                "state": "pending",
                "repeatable": true,
                "appliedAt": "TIME"
              },
              {
                "name": "r-totals",
                "state": "pending",
                "repeatable": true
              }
            """)
        .doesNotContain("create-users\",\n    \"state\": \"applied\",\n    \"repeatable\"");
  }

  @Test
  void a_page_has_them_under_a_heading_of_their_own() throws Exception {
    Path page = folder.resolve("status.html");
    run(BEFORE, "up");

    assertThat(run(CHANGED, "status", "--html", page.toString())).isEqualTo(0);

    assertThat(Files.readString(page))
        .contains("<h2>Repeatable migrations</h2>")
        .containsSubsequence("<h2>History</h2>", "create-users", "<h2>Repeatable", "r-totals");
  }

  @Test
  void forget_takes_one_whose_class_is_gone() {
    run(BEFORE, "up");
    List<Class<? extends Migration>> without = List.of(M20250101000000_CreateUsers.class);

    assertThat(run(without, "status")).isEqualTo(0);
    assertThat(out()).contains("Repeatable:", "1 applied, 0 pending, 1 missing");
    assertThat(run(without, "forget", "r-active-users", "--reason", "no longer used")).isEqualTo(0);
    assertThat(run(without, "status")).isEqualTo(0);

    assertThat(out()).doesNotContain("Repeatable:");
  }
}
