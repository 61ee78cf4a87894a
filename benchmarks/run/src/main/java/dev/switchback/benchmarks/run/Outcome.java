package dev.switchback.benchmarks.run;

import java.util.Map;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param said numbers by their names
 * @param wallNanos from its start to its end
 * @param problem what went wrong, if anything
 */
record Outcome(Map<String, Long> said, long wallNanos, Optional<String> problem) {

  double milliseconds(String name) {
    return number(name) / 1e6;
  }

  double megabytes(String bytes) {
    return number(bytes) / 1e6;
  }

  double wallMilliseconds() {
    return wallNanos / 1e6;
  }

  /** What it said; 0 if it did not come so far. */
  long number(String name) {
    return said.getOrDefault(name, 0L);
  }
}
