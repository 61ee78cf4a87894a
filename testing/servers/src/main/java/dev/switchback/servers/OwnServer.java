package dev.switchback.servers;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * A server for one test, which can kill and restart it. Unlike the shared servers, it keeps
 * committed data. Supports PostgreSQL, MySQL and MariaDB.
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

  /**
   * The number of attempts to restart. After PostgreSQL is killed, its other processes live a
   * moment longer and keep its shared memory.
   */
  private static final int ATTEMPTS = 100;

  private final PreparedServer prepared;
  private ServerProcess process;

  private OwnServer(PreparedServer prepared) throws IOException {
    this.prepared = prepared;
    process = prepared.process();
  }

  /**
   * Starts a server with fresh data.
   *
   * @param options options of the server, which override those that it has in tests
   * @throws IOException if it cannot start on this machine
   */
  public static OwnServer start(TestDatabase database, String... options) throws IOException {
    PreparedServer prepared =
        switch (database) {
          case POSTGRESQL -> PostgreSqlLaunch.prepare().with("--synchronous-commit=on");
          case MARIADB -> MariaDbLaunch.prepare().with(KEEP_COMMITS);
          case MYSQL -> MySqlLaunch.prepare().with(KEEP_COMMITS);
          case H2 -> throw new IllegalArgumentException("H2 in memory has no server to kill");
        };
    return new OwnServer(prepared.with(options));
  }

  /**
   * Writes each commit to the operating system. It survives a death of the process, but not of the
   * machine.
   */
  private static final String KEEP_COMMITS = "--innodb-flush-log-at-trx-commit=2";

  /** Returns the server, which has the same address after a restart. */
  public TestServer server() {
    return prepared.server();
  }

  /** Kills the server with {@code SIGKILL}. */
  public void kill() throws IOException {
    process.kill();
  }

  /** Restarts the server on its data, and returns when it accepts connections. */
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

  /** Kills the server, and deletes its data. */
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
