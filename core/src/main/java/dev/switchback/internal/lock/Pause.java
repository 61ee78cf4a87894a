package dev.switchback.internal.lock;

import dev.switchback.SwitchbackException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between attempts, each twice as long as the one before. They stay short enough to
 * notice a stopped heartbeat in time.
 */
final class Pause {

  private static final long FIRST = 50;

  /** The maximum pause. A twentieth of {@code leaseTimeout} applies if less. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final long longest;
  private long next = FIRST;

  Pause(Duration leaseTimeout) {
    long twentieth = leaseTimeout.dividedBy(20).toMillis();
    longest = Math.max(FIRST, Math.min(twentieth, LONGEST.toMillis()));
  }

  void take() {
    sleepAbout(next);
    next = Math.min(next * 2, longest);
  }

  void takeLongest() {
    sleep(longest);
  }

  static void takeFirst() {
    sleepAbout(FIRST);
  }

  /** Sleeps for half to one and a half of {@code millis}, so that waiting runs drift apart. */
  private static void sleepAbout(long millis) {
    sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SwitchbackException(
          "Interrupted while another process was migrating this database. Nothing was run here.",
          e);
    }
  }
}
