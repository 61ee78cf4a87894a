package dev.switchback.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The migrations in every form and number. They are made when they are needed for the first time,
 * and kept; classes are compiled once, and each jar holds the first so many.
 */
final class GeneratedMigrations {

  /** MyBatis asks for it: its own table is the first migration of each project. */
  private static final String CREATE_CHANGELOG =
      """
      -- // create changelog
      CREATE TABLE ${changelog} (
        ID NUMERIC(20,0) NOT NULL,
        APPLIED_AT VARCHAR(25) NOT NULL,
        DESCRIPTION VARCHAR(255) NOT NULL
      );
      ALTER TABLE ${changelog} ADD CONSTRAINT PK_${changelog} PRIMARY KEY (id);

      -- //@UNDO
      DROP TABLE ${changelog};
      """;

  private final Path folder;
  private final CompiledClasses classes;

  /**
   * @param most so many there are
   */
  GeneratedMigrations(Path folder, ClassPaths classPaths, int most) {
    this.folder = folder;
    classes = new CompiledClasses(folder, classPaths, first(most));
  }

  static List<GeneratedMigration> first(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(GeneratedMigration::new).toList();
  }

  /** A jar with the first so many, or a folder of scripts. */
  Path of(Form form, int count) throws IOException {
    Path made = folder.resolve(form + "-" + count + (form == Form.SCRIPTS ? "" : ".jar"));
    if (!Files.exists(made)) {
      List<GeneratedMigration> migrations = first(count);
      if (form == Form.SCRIPTS) {
        writeScripts(made, migrations);
      } else {
        JarFile.write(made, content(form, migrations));
      }
    }
    return made;
  }

  private Map<String, byte[]> content(Form form, List<GeneratedMigration> migrations)
      throws IOException {
    return switch (form) {
      case INDEX_FILE -> Map.of("migrations.index", text(migrations, this::indexLine));
      case SWITCHBACK -> classes.switchback(migrations);
      case SWITCHBACK_WITH_INDEX -> {
        Map<String, byte[]> content = new LinkedHashMap<>(classes.switchback(migrations));
        content.put(BuildTimeIndex.FILE, BuildTimeIndex.of(migrations).getBytes(UTF_8));
        yield content;
      }
      case FLYWAY -> classes.flyway(migrations);
      case CHANGELOG -> Map.of("changelog.sql", changelog(migrations));
      case SCRIPTS -> throw new IllegalArgumentException("no jar");
    };
  }

  private String indexLine(GeneratedMigration migration) {
    return migration.version() + "\t" + migration.sql() + "\n";
  }

  private static byte[] changelog(List<GeneratedMigration> migrations) {
    String changeSets = new String(text(migrations, GeneratedMigration::changeSet), UTF_8);
    return ("--liquibase formatted sql\n\n" + changeSets).getBytes(UTF_8);
  }

  private static byte[] text(
      List<GeneratedMigration> migrations,
      java.util.function.Function<GeneratedMigration, String> part) {
    return migrations.stream().map(part).collect(joining()).getBytes(UTF_8);
  }

  private static void writeScripts(Path made, List<GeneratedMigration> migrations)
      throws IOException {
    Path unfinished = Files.createDirectories(made.resolveSibling(made.getFileName() + ".part"));
    Files.writeString(unfinished.resolve("20241231000000_create_changelog.sql"), CREATE_CHANGELOG);
    for (GeneratedMigration each : migrations) {
      String name = "%s_add_table_%d.sql".formatted(each.version(), each.number());
      Files.writeString(unfinished.resolve(name), each.script());
    }
    Files.move(unfinished, made);
  }
}
