package dev.switchback.internal.base;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.OutOfOrder;
import java.time.Duration;
import java.util.Set;

/**
 * What a run may take.
 *
 * @param migrationLockTimeout so long it waits for another run
 * @param leaseTimeout so long without a sign of life, and another run is taken for dead
 * @param statementTimeout the longest time for one statement of a migration; zero for any
 * @param statementLockTimeout the longest time that a statement waits for a lock of the database
 * @param lockWaitRetries so often a migration that got no lock in time is tried again
 * @param outOfOrder what becomes of late migrations
 * @param onChangedMigration what becomes of a run that finds an applied migration changed
 * @param untestedServers servers that only look like a database we know, and are used all the same
 */
public record RunOptions(
    Duration migrationLockTimeout,
    Duration leaseTimeout,
    Duration statementTimeout,
    Duration statementLockTimeout,
    int lockWaitRetries,
    OutOfOrder outOfOrder,
    ChangedMigrationPolicy onChangedMigration,
    Set<String> untestedServers) {

  /** The same with another answer to changed migrations. */
  public RunOptions with(ChangedMigrationPolicy answer) {
    return new RunOptions(
        migrationLockTimeout,
        leaseTimeout,
        statementTimeout,
        statementLockTimeout,
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
