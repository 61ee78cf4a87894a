package dev.switchback.internal.base;

import dev.switchback.Mismatch;
import dev.switchback.OutOfOrder;
import java.time.Duration;
import java.util.Set;

/**
 * What a run may take.
 *
 * @param lockTimeout so long it waits for another run
 * @param staleAfter so long without a sign of life, and another run is taken for dead
 * @param statementTimeout the longest time for one statement of a migration; zero for any
 * @param lockWait the longest time that a statement waits for a lock of the database
 * @param lockWaitRetries so often a migration that got no lock in time is tried again
 * @param outOfOrder what becomes of late migrations
 * @param onMismatch what becomes of a run that finds an applied migration changed
 * @param untestedServers servers that only look like a database we know, and are used all the same
 */
public record RunSettings(
    Duration lockTimeout,
    Duration staleAfter,
    Duration statementTimeout,
    Duration lockWait,
    int lockWaitRetries,
    OutOfOrder outOfOrder,
    Mismatch onMismatch,
    Set<String> untestedServers) {

  /** The same with another answer to changed migrations. */
  public RunSettings with(Mismatch answer) {
    return new RunSettings(
        lockTimeout,
        staleAfter,
        statementTimeout,
        lockWait,
        lockWaitRetries,
        outOfOrder,
        answer,
        untestedServers);
  }

  /** Whether a server of this name is used although no run was tested on it. */
  public boolean accepts(String server) {
    return untestedServers.stream().anyMatch(server::equalsIgnoreCase);
  }

  /** In whole seconds, rounded up, as JDBC takes it. */
  public int statementTimeoutSeconds() {
    return Math.toIntExact(statementTimeout.plusMillis(999).toSeconds());
  }
}
