package dev.switchback.faults;

/**
 * How much is tried: enough for a build of every day, or, with {@code -Dswitchback.faults=full},
 * everything.
 */
final class Volume {

  private static final boolean FULL = System.getProperty("switchback.faults", "").equals("full");

  private Volume() {}

  static int of(int ordinary, int full) {
    return FULL ? full : ordinary;
  }

  /** Every how many-th kill point is tried. */
  static int stride(int ordinary) {
    return FULL ? 1 : Integer.getInteger("switchback.faults.stride", 2 * ordinary);
  }

  /** The seed of everything that is random, settable by {@code switchback.faults.seed}. */
  static long seed() {
    return Long.getLong("switchback.faults.seed", System.nanoTime());
  }
}
