package dev.switchback.cli;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest extends CommandLineTest {

  private static final List<Class<? extends Migration>> ONE =
      List.of(M20250101000000_CreateRooms.class);

  private static final List<Class<? extends Migration>> TWO =
      List.of(M20250101000000_CreateRooms.class, M20250102000000_AddTopic.class);

  @TempDir private Path folder;

  @Test
  void it_shows_every_table_with_its_parts_and_every_view() {
    run(TWO, "up");

    assertThat(run(TWO, "schema")).isEqualTo(0);

    assertThat(out())
        .containsExactly(
            "table rooms: comment 'all rooms'",
            "  id: BIGINT, not null, auto-increment",
            "  name: CHARACTER VARYING(20), not null, default 'a'",
            "  topic: CHARACTER VARYING(200)",
            "  primary key rooms_pk: columns [id]",
            "  index of constraint rooms_pk: key [id], unique, method btree, constraint rooms_pk",
            "  index rooms_topic: key [topic], method btree",
            "view named: sql SELECT \"NAME\" FROM \"PUBLIC\".\"ROOMS\", columns [name]");
  }

  @Test
  void a_schema_is_compared_with_the_file_that_was_written() throws IOException {
    Path file = folder.resolve("schema.txt");
    run(ONE, "up");

    assertThat(run(ONE, "schema", "--dump", file.toString())).isEqualTo(0);
    assertThat(out()).containsExactly(file + "  written");
    assertThat(run(ONE, "schema", "--check", file.toString())).isEqualTo(0);
    assertThat(out()).containsExactly(file + " matches the schema");

    Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    assertThat(run(ONE, "schema", "--check", file.toString())).isEqualTo(0);

    run(TWO, "up");
    assertThat(run(TWO, "schema", "--check", file.toString())).isEqualTo(3);
    assertThat(out())
        .containsExactly(
            "table rooms",
            "  + topic: CHARACTER VARYING(200)",
            "  + index rooms_topic: key [topic], method btree",
            "view named",
            "  + view named: sql SELECT \"NAME\" FROM \"PUBLIC\".\"ROOMS\", columns [name]",
            "Review the schema, and write the file again by 'schema --dump'.");
  }

  @Test
  void an_order_of_columns_that_differs_is_named() throws IOException {
    Path file = folder.resolve("schema.txt");
    run(ONE, "up");
    run(ONE, "schema", "--dump", file.toString());
    List<String> lines = Files.readAllLines(file);
    lines.add(2, lines.remove(3));
    Files.write(file, lines);

    assertThat(run(ONE, "schema", "--check", file.toString())).isEqualTo(3);
    assertThat(out()).startsWith("table rooms", "  the order differs");
  }

  @Test
  void a_file_that_is_no_schema_is_refused() throws IOException {
    Path other = folder.resolve("other.txt");
    Files.writeString(other, "table rooms\n");
    Path binary = folder.resolve("binary");
    Files.write(binary, "é".getBytes(StandardCharsets.ISO_8859_1));

    assertRefused("--check", folder.resolve("gone"), "it cannot be read. Nothing was compared.");
    assertRefused("--check", other, "it was not written by 'schema --dump'. Nothing was compared.");
    assertRefused("--check", binary, "it is not UTF-8. Nothing was compared. Write one by");
    assertRefused(
        "--dump",
        folder.resolve("no").resolve("file"),
        "it cannot be written. Name a file in a folder that exists.");
  }

  private void assertRefused(String option, Path file, String why) {
    assertThat(run(ONE, "schema", option, file.toString())).isEqualTo(2);
    assertThat(String.join("\n", err())).contains("Schema file '" + file + "' – " + why);
  }

  /** Creates a table. */
  public static final class M20250101000000_CreateRooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable(
          "rooms",
          t -> {
            t.column("id", bigInt().primaryKey().autoIncrement());
            t.column("name", string(20).notNull().defaultValue("a"));
            t.comment("all rooms");
          });
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("rooms");
    }
  }

  /** Adds a column, an index and a view. */
  public static final class M20250102000000_AddTopic implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("rooms", "topic", string(200).nullable());
      db.addIndex("rooms", "topic");
      db.createView("named", "SELECT name FROM rooms");
    }

    @Override
    public void down(QueryInterface db) {
      db.dropView("named");
      db.removeColumn("rooms", "topic");
    }
  }
}
