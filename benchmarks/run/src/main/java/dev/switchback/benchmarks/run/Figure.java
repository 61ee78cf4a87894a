package dev.switchback.benchmarks.run;

/**
 * What is measured: less is better.
 *
 * @param workload such as {@code S1}
 */
record Figure(String workload, String name, String unit) {

  /** Its name with the unit, for people. */
  String title() {
    return unit.isEmpty() ? name : name + ", " + unit;
  }
}
