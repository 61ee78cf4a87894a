package dev.switchback.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every value that was measured, in the order of its figure's first appearance. */
final class Results {

  private final Map<Figure, Map<Entrant, List<Double>>> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  void add(String workload, String name, String unit, Entrant entrant, double value) {
    Figure figure = new Figure(workload, name, unit);
    values
        .computeIfAbsent(figure, any -> new EnumMap<>(Entrant.class))
        .computeIfAbsent(entrant, any -> new ArrayList<>())
        .add(value);
    System.out.printf("  %s  %s  %s: %s%n", workload, entrant, figure.title(), value);
  }

  /** Something failed, which the report shows. */
  void problem(String workload, String what, Entrant entrant, String problem) {
    String line = "%s, %s, %s: %s".formatted(workload, what, entrant, problem);
    problems.add(line);
    System.out.println("  " + line);
  }

  List<String> problems() {
    return problems;
  }

  /** The figures of a workload. */
  List<Figure> figures(String workload) {
    return values.keySet().stream().filter(each -> each.workload().equals(workload)).toList();
  }

  Optional<Summary> summary(Figure figure, Entrant entrant) {
    return Optional.ofNullable(values.getOrDefault(figure, Map.of()).get(entrant)).map(Summary::of);
  }

  /** The best of the floors there are. */
  Optional<Summary> floor(Figure figure) {
    return values.getOrDefault(figure, Map.of()).keySet().stream()
        .filter(Entrant::isFloor)
        .map(entrant -> summary(figure, entrant).orElseThrow())
        .min((a, b) -> Double.compare(a.median(), b.median()));
  }

  /** How many times the floor that is, unless the floor is nothing. */
  Optional<Double> ratio(Figure figure, Entrant entrant) {
    double floor = floor(figure).map(Summary::median).orElse(0.0);
    return summary(figure, entrant).filter(any -> floor > 0).map(each -> each.median() / floor);
  }

  void writeCsv(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("workload,figure,unit,contestant,round,value");
    values.forEach(
        (figure, byEntrant) ->
            byEntrant.forEach(
                (entrant, rounds) -> {
                  for (int i = 0; i < rounds.size(); i++) {
                    lines.add(
                        "%s,\"%s\",%s,\"%s\",%d,%s"
                            .formatted(
                                figure.workload(),
                                figure.name(),
                                figure.unit(),
                                entrant,
                                i + 1,
                                rounds.get(i)));
                  }
                }));
    Files.write(file, lines);
  }
}
