package dev.switchback.internal.lock;

import dev.switchback.dialect.ServerErrors;
import dev.switchback.internal.store.LeaseTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches a lease. A lease is stale if it has not changed for too long on the watcher's own clock.
 * Clocks of two machines are never compared.
 *
 * <p>A run whose heartbeats fail ends itself after half of {@code leaseTimeout}. Other runs regard
 * it as stale after seven tenths. The rest is their time to notice and to be certain, so that they
 * have taken over when {@code leaseTimeout} has elapsed.
 */
final class LeaseMonitor {

  private final LeaseTable lease;
  private final ServerErrors errors;
  private final Duration leaseTimeout;
  private final Duration longestSilence;
  private LeaseTable.@Nullable State last;
  private long since = System.nanoTime();

  LeaseMonitor(LeaseTable lease, ServerErrors errors, Duration leaseTimeout) {
    this.lease = lease;
    this.errors = errors;
    this.leaseTimeout = leaseTimeout;
    longestSilence = leaseTimeout.multipliedBy(7).dividedBy(10);
  }

  /**
   * Reads the lease. Returns empty if the server blocks the read, which says nothing about the
   * other run.
   */
  Optional<LeaseTable.State> observe() throws SQLException {
    long begin = System.nanoTime();
    try {
      LeaseTable.State seen = lease.read();
      if (System.nanoTime() - begin > leaseTimeout.dividedBy(3).toNanos()) {
        forget();
      }
      see(seen);
      return Optional.of(seen);
    } catch (SQLException e) {
      if (!errors.isLockWait(e)) {
        throw e;
      }
      forget();
      return Optional.empty();
    }
  }

  private void see(LeaseTable.State state) {
    if (last == null || !state.equals(last)) { // the first equals of a record takes 10 ms
      last = state;
      since = System.nanoTime();
    }
  }

  /** Restarts the measurement, so that an action against a stale lease has time to take effect. */
  void forget() {
    last = null;
  }

  /** Returns how long the lease has not changed. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /**
   * Returns whether the lease is stale. A run that holds the advisory lock without a lease can be
   * stale too: it takes the lease within a moment. A run that has declared that it has no heartbeat
   * is never stale.
   */
  boolean isStale() {
    LeaseTable.State state = last;
    return state != null
        && (state.owner() == null || state.beats())
        && silence().compareTo(longestSilence) > 0;
  }

  /** Describes the age of the last heartbeat, human-readable. */
  String age() {
    LeaseTable.State state = last;
    if (state == null || !state.beats()) {
      return "without a heartbeat";
    }
    return "last heartbeat %d s ago".formatted(silence().toSeconds());
  }
}
