package dev.switchback.benchmarks.run;

import java.nio.file.Path;
import java.util.List;

/**
 * What the command line says.
 *
 * @param home the folder of the benchmarks
 * @param workloads names of those to run, or empty for all
 * @param rounds how often each figure is taken
 * @param quick whether sizes are small, to see that everything works
 */
record Options(Path home, List<String> workloads, int rounds, boolean quick) {

  static Options fromSystemProperties() {
    String workloads = System.getProperty("benchmarks.workloads", "");
    return new Options(
        Path.of(System.getProperty("benchmarks.home")),
        workloads.isBlank() ? List.of() : List.of(workloads.split(",")),
        Integer.getInteger("benchmarks.rounds", 5),
        Boolean.getBoolean("benchmarks.quick"));
  }

  boolean wants(String workload) {
    return workloads.isEmpty() || workloads.contains(workload);
  }

  /** The one or the other size. */
  int size(int full, int small) {
    return quick ? small : full;
  }

  /** For what takes long. */
  int fewRounds() {
    return Math.min(rounds, 3);
  }

  Path target() {
    return home.resolve("target");
  }
}
