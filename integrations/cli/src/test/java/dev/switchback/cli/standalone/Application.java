package dev.switchback.cli.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** An application with a migration, which knows nothing of the command line. */
final class Application {

  private static final String MIGRATION =
      """
      package com.acme.migrations;

      import static dev.switchback.schema.DataTypes.*;
      import dev.switchback.*;

      public final class M20250101000000_CreateRooms implements Migration {
        public void up(QueryInterface db) {
          db.createTable("rooms", t -> t.column("id", integer().primaryKey()));
        }
        public void down(QueryInterface db) {
          db.dropTable("rooms");
        }
      }
      """;

  private final Path folder;
  private final Path classes;

  Application(Path folder) throws IOException {
    this.folder = folder;
    this.classes = Files.createDirectories(folder.resolve("classes"));
    Path source = Files.writeString(folder.resolve("M20250101000000_CreateRooms.java"), MIGRATION);
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    if (exitCode != 0) {
      throw new AssertionError("the migration of the test does not compile");
    }
  }

  /** Returns a jar with the classes. */
  Path plainJar() throws IOException {
    Path jar = folder.resolve("app.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      addClasses(out, "");
    }
    return jar;
  }

  /** Returns a jar with the classes and with libraries, as Spring Boot's plug-ins make it. */
  Path bootJar(Path... libraries) throws IOException {
    Path jar = folder.resolve("boot.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      addClasses(out, "BOOT-INF/classes/");
      for (Path library : libraries) {
        out.putNextEntry(new ZipEntry("BOOT-INF/lib/" + library.getFileName()));
        Files.copy(library, out);
      }
    }
    return jar;
  }

  /** Returns a folder with these jars. */
  Path libraries(Path... libraries) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (Path library : libraries) {
      Files.copy(library, lib.resolve(library.getFileName().toString()));
    }
    return lib;
  }

  /** Returns a jar that claims to be the core of another version. */
  Path coreOfAnotherVersion() throws IOException {
    Path jar = folder.resolve("switchback-core-9.0.0.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      write(out, "Manifest-Version: 1.0\nImplementation-Version: 9.0.0\n\n");
      out.putNextEntry(new ZipEntry("dev/switchback/Migrator.class"));
      try (var original = dev.switchback.Migrator.class.getResourceAsStream("Migrator.class")) {
        original.transferTo(out);
      }
    }
    return jar;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void addClasses(JarOutputStream jar, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        jar.putNextEntry(new ZipEntry(prefix + name));
        Files.copy(file, jar);
      }
    }
  }

  /** Returns the jar that a class of the tests comes from. */
  static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pathOf(Path... entries) {
    return String.join(java.io.File.pathSeparator, Stream.of(entries).map(Path::toString).toList());
  }

  static List<String> lines(String text) {
    return text.lines().map(line -> line.replaceAll(" +\\d+ ms", " N ms")).toList();
  }
}
