package dev.switchback.cli;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.QueryInterface;
import dev.switchback.Replaces;
import dev.switchback.ReversibleMigration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the commands print of a squash, and how one migration in the middle is reverted. */
class SquashTest extends CommandLineTest {

  private static final String ROOMS = "20250101000000-create-rooms";
  private static final String USERS = "20250102000000-create-users";
  private static final String SQUASH = "20250102000000-everything";

  private int before(String... arguments) {
    return run(
        List.of(M20250101000000_CreateRooms.class, M20250102000000_CreateUsers.class), arguments);
  }

  private int after(String... arguments) {
    return run(List.of(M20250102000000_Everything.class), arguments);
  }

  @Test
  void up_says_that_a_squash_was_only_recorded_and_status_what_it_replaces() {
    before("up");

    assertThat(after("plan")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "-- H2, up: 1 migration, 0 statements",
            "",
            "-- " + SQUASH,
            "",
            "-- in place of 2 migrations: it is recorded, and nothing is sent");
    assertThat(after("up")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            SQUASH + "  recorded", "1 recorded in place of the migrations that it replaces");
    assertThat(after("up")).isEqualTo(0);
    assertThat(out()).containsExactly("up to date");

    assertThat(after("status")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "replaced  " + ROOMS + "  TIME, by " + SQUASH,
            "replaced  " + USERS + "  TIME, by " + SQUASH,
            "applied   " + SQUASH + "    TIME",
            "1 applied, 0 pending, 2 replaced");
    assertThat(after("status", "--json")).isEqualTo(0);
    assertThat(out()).contains("    \"replacedBy\": \"" + SQUASH + "\"");
    assertThat(after("verify")).isEqualTo(0);
    assertThat(out()).contains("1 unchanged, 2 replaced");
    assertThat(after("down")).isEqualTo(0);
    assertThat(out()).contains("1 migration reverted in N ms");
    assertThat(after("status")).isEqualTo(0);
    assertThat(out()).containsExactly("pending  " + SQUASH, "0 applied, 1 pending");
  }

  @Test
  void up_refuses_a_database_that_is_half_way() {
    before("up", "--step", "1");

    assertThat(after("up")).isEqualTo(2);

    assertThat(err().toString()).contains("Missing: '" + USERS + "'. Nothing was run.");
  }

  @Test
  void down_reverts_the_one_that_it_names() {
    before("up");

    assertThat(before("plan", "--direction", "down", "--only", "create-rooms")).isEqualTo(0);
    assertThat(out()).contains("DROP TABLE `rooms`;");
    assertThat(before("down", "create-rooms")).isEqualTo(0);
    assertThat(out()).containsExactly(ROOMS + "  reverted N ms", "1 migration reverted in N ms");
    assertThat(before("down", ROOMS)).isEqualTo(2);
    assertThat(err().toString()).contains("it is not applied, so that it cannot be reverted");
    assertThat(before("down", USERS, "--reason", "it was empty")).isEqualTo(0);
    assertThat(out()).contains("1 migration reverted in N ms");
  }

  @Test
  void down_takes_one_extent() {
    assertThat(before("down", ROOMS, "--step", "1")).isEqualTo(2);
    assertThat(err())
        .first()
        .asString()
        .startsWith("NAME reverts one migration: leave out --step and --to.");
    assertThat(before("down", "--reason", "why")).isEqualTo(2);
    assertThat(err()).first().isEqualTo("--reason requires NAME");
    assertThat(before("plan", "--only", ROOMS)).isEqualTo(2);
    assertThat(err()).first().asString().startsWith("--only requires '--direction down'");
  }

  /** The first. */
  public static final class M20250101000000_CreateRooms implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.createTable("rooms", t -> t.column("id", integer().primaryKey()));
    }
  }

  /** The second. */
  public static final class M20250102000000_CreateUsers implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.createTable("users", t -> t.column("id", integer().primaryKey()));
    }
  }

  /** Both of them. */
  @Replaces(upTo = USERS)
  public static final class M20250102000000_Everything implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.createTable("rooms", t -> t.column("id", integer().primaryKey()));
      db.createTable("users", t -> t.column("id", integer().primaryKey()));
    }
  }
}
