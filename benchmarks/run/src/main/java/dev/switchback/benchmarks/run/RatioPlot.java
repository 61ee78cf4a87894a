package dev.switchback.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A drawing of all times, as ratios to the floor: a group of bars for each, on a logarithmic axis.
 */
final class RatioPlot {

  private static final int WIDTH = 1_000;
  private static final int LEFT = 390;
  private static final int RIGHT = 60;
  private static final int TOP = 90;
  private static final int BAR = 10;
  private static final int GAP = 12;

  /** The axis begins below the floor: some are better than it. */
  private static final double LEAST = 0.5;

  private static final double MOST = 1_000;

  private static final Map<Entrant, String> COLORS =
      new EnumMap<>(
          Map.of(
              Entrant.SWITCHBACK_INDEX, "#0b6e4f",
              Entrant.SWITCHBACK_SCAN, "#6bbf8a",
              Entrant.MYBATIS, "#8d99ae",
              Entrant.FLYWAY, "#d1495b",
              Entrant.LIQUIBASE, "#edae49"));

  private final Results results;
  private final StringBuilder svg = new StringBuilder();

  RatioPlot(Results results) {
    this.results = results;
  }

  void write(Path file, List<Workload> workloads) throws IOException {
    List<Figure> figures =
        workloads.stream()
            .flatMap(workload -> results.figures(workload.name()).stream())
            .filter(figure -> figure.unit().startsWith("ms") && bars(figure) > 0)
            .toList();
    int height = TOP + figures.stream().mapToInt(each -> bars(each) * BAR + GAP).sum() + GAP;
    open(height);
    legend();
    axis(height);
    int y = TOP;
    for (Figure figure : figures) {
      group(figure, y);
      y += bars(figure) * BAR + GAP;
    }
    svg.append("</svg>\n");
    Files.writeString(file, svg);
  }

  private int bars(Figure figure) {
    return (int) COLORS.keySet().stream().filter(e -> results.ratio(figure, e).isPresent()).count();
  }

  private void open(int height) {
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" \
        font-family="sans-serif" font-size="11" fill="#222">
        <rect width="%1$d" height="%2$d" fill="white"/>
        <text x="20" y="28" font-size="18" font-weight="bold">\
        Times, as multiples of raw JDBC (less is better)</text>
        """
            .formatted(WIDTH, height));
  }

  private void legend() {
    int x = 20;
    for (Map.Entry<Entrant, String> each : COLORS.entrySet()) {
      svg.append(
          """
          <rect x="%d" y="42" width="12" height="12" fill="%s"/>
          <text x="%d" y="52">%s</text>
          """
              .formatted(x, each.getValue(), x + 18, each.getKey()));
      x += 150;
    }
  }

  private void axis(int height) {
    for (double tick : new double[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000}) {
      String color = tick == 1 ? "#222" : "#ddd";
      svg.append(
          """
          <line x1="%1$d" y1="%2$d" x2="%1$d" y2="%3$d" stroke="%4$s"/>
          <text x="%1$d" y="%5$d" text-anchor="middle">%6$s</text>
          """
              .formatted(x(tick), TOP - 8, height - GAP, color, TOP - 12, "×" + (int) tick));
    }
  }

  private void group(Figure figure, int top) {
    int middle = top + bars(figure) * BAR / 2 + 4;
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
            .formatted(LEFT - 8, middle, figure.workload() + "  " + figure.name()));
    int y = top;
    for (Map.Entry<Entrant, String> each : COLORS.entrySet()) {
      Optional<Double> ratio = results.ratio(figure, each.getKey());
      if (ratio.isPresent()) {
        bar(ratio.get(), each.getValue(), y);
        y += BAR;
      }
    }
  }

  /** From the floor to the right, or to the left if it is less than the floor. */
  private void bar(double ratio, String color, int y) {
    int from = Math.min(x(1), x(ratio));
    int to = Math.max(x(1), x(ratio));
    svg.append(
        """
        <rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>
        <text x="%d" y="%d" font-size="9">%s</text>
        """
            .formatted(
                from,
                y,
                Math.max(to - from, 2),
                BAR - 1,
                color,
                to + 4,
                y + BAR - 2,
                MarkdownReport.ratioText(ratio)));
  }

  private static int x(double ratio) {
    double inside = Math.max(LEAST, Math.min(MOST, ratio));
    double part = Math.log(inside / LEAST) / Math.log(MOST / LEAST);
    return (int) Math.round(LEFT + part * (WIDTH - LEFT - RIGHT));
  }
}
