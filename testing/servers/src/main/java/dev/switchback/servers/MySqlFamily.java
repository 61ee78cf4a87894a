package dev.switchback.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of MySQL's family: MySQL itself, or MariaDB, which has nearly the same options.
 *
 * @param home the folder of its programs, which also contains initial data
 * @param program the server's program, relative to that folder
 * @param ownOptions the options that the other product does not know
 */
record MySqlFamily(Path home, String program, List<String> ownOptions) {
  static final String USER = "switchback";
  static final String PASSWORD = "switchback";

  /** Creates the account of the tests with all privileges. */
  static final String CREATE_USER =
      """
      CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
      GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
      """
          .formatted(USER, PASSWORD);

  /** Options for speed: the data need not survive a crash of the machine. */
  private static final List<String> SMALL_AND_FAST =
      List.of(
          "--skip-ssl",
          "--skip-log-bin",
          "--innodb-buffer-pool-size=64M",
          "--innodb-log-file-size=8M",
          "--innodb-flush-log-at-trx-commit=0",
          "--innodb-flush-method=nosync",
          "--innodb-doublewrite=OFF");

  /** Returns the folder of the initial data. */
  Path pristineData() {
    return home.resolve("data");
  }

  /** Prepares a server with a copy of the initial data. */
  PreparedServer prepare(TestDatabase database, String urlOptions) throws IOException {
    Path folder = ServerFolders.running(database.property(), pristineData());
    int port = ServerProcess.freePort();
    Command server =
        command(
            folder.resolve("data"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            // Relative to the data folder, because the path of a socket has at most 107 characters.
            "--socket=server.sock",
            "--pid-file=server.pid",
            "--max-connections=200",
            "--skip-name-resolve");
    String url = "jdbc:%s://127.0.0.1:%s/%s".formatted(database.property(), port, urlOptions);
    return new PreparedServer(
        new TestServer(database, url, USER, PASSWORD),
        server,
        folder,
        "ready for connections",
        ServerEnd.KILL);
  }

  /** Returns the command that runs the server on a data folder. */
  Command command(Path data, String... options) throws IOException {
    // Beside the data folder, in which a folder would be a database. Not shared: a server that
    // starts deletes all files in its temporary folder, also those of other running servers.
    Path temporary = Files.createDirectories(data.resolveSibling("tmp"));
    List<String> words = new ArrayList<>();
    words.add(home.resolve(program).toString());
    words.add("--no-defaults"); // must be the first option
    words.add("--user=" + System.getProperty("user.name")); // otherwise the server refuses root
    words.add("--basedir=" + home);
    words.add("--datadir=" + data);
    words.add("--tmpdir=" + temporary);
    words.add("--lc-messages-dir=" + home.resolve("share"));
    words.addAll(SMALL_AND_FAST);
    words.addAll(ownOptions);
    words.addAll(List.of(options));
    return new Command(home, new SharedLibraries(home).environment(), words);
  }
}
