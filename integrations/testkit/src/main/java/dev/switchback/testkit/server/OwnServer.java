package dev.switchback.testkit.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * A server that one test has for itself, to kill it and start it again. Unlike the shared ones it
 * keeps what it has said to be committed. PostgreSQL, MySQL and MariaDB.
 *
 * <pre>{@code
 * try (OwnServer own = OwnServer.start(TestDatabase.POSTGRESQL);
 *     FreshDatabase database = own.server().createDatabase()) {
 *   ...
 *   own.kill();
 *   own.restart();
 *   ...
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class OwnServer implements AutoCloseable {

  /** Of a killed PostgreSQL, other processes live a moment longer, and keep its memory. */
  private static final int ATTEMPTS = 100;

  private final PreparedServer prepared;
  private ServerProcess process;

  private OwnServer(PreparedServer prepared) throws IOException {
    this.prepared = prepared;
    process = prepared.process();
  }

  /**
   * Starts one with fresh data.
   *
   * @throws IOException if it cannot start on this machine
   */
  public static OwnServer start(TestDatabase database) throws IOException {
    return new OwnServer(
        switch (database) {
          case POSTGRESQL -> PostgreSqlLaunch.prepare().with("--synchronous-commit=on");
          case MARIADB -> MariaDbLaunch.prepare().with(KEEP_COMMITS);
          case MYSQL -> MySqlLaunch.prepare().with(KEEP_COMMITS);
          case H2 -> throw new IllegalArgumentException("H2 in memory has no server to kill");
        });
  }

  /** To the operating system at each commit: it outlives the process, if not the machine. */
  private static final String KEEP_COMMITS = "--innodb-flush-log-at-trx-commit=2";

  /** Where it is reached, before and after it was killed. */
  public TestServer server() {
    return prepared.server();
  }

  /** Kills it with {@code SIGKILL}. */
  public void kill() throws IOException {
    process.kill();
  }

  /** Starts it again, with the data that it left, and returns when it takes connections. */
  public void restart() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        process = prepared.process();
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a server started");
    }
  }

  /** Kills it, and deletes its data. */
  @Override
  public void close() throws IOException {
    kill();
    new Command(ServerFolders.root(), List.of("rm", "-rf", prepared.folder().toString())).run();
  }

  @Override
  public String toString() {
    return prepared.server().toString();
  }
}
