package dev.switchback.cli;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest extends CommandLineTest {

  private static final List<Class<? extends Migration>> TWO =
      List.of(M20250101000000_CreateRooms.class, M20250102000000_AddTopic.class);

  @TempDir private Path folder;

  @Test
  void it_prints_sql_that_can_be_run_with_what_it_is_for_in_comments() {
    assertThat(run(TWO, "plan")).isEqualTo(0);

    assertThat(out())
        .containsExactly(
            "-- H2, up: 2 migrations, 2 statements",
            "",
            "-- 20250101000000-create-rooms",
            "",
            "-- createTable 'rooms'",
            "CREATE TABLE `rooms` (",
            "  `id` INTEGER NOT NULL",
            ");",
            "",
            "-- 20250102000000-add-topic",
            "",
            "-- addColumn 'topic' on 'rooms'",
            "ALTER TABLE `rooms` ADD COLUMN `topic` VARCHAR(200);");
    assertThat(run(TWO, "status")).isEqualTo(0);
    assertThat(out()).last().isEqualTo("0 applied, 2 pending");
  }

  @Test
  void it_goes_down_as_far_as_the_command_of_that_name() {
    run(TWO, "up");

    assertThat(run(TWO, "plan", "--direction", "down")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "-- H2, down: 1 migration, 1 statement",
            "",
            "-- 20250102000000-add-topic",
            "",
            "-- removeColumn 'topic' from 'rooms': loses the values of 'topic' in 'rooms'",
            "ALTER TABLE `rooms` DROP COLUMN `topic`;");
    run(TWO, "plan", "--direction", "down:all");
    assertThat(out()).first().isEqualTo("-- H2, down: 2 migrations, 2 statements");
    run(TWO, "plan", "--direction", "down", "--to", "20250101000000-create-rooms");
    assertThat(out()).first().isEqualTo("-- H2, down: 2 migrations, 2 statements");
    assertThat(run(TWO, "plan", "--direction", "back")).isEqualTo(2);
    assertThat(err()).first().asString().contains("'back' is none of up, down, down:all");
  }

  @Test
  void it_needs_no_database_offline() {
    assertThat(run(TWO, "plan", "--offline", "h2:2.4")).isEqualTo(0);
    assertThat(out()).first().isEqualTo("-- H2, up: 2 migrations, 2 statements");
    run(TWO, "plan", "--offline", "H2:2.4", "--direction", "down:all");
    assertThat(out()).first().isEqualTo("-- H2, down: 2 migrations, 2 statements");

    assertThat(run(TWO, "plan", "--offline", "h2")).isEqualTo(2);
    assertThat(err()).first().asString().contains("'h2' is no database with its version");
    assertThat(run(TWO, "plan", "--offline", "h2:new")).isEqualTo(2);
    assertThat(err())
        .first()
        .asString()
        .contains("Version 'new' – it does not begin with a number");
    assertThat(run(TWO, "plan", "--offline", "oracle:23")).isEqualTo(2);
    assertThat(err())
        .first()
        .asString()
        .contains("No dialect for 'oracle'. Nothing was run. There are dialects for: ");
    assertThat(run(TWO, "plan", "--offline", "h2:2.4", "--step", "1")).isEqualTo(2);
    assertThat(err()).first().asString().contains("leave out --step and --to");
  }

  @Test
  void json_is_kept_in_a_file_and_compared() throws IOException {
    Path file = folder.resolve("plan.json");
    assertThat(run(TWO.subList(0, 1), "plan", "--json")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "{",
            "  \"dialect\": \"H2\",",
            "  \"direction\": \"up\",",
            "  \"migrations\": [",
            "    {",
            "      \"name\": \"20250101000000-create-rooms\",",
            "      \"steps\": [",
            "        {",
            "          \"description\": \"createTable 'rooms'\",",
            "          \"sql\": [",
            "            \"CREATE TABLE `rooms` (\\n  `id` INTEGER NOT NULL\\n)\"",
            "          ]",
            "        }",
            "      ]",
            "    }",
            "  ]",
            "}");
    Files.write(file, out());

    assertThat(run(TWO.subList(0, 1), "plan", "--check", file.toString())).isEqualTo(0);
    assertThat(out()).containsExactly(file + " matches the plan");
    assertThat(run(TWO, "plan", "--check", file.toString())).isEqualTo(3);
    assertThat(out()).first().isEqualTo("20250102000000-add-topic  not in " + file);

    assertThat(run(TWO, "plan", "--check", file.toString(), "--lint")).isEqualTo(2);
    assertThat(err()).first().asString().contains("cannot be combined");
    Files.writeString(file, Files.readString(file).replace("INTEGER", "BIGINT"));
    assertThat(run(TWO.subList(1, 2), "plan", "--check", file.toString())).isEqualTo(1);
    assertThat(run(TWO.subList(0, 1), "plan", "--check", file.toString())).isEqualTo(3);
    assertThat(out()).first().isEqualTo("20250101000000-create-rooms  differs");
  }

  @Test
  void a_file_that_is_no_plan_or_of_another_database_is_refused() throws IOException {
    Path file = folder.resolve("plan.json");
    assertThat(run(TWO, "plan", "--check", file.toString())).isEqualTo(2);
    Files.writeString(file, "[]");
    assertThat(run(TWO, "plan", "--check", file.toString())).isEqualTo(2);
    assertThat(err()).first().asString().contains("it cannot be read as a plan");
    Files.writeString(file, "{}");
    assertThat(run(TWO, "plan", "--check", file.toString())).isEqualTo(2);
    assertThat(err()).first().asString().contains("it has no 'dialect', so it is not a plan");
    Files.writeString(file, "{\"dialect\": \"MySQL\", \"direction\": \"up\"}");
    assertThat(run(TWO, "plan", "--check", file.toString())).isEqualTo(2);
    assertThat(err())
        .containsExactly(
            "Plan file '%s' – its dialect is \"MySQL\", and that of this plan \"H2\". Nothing was compared. Write one by 'plan --json'."
                .formatted(file));
    Files.writeString(file, "{\"dialect\": \"H2\", \"direction\": \"up\", \"migrations\": 7}");
    assertThat(run(TWO, "plan", "--check", file.toString())).isEqualTo(2);
    assertThat(err()).first().asString().contains("its migrations cannot be read");
  }

  @Test
  void what_would_be_refused_is_said_and_is_the_end() {
    run(TWO.subList(0, 1), "up");
    List<Class<? extends Migration>> all =
        List.of(
            M20250101000000_CreateRooms.class,
            M20250103000000_RemoveNothing.class,
            M20250104000000_AddMore.class);

    assertThat(run(all, "plan")).isEqualTo(1);

    assertThat(out())
        .containsExactly(
            "-- H2, up: 1 migration, 0 statements",
            "",
            "-- 20250103000000-remove-nothing",
            "",
            "-- it would be refused: removeIndex 'nothing' from 'rooms' – there is no index of this"
                + " name on this table; it has none");
  }

  public static final class M20250101000000_CreateRooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("rooms", t -> t.column("id", integer().notNull()));
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("rooms");
    }
  }

  public static final class M20250102000000_AddTopic implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("rooms", "topic", string(200).nullable());
    }

    @Override
    public void down(QueryInterface db) {
      db.removeColumn("rooms", "topic");
    }
  }

  public static final class M20250103000000_RemoveNothing implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.removeIndex("rooms", "nothing");
    }

    @Override
    public void down(QueryInterface db) {
      // nothing was done
    }
  }

  public static final class M20250104000000_AddMore implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("rooms", "more", integer().nullable());
    }

    @Override
    public void down(QueryInterface db) {
      db.removeColumn("rooms", "more");
    }
  }
}
