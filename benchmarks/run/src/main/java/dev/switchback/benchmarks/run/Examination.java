package dev.switchback.benchmarks.run;

import dev.switchback.servers.FreshDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process that is looked at closely, and not timed: through the counting proxy, with a log of
 * the classes that are loaded, and without garbage collection and thread-local buffers, so that the
 * heap grows by what is allocated, whatever the thread.
 */
record Examination(long roundTrips, long statements, long migrationClasses, Outcome outcome) {

  /** The result, or nothing if the process failed. */
  static Optional<Examination> of(
      Arena arena, String workload, Entrant entrant, int count, FreshDatabase database)
      throws IOException, InterruptedException {
    Path classes = Files.createTempFile("classes", ".log");
    try (CountingProxy proxy = CountingProxy.to(database.url(), Duration.ZERO)) {
      JavaCommand command =
          arena
              .application(entrant, count, database, proxy.url())
              .withOptions(
                  List.of(
                      "-XX:+UnlockExperimentalVMOptions",
                      "-XX:+UseEpsilonGC",
                      "-XX:-UseTLAB",
                      "-Xmx4g",
                      "-Xlog:class+load=info:file=" + classes + "::filecount=0"));
      long[] counted = new long[2];
      Outcome outcome =
          arena.run(
              command,
              point -> {
                counted[0] = proxy.roundTrips() - counted[0];
                counted[1] = proxy.statements() - counted[1];
              });
      if (outcome.problem().isPresent()) {
        arena.results().problem(workload, "examination", entrant, outcome.problem().get());
        return Optional.empty();
      }
      return Optional.of(
          new Examination(counted[0], counted[1], migrationClassesIn(classes), outcome));
    } finally {
      Files.delete(classes);
    }
  }

  private static long migrationClassesIn(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" " + GeneratedMigration.PACKAGE + ".")).count();
    }
  }
}
