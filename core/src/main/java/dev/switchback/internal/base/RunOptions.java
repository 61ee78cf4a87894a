package dev.switchback.internal.base;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.OutOfOrder;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The options of a run.
 *
 * @param migrationLockTimeout the maximum time that a run waits for other runs
 * @param leaseTimeout how long a run may be without a heartbeat before another run takes over
 * @param statementTimeout the maximum time for one statement of a migration; zero for no limit
 * @param statementLockTimeout the maximum time that a statement waits for a lock of the database
 * @param lockWaitRetries how often a migration is retried after it did not get a database lock in
 *     time
 * @param outOfOrder what happens to pending migrations that are out of order
 * @param onChangedMigration what a run does if it finds an applied migration changed
 * @param withoutSquashes the names of squashes that are left out, so that the migrations run that
 *     they replace
 * @param untestedServers names of servers that only resemble a supported database, and are accepted
 */
public record RunOptions(
    Duration migrationLockTimeout,
    Duration leaseTimeout,
    Duration statementTimeout,
    Duration statementLockTimeout,
    int lockWaitRetries,
    OutOfOrder outOfOrder,
    ChangedMigrationPolicy onChangedMigration,
    List<String> withoutSquashes,
    Set<String> untestedServers) {

  /** Returns these options with another policy for changed migrations. */
  public RunOptions with(ChangedMigrationPolicy answer) {
    return new RunOptions(
        migrationLockTimeout,
        leaseTimeout,
        statementTimeout,
        statementLockTimeout,
        lockWaitRetries,
        outOfOrder,
        answer,
        withoutSquashes,
        untestedServers);
  }

  /** Returns whether a server of this name is accepted although no run was tested on it. */
  public boolean accepts(String server) {
    return untestedServers.stream().anyMatch(server::equalsIgnoreCase);
  }

  /** Returns the timeout in whole seconds, rounded up, as JDBC requires. */
  public int statementTimeoutSeconds() {
    return Math.toIntExact(statementTimeout.plusMillis(999).toSeconds());
  }
}
