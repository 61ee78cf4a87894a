package dev.switchback.internal.database;

import dev.switchback.dialect.Dialect;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The connections to a database that can no longer write its files. H2 2.5.252 may never return
 * from closing one of them: {@code MVStore.registerVersionUsage} does not leave its loop.
 *
 * @param connections in the order in which they are closed
 */
record LostStore(Dialect dialect, List<Connection> connections) {

  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Closes the connections in a separate thread, and waits a limited time for it. */
  void close() {
    Thread closing = new Thread(this::closeEach, "switchback-closing");
    closing.setDaemon(true);
    closing.start();
    if (!hasEnded(closing)) {
      Log.LOG.warn(
          "{} – it cannot write its files, and a connection is not closed after {} s. The run no"
              + " longer waits for it. This process keeps the files open. Free disk space, and end"
              + " the process before the next run, by force if necessary.",
          name(),
          LONGEST.toSeconds());
    }
  }

  private void closeEach() {
    for (Connection connection : connections) {
      try {
        connection.close();
      } catch (SQLException | RuntimeException e) {
        Log.LOG.debug("A connection was not closed cleanly: {}", Redaction.firstLine(e));
      }
    }
  }

  private static boolean hasEnded(Thread thread) {
    try {
      thread.join(LONGEST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private String name() {
    try {
      Connection last = connections.get(connections.size() - 1);
      return dialect
          .sessions()
          .databaseName(last)
          .map(name -> "%s '%s'".formatted(dialect.name(), name))
          .orElse(dialect.name());
    } catch (SQLException | RuntimeException e) {
      return dialect.name();
    }
  }
}
