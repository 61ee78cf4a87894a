package dev.switchback.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** What the rounds of one figure come to, of which there is one or more. */
record Summary(double median, double min, double max, int rounds) {

  static Summary of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Summary(median, sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
  }

  /** Median, and the range if there is one. */
  @Override
  public String toString() {
    String middle = number(median);
    return number(min).equals(number(max))
        ? middle
        : "%s (%s–%s)".formatted(middle, number(min), number(max));
  }

  /** Three digits, or all before the point. */
  static String number(double value) {
    if (value == Math.rint(value) || value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.4f", value);
  }
}
