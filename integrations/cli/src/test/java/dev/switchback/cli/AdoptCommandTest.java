package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptCommandTest extends CommandLineTest {

  private static final String ROOMS = "20250101000000-create-rooms";
  private static final List<Class<? extends Migration>> TWO =
      List.of(
          MigrateCommandTest.M20250101000000_CreateRooms.class,
          MigrateCommandTest.M20250102000000_CreateUsers.class);

  @TempDir private Path folder;

  private void execute(String... statements) throws SQLException {
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void baseline_prints_what_it_has_recorded() {
    assertThat(run(TWO, "baseline", ROOMS, "--reason", "it was there")).isEqualTo(0);
    assertThat(out()).containsExactly(ROOMS + "  recorded");
    run(TWO, "pending");
    assertThat(out()).containsExactly("20250102000000-create-users");

    assertThat(run(TWO, "baseline", ROOMS)).isEqualTo(2);
    assertThat(err()).first().asString().contains("--reason");
    assertThat(run(TWO, "baseline", ROOMS, "--reason", "again")).isEqualTo(2);
  }

  @Test
  void adopt_shows_what_it_would_record_and_records_it_with_a_reason() throws SQLException {
    execute(
        "CREATE TABLE \"SequelizeMeta\" (\"name\" VARCHAR(255))",
        "INSERT INTO \"SequelizeMeta\" VALUES ('20240101000000-old.js'), ('" + ROOMS + ".js')");

    assertThat(run(TWO, "adopt", "sequelize")).isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "20240101000000-old.js           no migration here",
            "20250101000000-create-rooms.js  covered by 20250101000000-create-rooms",
            "Nothing was changed. --reason TEXT records what is covered.");
    assertThat(run(TWO, "adopt", "sequelize", "--reason", "from Node")).isEqualTo(0);
    assertThat(out()).last().isEqualTo("1 migration recorded");
    assertThat(run(TWO, "adopt", "sequelize")).isEqualTo(0);
    assertThat(out())
        .contains(
            "20250101000000-create-rooms.js  recorded already as 20250101000000-create-rooms");
    assertThat(run(TWO, "adopt", "knex")).isEqualTo(2);
    assertThat(err())
        .first()
        .asString()
        .contains("'knex' is none of [sequelize, flyway, liquibase]");
  }

  @Test
  void a_mapping_is_written_confirmed_and_read() throws SQLException, IOException {
    execute(
        "CREATE TABLE \"flyway_schema_history\" (\"installed_rank\" INT, \"script\" VARCHAR(99),"
            + " \"success\" BOOLEAN)",
        "INSERT INTO \"flyway_schema_history\" VALUES (1, 'V1__a = b.sql', TRUE), (2, 'V2.sql',"
            + " TRUE)");
    Path file = folder.resolve("mapping.txt");

    assertThat(run(TWO, "adopt", "flyway", "--template")).isEqualTo(0);
    assertThat(out()).containsExactly("V1__a = b.sql =", "V2.sql =");
    Files.write(file, List.of("# confirmed by Ann", "", "V1__a = b.sql = " + ROOMS, "V2.sql ="));
    assertThat(run(TWO, "adopt", "flyway", "--mapping", file.toString(), "--reason", "x"))
        .isEqualTo(0);
    assertThat(out())
        .containsExactly(
            "V1__a = b.sql  covered by 20250101000000-create-rooms",
            "V2.sql         no migration here",
            "1 migration recorded");

    Files.write(file, List.of("V1"));
    assertThat(run(TWO, "adopt", "flyway", "--mapping", file.toString())).isEqualTo(2);
    assertThat(err())
        .containsExactly(
            "Mapping '%s' – line 'V1' has no ' ='. Nothing was changed. Write 'entry = migration', or 'entry =' for none, a line for each."
                .formatted(file));
    Files.write(file, List.of("V2.sql =", "V2.sql ="));
    assertThat(run(TWO, "adopt", "flyway", "--mapping", file.toString())).isEqualTo(2);
    assertThat(err()).first().asString().contains("repeats an entry");
    assertThat(run(TWO, "adopt", "flyway", "--mapping", folder.resolve("no").toString()))
        .isEqualTo(2);
    assertThat(err()).first().asString().contains("it cannot be read. Nothing was changed.");
  }
}
