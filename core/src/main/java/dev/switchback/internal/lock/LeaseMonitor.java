package dev.switchback.internal.lock;

import dev.switchback.internal.store.LeaseTable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a lease again and again. It is stale when it stood still for so long on the watcher's
 * own clock: clocks of two machines are never compared.
 *
 * <p>A run of which there was no sign ends itself after half of {@code leaseTimeout}; others take
 * it for dead after seven tenths. That leaves them the time to notice, and to be certain, so that
 * they have taken over when all of it is up.
 */
final class LeaseMonitor {

  private final Duration longestSilence;
  private LeaseTable.@Nullable State last;
  private long since = System.nanoTime();

  LeaseMonitor(Duration leaseTimeout) {
    longestSilence = leaseTimeout.multipliedBy(7).dividedBy(10);
  }

  void see(LeaseTable.State state) {
    if (last == null || !state.equals(last)) { // the first equals of a record takes 10 ms
      last = state;
      since = System.nanoTime();
    }
  }

  /** Begins anew, so that what was done about a stale lease has time to take effect. */
  void forget() {
    last = null;
  }

  /** How long nothing has moved. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /**
   * A run without a lease is stale too, for it takes only a moment from the lock of the session to
   * the lease; one that said that it has no heartbeat never is.
   */
  boolean isStale() {
    LeaseTable.State state = last;
    return state != null
        && (state.owner() == null || state.beats())
        && silence().compareTo(longestSilence) > 0;
  }

  /** How long ago the last sign of life was seen, for people. */
  String age() {
    LeaseTable.State state = last;
    if (state == null || !state.beats()) {
      return "without a heartbeat";
    }
    return "last sign of life %d s ago".formatted(silence().toSeconds());
  }
}
