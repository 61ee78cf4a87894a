package dev.switchback.benchmarks.run;

import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs all workloads, and writes the report. */
public final class Benchmarks {

  private static final List<Workload> ALL =
      List.of(
          new NothingPending(),
          new EmptyDatabase(),
          new ManyTenants(),
          new EightProcesses(),
          new Discovery(),
          new LargeBackfill(),
          new LargeSchema(),
          new Brought());

  private Benchmarks() {}

  /** Reads the system properties {@code benchmarks.*}. */
  public static void main(String[] args) throws Exception {
    Options options = Options.fromSystemProperties();
    TestServer server = TestDatabase.POSTGRESQL.server();
    ClassPaths classPaths = new ClassPaths(options.home());
    GeneratedMigrations migrations =
        new GeneratedMigrations(
            options.target().resolve("migrations"), classPaths, options.size(5_000, 500));
    Arena arena = new Arena(options, server, classPaths, migrations, new Results());
    List<Workload> chosen = ALL.stream().filter(each -> options.wants(each.name())).toList();
    Instant start = Instant.now();
    for (Workload workload : chosen) {
      System.out.println(workload.name() + ": " + workload.title());
      workload.run(arena);
      List<String> environment = environment(arena, Duration.between(start, Instant.now()));
      write(arena, environment, chosen);
    }
  }

  /** After each workload, so that an interruption costs little. */
  private static void write(Arena arena, List<String> environment, List<Workload> workloads)
      throws IOException {
    Path folder = Files.createDirectories(arena.options().target().resolve("report"));
    new MarkdownReport(arena.results(), environment, workloads)
        .write(folder.resolve("performance.md"));
    new RatioPlot(arena.results()).write(folder.resolve("performance.svg"), workloads);
    arena.results().writeCsv(folder.resolve("results.csv"));
    System.out.println("Written: " + folder);
  }

  private static List<String> environment(Arena arena, Duration taken) throws Exception {
    List<String> lines = new ArrayList<>();
    Options options = arena.options();
    lines.add(
        "%s (UTC), in %d minutes; rounds: %d, fewer where n says so%s"
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                taken.toMinutes(),
                options.rounds(),
                options.quick() ? "; small sizes (`benchmarks.quick`), to try it only" : ""));
    lines.add("`" + command(options) + "`");
    lines.addAll(Machine.describe(arena.server()));
    for (Entrant entrant : Entrant.ALL) {
      if (!entrant.isFloor() && entrant != Entrant.SWITCHBACK_SCAN) {
        lines.add("%s: %s".formatted(entrant, jars(arena.classPaths().brought(entrant))));
      }
    }
    try (Stream<Path> drivers = arena.classPaths().warm(Entrant.RAW_JDBC).stream()) {
      lines.add(
          "all: "
              + jars(
                  drivers
                      .filter(jar -> jar.toString().matches(".*(postgresql|h2|HikariCP|jmh)-.*"))
                      .toList()));
    }
    return lines;
  }

  private static String command(Options options) {
    return "./mvnw -Pbenchmarks -pl :switchback-benchmarks -am -DskipTests verify"
        + " -Dbenchmarks.rounds="
        + options.rounds()
        + (options.workloads().isEmpty()
            ? ""
            : " -Dbenchmarks.workloads=" + String.join(",", options.workloads()))
        + (options.quick() ? " -Dbenchmarks.quick=true" : "");
  }

  private static String jars(List<Path> jars) {
    return String.join(
        ", ", jars.stream().map(jar -> jar.getFileName().toString().replace(".jar", "")).toList());
  }
}
