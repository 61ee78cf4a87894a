package dev.switchback.benchmarks.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a tool adds to an application, a driver not counted. */
final class Brought implements Workload {

  @Override
  public String name() {
    return "jars";
  }

  @Override
  public String title() {
    return "Jars brought for PostgreSQL, without a driver";
  }

  @Override
  public void run(Arena arena) throws Exception {
    for (Entrant entrant : Entrant.ALL) {
      List<Path> jars = arena.classPaths().brought(entrant);
      long bytes = 0;
      for (Path jar : jars) {
        bytes += Files.size(jar);
      }
      arena.results().add(name(), "jars", "", entrant, jars.size());
      arena.results().add(name(), "size", "kB", entrant, Math.rint(bytes / 1e3));
    }
  }
}
