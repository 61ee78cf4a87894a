package dev.switchback.flyway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchback.FlywayScripts;
import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.tck.OwnFilesLoader;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Scripts that a test writes, on the class path of the migration that runs them. */
final class ScriptProject {

  static final String NAME = "20250101000000-old-scripts";

  private final Path root;
  private List<String> locations = List.of("db/migration");
  private Map<String, String> placeholders = Map.of();

  ScriptProject(Path root) {
    this.root = root;
  }

  /** Writes a file to {@code db/migration}. */
  ScriptProject with(String name, String text) throws IOException {
    return withFile("db/migration/" + name, text);
  }

  ScriptProject withFile(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, text.getBytes(UTF_8));
    return this;
  }

  ScriptProject without(String name) throws IOException {
    Files.delete(root.resolve("db/migration/" + name));
    return this;
  }

  ScriptProject at(String... folders) {
    locations = List.of(folders);
    return this;
  }

  ScriptProject placeholders(Map<String, String> values) {
    placeholders = values;
    return this;
  }

  /** Real Flyway, with the same scripts. */
  FluentConfiguration flyway(DataSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("filesystem:" + root.resolve("db/migration"))
        .placeholders(placeholders);
  }

  Migrator migrator(DataSource source) throws Exception {
    return configure(source).build();
  }

  MigratorBuilder configure(DataSource source) throws Exception {
    return configure(source, root.toUri().toURL());
  }

  /** The scripts are in a jar. */
  Migrator inJar(DataSource source, boolean hasFolders) throws Exception {
    Path jar = root.resolveSibling(root.getFileName() + "-" + hasFolders + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (Files.isRegularFile(file)) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(file, out);
        } else if (hasFolders && !name.isEmpty()) {
          out.putNextEntry(new JarEntry(name + "/"));
        }
      }
    }
    return configure(source, jar.toUri().toURL()).build();
  }

  private MigratorBuilder configure(DataSource source, URL files) throws Exception {
    Class<? extends Migration> type =
        new OwnFilesLoader(M20250101000000_OldScripts.class, files)
            .load()
            .asSubclass(Migration.class);
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.of(type, M20250201000000_AddNotesToCustomers.class))
        .factory(
            wanted ->
                wanted == type
                    ? (FlywayScripts)
                        type.getConstructor(List.class, Map.class)
                            .newInstance(locations, placeholders)
                    : new M20250201000000_AddNotesToCustomers());
  }
}
