package dev.switchback.benchmarks.run;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The tables, and in plain words where Switchback is not first. */
final class MarkdownReport {

  private static final String HOW_TO_READ =
      """
      Median (least–most), and how many times the floor that is; less is better everywhere. The floor
      is raw JDBC that reads its list of migrations from a file; of two floors it is the lower one. Each
      round runs every contestant once before the next round begins.
      """;

  private static final String HOW_MEASURED =
      """
      - *Time added, warm driver*: in a process of its own, from an open pool of two connections, on
        each of which a `SELECT` was run, to the return of the call. *Processor time* is that of the whole
        JVM between the same points, which Linux counts in hundredths of a second. *Whole process*: from its start to its end, pool and JVM included.
      - *Warm process*: JMH, one fork in each round, average of three seconds after three to warm up; on
        H2 the average of 15 calls after 15, each on a new database.
      - *Round trips and statements* are counted by a proxy, between the same points; a round trip is a
        change of direction, and the set-up of connections is not counted. *5 ms of network* is a proxy
        that delays each round trip by so much.
      - *Peak memory* is `VmHWM` of Linux, with the JVM's own choice of heap and collector.
      - *Allocated* is the growth of the heap with a collector that frees nothing (Epsilon) and without
        thread-local buffers, all threads included: one process. *Classes loaded* is counted in its
        `-Xlog:class+load`.
      """;

  private final Results results;
  private final List<String> environment;
  private final List<Workload> workloads;

  MarkdownReport(Results results, List<String> environment, List<Workload> workloads) {
    this.results = results;
    this.environment = environment;
    this.workloads = workloads;
  }

  void write(Path file) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add("# What was measured\n");
    parts.add(bullets(environment));
    parts.add("![Ratios to the floor](performance.svg)\n");
    parts.add(HOW_TO_READ);
    workloads.forEach(workload -> parts.add(table(workload)));
    parts.add("## Where Switchback is not first\n\n" + bulletsOr("Nowhere.", notFirst()));
    parts.add("## What failed\n\n" + bulletsOr("Nothing.", counted(results.problems())));
    parts.add("## How it was measured\n\n" + HOW_MEASURED);
    Files.writeString(file, String.join("\n", parts));
  }

  private String table(Workload workload) {
    List<Figure> figures = results.figures(workload.name());
    List<Entrant> columns =
        List.of(Entrant.values()).stream()
            .filter(e -> figures.stream().anyMatch(f -> results.summary(f, e).isPresent()))
            .toList();
    StringBuilder table = new StringBuilder();
    table.append("## %s: %s%n%n".formatted(workload.name(), workload.title()));
    table.append(row("", columns.stream().map(Entrant::toString).toList()));
    table.append(row("---", columns.stream().map(any -> "---:").toList()));
    for (Figure figure : figures) {
      List<String> cells = columns.stream().map(entrant -> cell(figure, entrant)).toList();
      table.append(row(figure.title() + rounds(figure), cells));
    }
    return table.toString();
  }

  private static String row(String first, List<String> cells) {
    return "| " + first + " | " + String.join(" | ", cells) + " |\n";
  }

  private String cell(Figure figure, Entrant entrant) {
    Optional<Summary> summary = results.summary(figure, entrant);
    if (summary.isEmpty()) {
      return "–";
    }
    String ratio =
        results
            .ratio(figure, entrant)
            .filter(any -> !entrant.isFloor())
            .map(times -> " **×" + ratioText(times) + "**")
            .orElse("");
    return summary.get() + ratio;
  }

  static String ratioText(double times) {
    return Summary.number(times >= 10 ? Math.rint(times) : Math.rint(times * 100) / 100);
  }

  private String rounds(Figure figure) {
    int most =
        List.of(Entrant.values()).stream()
            .flatMap(entrant -> results.summary(figure, entrant).stream())
            .mapToInt(Summary::rounds)
            .max()
            .orElse(0);
    return " (n = " + most + ")";
  }

  /** Figures in which another tool is better than the better one of Switchback's two. */
  private List<String> notFirst() {
    List<String> lines = new ArrayList<>();
    for (Workload workload : workloads) {
      for (Figure figure : results.figures(workload.name())) {
        Optional<Entrant> best = best(figure, false);
        Optional<Entrant> own = best(figure, true);
        if (best.isPresent()
            && own.isPresent()
            && median(figure, best.get()) < median(figure, own.get())) {
          lines.add(
              "%s, %s: %s %s, %s %s"
                  .formatted(
                      workload.name(),
                      figure.title(),
                      best.get(),
                      Summary.number(median(figure, best.get())),
                      own.get(),
                      Summary.number(median(figure, own.get()))));
        }
      }
    }
    return lines;
  }

  private Optional<Entrant> best(Figure figure, boolean switchback) {
    return List.of(Entrant.values()).stream()
        .filter(entrant -> !entrant.isFloor() && entrant.isSwitchback() == switchback)
        .filter(entrant -> results.summary(figure, entrant).isPresent())
        .min((a, b) -> Double.compare(median(figure, a), median(figure, b)));
  }

  private double median(Figure figure, Entrant entrant) {
    return results.summary(figure, entrant).orElseThrow().median();
  }

  /** The same failure at another table is the same. */
  private static List<String> counted(List<String> problems) {
    return problems.stream()
        .map(each -> each.replaceAll("\\bt_\\d+", "t_…"))
        .collect(groupingBy(each -> each, LinkedHashMap::new, counting()))
        .entrySet()
        .stream()
        .map(each -> "%d ×: %s".formatted(each.getValue(), each.getKey()))
        .toList();
  }

  private static String bulletsOr(String none, List<String> lines) {
    return lines.isEmpty() ? none + "\n" : bullets(lines);
  }

  private static String bullets(List<String> lines) {
    return lines.stream().map(line -> "- " + line + "\n").collect(joining());
  }
}
