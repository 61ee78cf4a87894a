package dev.switchback.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Direction;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.RecordingDataSource;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is promised of plans and fingerprints, on migrations as people write them. */
class MigrationsTest {

  private static final String PACKAGE = "dev.switchback.examples.chat.migrations";
  private static final Path SOURCES =
      Path.of("src/main/java/dev/switchback/examples/chat/migrations");

  /** As they were when they were applied first, by whatever JDK, and on whatever database. */
  private static final Map<String, String> FINGERPRINTS =
      new TreeMap<>(
          Map.of(
              "20250101000000-initial-schema",
              "v1:8573501ca52de73ded8967639267309e5e50f5a9fd23a91f7daadc9948656e44",
              "20250102090000-add-topic-to-rooms",
              "v1:73b97b735e46b8ae576074f3f49c10f8412701f81f7c2b7597214802ee019854",
              "20250103143000-add-replies-to-messages",
              "v1:860be5b33be68479c7a2f3255394d532f4f6fe3924f7faa9b7b27573de5ad04e",
              "20250106101500-name-api-keys-once",
              "v1:ab9383e80ca31b14e56f8c6f343e0c96c46cab2f1d4f5e995d7c6e48bd3e9f6b"));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void are_planned_as_the_driver_gets_them_then(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      RecordingDataSource watched = new RecordingDataSource(database.dataSource());
      Migrator migrator = Migrator.configure().dataSource(watched).packages(PACKAGE).build();
      Plan plan = migrator.plan();
      Plan offline = migrator.planOffline(Direction.UP, plan.dialect(), version(database));
      watched.clear();
      migrator.up();

      assertThat(plan.isComplete()).isTrue();
      assertThat(plan.sql()).isNotEmpty().isEqualTo(watched.sentByMigrations());
      assertThat(offline).isEqualTo(plan);

      Plan back = migrator.plan(Direction.DOWN);
      watched.clear();
      migrator.downAll();

      assertThat(back.isComplete()).isTrue();
      assertThat(back.sql()).isNotEmpty().isEqualTo(watched.sentByMigrations());
    }
  }

  private static String version(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  @ParameterizedTest
  @EnumSource
  void have_fingerprints_that_stay_the_same(TestDatabase kind) throws SQLException {
    assertThat(fingerprints(kind, PACKAGE, getClass().getClassLoader())).isEqualTo(FINGERPRINTS);
  }

  @Test
  void have_the_same_fingerprints_in_another_layout_with_other_names_and_compiler_options()
      throws Exception {
    UnaryOperator<String> other =
        source ->
            source
                .replaceAll("\\bdb\\b", "queries")
                .replaceAll("\\bINDEX\\b", "NAME")
                .replaceAll("(?m)^ +", "\t\t")
                .replace(";\n", " ;\n\n");

    assertThat(recompiled(other)).isEqualTo(FINGERPRINTS);
  }

  @Test
  void have_another_fingerprint_when_one_length_changes() throws Exception {
    Map<String, String> changed =
        recompiled(source -> source.replace("\"topic\", string(200)", "\"topic\", string(201)"));

    assertThat(changed).hasSize(FINGERPRINTS.size());
    changed.entrySet().removeAll(FINGERPRINTS.entrySet());
    assertThat(changed).containsOnlyKeys("20250102090000-add-topic-to-rooms");
  }

  private static Map<String, String> fingerprints(
      TestDatabase kind, String packageName, ClassLoader loader) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      Migrator.configure()
          .dataSource(database.dataSource())
          .packages(packageName)
          .classLoader(loader)
          .build()
          .up();
      Map<String, String> found = new TreeMap<>();
      try (ResultSet rows =
          statement.executeQuery("SELECT name, fingerprint FROM switchback_meta")) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getString(2));
        }
      }
      return found;
    }
  }

  /** The fingerprints of the same migrations, from sources that were edited. */
  private Map<String, String> recompiled(UnaryOperator<String> edit) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-g:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                Files.createDirectories(folder.resolve("classes")).toString()));
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        arguments.add(edited(source, edit).toString());
      }
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(exit).isEqualTo(0);
    URL classes = folder.resolve("classes").toUri().toURL();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, getClass().getClassLoader())) {
      return fingerprints(TestDatabase.H2, "com.acme.edited", loader);
    }
  }

  private Path edited(Path source, UnaryOperator<String> edit) throws IOException {
    String text = edit.apply(Files.readString(source)).replace(PACKAGE, "com.acme.edited");
    return Files.writeString(folder.resolve(source.getFileName()), text);
  }
}
