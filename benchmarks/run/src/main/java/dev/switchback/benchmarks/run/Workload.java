package dev.switchback.benchmarks.run;

/** A part of the comparison. */
interface Workload {

  /** Such as {@code S1}. */
  String name();

  /** What it is, in a line. */
  String title();

  /** Measures, contestant by contestant in each round. */
  void run(Arena arena) throws Exception;
}
