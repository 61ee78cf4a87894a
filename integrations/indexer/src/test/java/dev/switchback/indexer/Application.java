package dev.switchback.indexer;

import static dev.switchback.indexer.Build.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migrator;
import dev.switchback.h2.H2Dialect;
import io.github.classgraph.ClassGraph;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.simple.SimpleLogger;
import org.springframework.boot.loader.launch.JarLauncher;

/**
 * An application of three modules, two of them with migrations, packed in the ways that there are.
 * It runs in a process of its own, and prints what the indexes say and what it applied.
 */
final class Application {

  private static final String MAIN = "com.acme.chat.Main";

  private static final String MAIN_SOURCE =
      """
      public final class Main {
        public static void main(String[] args) throws Exception {
          var indexes =
              Main.class.getClassLoader().getResources("META-INF/services/dev.switchback.Migration");
          for (var index : java.util.Collections.list(indexes)) {
            try (var in = index.openStream()) {
              new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                  .lines()
                  .forEach(name -> System.out.println("indexed " + name));
            }
          }
          var database = new org.h2.jdbcx.JdbcDataSource();
          database.setUrl("jdbc:h2:mem:chat;DB_CLOSE_DELAY=-1");
          dev.switchback.Migrator.configure()
              .dataSource(database)
              .packages("com.acme.rooms", "com.acme.users")
              .build()
              .up()
              .names()
              .forEach(name -> System.out.println("applied " + name));
        }
      }
      """;

  private final Path folder;
  private final List<Path> libraries = new ArrayList<>();
  private final Path main;

  Application(Path folder) throws Exception {
    this.folder = folder;
    for (Class<?> type :
        List.of(
            Migrator.class,
            H2Dialect.class,
            ClassGraph.class,
            JdbcDataSource.class,
            Logger.class,
            SimpleLogger.class)) {
      libraries.add(jarOf(type));
    }
    libraries.add(migrations("com.acme.rooms", "M20250101000000_Rooms"));
    libraries.add(migrations("com.acme.users", "M20250102000000_Users"));
    main =
        compiled(
            MAIN,
            """
            module com.acme.chat {
              requires com.acme.rooms;
              requires com.acme.users;
              requires com.h2database;
              requires dev.switchback;
              requires java.naming;
            }
            """,
            MAIN_SOURCE);
  }

  private Path migrations(String holder, String name) throws IOException {
    return compiled(
        holder + "." + name,
        "module %1$s { requires dev.switchback; opens %1$s to dev.switchback; }".formatted(holder),
        """
        public final class %s implements dev.switchback.Migration {
          public void up(dev.switchback.QueryInterface db) { db.execute("SELECT 1"); }
          public void down(dev.switchback.QueryInterface db) {}
        }
        """
            .formatted(name));
  }

  /** A jar with a class and a module descriptor, which only a module path looks at. */
  private Path compiled(String className, String module, String declaration) throws IOException {
    Path jar = folder.resolve(className + ".jar");
    try (FileSystem archive = archive(jar)) {
      new Build(archive.getPath("/"))
          .options("--module-path", path(libraries.stream()))
          .compile(source("module-info", module), source(className, declaration));
    }
    return jar;
  }

  /** As {@code spring-boot-maven-plugin} packs it, with jars in the jar. */
  List<String> runAsSpringBootJar() throws Exception {
    Path jar = folder.resolve("boot.jar");
    // Stored, since the loader reads the jars in place.
    try (FileSystem archive = archive(jar)) {
      unpack(jarOf(JarLauncher.class), archive.getPath("/"));
      unpack(main, archive.getPath("BOOT-INF", "classes"));
      Path nested = Files.createDirectories(archive.getPath("BOOT-INF", "lib"));
      for (Path library : libraries) {
        Files.copy(library, nested.resolve(library.getFileName().toString()));
      }
      manifest(archive, JarLauncher.class.getName(), MAIN);
    }
    return run("-jar", jar.toString());
  }

  /** As shading plugins pack it: everything in one jar, and services of one name joined. */
  List<String> runAsFatJar() throws Exception {
    Path jar = folder.resolve("fat.jar");
    try (FileSystem archive = archive(jar)) {
      for (Path library : libraries) {
        unpack(library, archive.getPath("/"));
      }
      unpack(main, archive.getPath("/"));
      manifest(archive, MAIN, MAIN);
    }
    return run("-jar", jar.toString());
  }

  List<String> runOnTheModulePath() throws Exception {
    return run(
        "-p",
        path(Stream.concat(libraries.stream(), Stream.of(main))),
        "-m",
        "com.acme.chat/" + MAIN);
  }

  private List<String> run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output, UTF_8);
  }

  /** The jar that a class came from. In a build of several modules it may be a folder yet. */
  private Path jarOf(Class<?> type) throws Exception {
    Path location = MigrationIndexerTest.locationOf(type);
    if (!Files.isDirectory(location)) {
      return location;
    }
    Path jar = folder.resolve(type.getPackageName() + ".jar");
    try (FileSystem archive = archive(jar)) {
      copy(location, archive.getPath("/"));
    }
    return jar;
  }

  private static FileSystem archive(Path jar) throws IOException {
    return FileSystems.newFileSystem(jar, Map.of("create", "true", "compressionMethod", "STORED"));
  }

  private static void manifest(FileSystem archive, String mainClass, String startClass)
      throws IOException {
    Path manifest = archive.getPath("META-INF", "MANIFEST.MF");
    Files.createDirectories(manifest.getParent());
    Files.writeString(
        manifest,
        "Manifest-Version: 1.0\nMain-Class: %s\nStart-Class: %s\n"
            .formatted(mainClass, startClass));
  }

  private static void unpack(Path jar, Path target) throws IOException {
    try (FileSystem archive = FileSystems.newFileSystem(jar)) {
      copy(archive.getPath("/"), target);
    }
  }

  private static void copy(Path tree, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(tree)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = target.resolve(tree.relativize(file).toString());
      Files.createDirectories(copy.toAbsolutePath().getParent());
      if (!Files.exists(copy)) {
        Files.copy(file, copy);
      } else if (copy.getParent().endsWith("META-INF/services")) {
        Files.writeString(copy, Files.readString(file), StandardOpenOption.APPEND);
      }
    }
  }

  private static String path(Stream<Path> entries) {
    return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
