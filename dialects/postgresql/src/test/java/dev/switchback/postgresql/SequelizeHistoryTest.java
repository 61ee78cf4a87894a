package dev.switchback.postgresql;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchback.Adoption;
import dev.switchback.Migration;
import dev.switchback.MigrationTool;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A history that the real sequelize-cli has made, where npm is there to install it. */
class SequelizeHistoryTest {

  @TempDir private Path folder;

  @Test
  void what_sequelize_cli_has_applied_is_adopted_and_the_next_migration_runs() throws Exception {
    install();
    script(
        "20250101000000-create-rooms.js",
        "up: (q, S) => q.createTable('rooms', { id: { type: S.INTEGER, primaryKey: true } })");
    script(
        "20250102000000-addTopicToRooms.js",
        "up: (q, S) => q.addColumn('rooms', 'topic', { type: S.STRING(200) })");
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      sequelize(database);
      Migrator migrator =
          Migrator.configure()
              .dataSource(database.dataSource())
              .migrations(
                  List.of(
                      M20250101000000_CreateRooms.class,
                      M20250102000000_AddTopicToRooms.class,
                      M20250103000000_AddSizeToRooms.class))
              .build();

      assertThat(migrator.adopt(MigrationTool.SEQUELIZE, "from Node").entries())
          .extracting(Adoption.Entry::name, entry -> entry.migration().orElse(""))
          .containsExactly(
              tuple("20250101000000-create-rooms.js", "20250101000000-create-rooms"),
              tuple("20250102000000-addTopicToRooms.js", "20250102000000-add-topic-to-rooms"));
      assertThat(migrator.up().names()).containsExactly("20250103000000-add-size-to-rooms");
      assertThat(migrator.snapshot().tables()).hasSize(2); // SequelizeMeta is still there
    }
  }

  private void script(String name, String up) throws IOException {
    Path file = Files.createDirectories(folder.resolve("migrations")).resolve(name);
    Files.writeString(file, "module.exports = { " + up + ", down: async () => {} };\n");
  }

  private void install() throws Exception {
    Files.writeString(folder.resolve("package.json"), "{ \"private\": true }");
    try {
      run("npm", "install", "--no-audit", "--no-fund", "sequelize@6", "sequelize-cli@6", "pg@8");
    } catch (IOException e) {
      String sentence =
          "sequelize-cli was not tested – npm could not install it: "
              + String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " | ");
      Files.writeString(
          Path.of("target", "untested.txt"),
          sentence + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      throw new TestAbortedException(sentence, e);
    }
  }

  private void sequelize(FreshDatabase database) throws Exception {
    String server =
        database.url().replaceFirst("^jdbc:postgresql://", "").replaceFirst("\\?.*", "");
    String url = "postgres://%s:%s@%s".formatted(database.user(), database.password(), server);
    run(
        folder.resolve("node_modules/.bin/sequelize-cli").toString(),
        "db:migrate",
        "--url",
        url,
        "--migrations-path",
        "migrations");
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(command[0] + ": " + Files.readString(output, UTF_8));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  public static final class M20250101000000_CreateRooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("rooms", t -> t.column("id", integer().primaryKey()));
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("rooms");
    }
  }

  public static final class M20250102000000_AddTopicToRooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("rooms", "topic", string(200).nullable());
    }

    @Override
    public void down(QueryInterface db) {
      db.removeColumn("rooms", "topic");
    }
  }

  public static final class M20250103000000_AddSizeToRooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("rooms", "size", integer().nullable());
    }

    @Override
    public void down(QueryInterface db) {
      db.removeColumn("rooms", "size");
    }
  }
}
