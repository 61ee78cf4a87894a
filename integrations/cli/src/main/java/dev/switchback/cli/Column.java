package dev.switchback.cli;

import dev.switchback.cli.report.DisplayWidth;
import java.util.List;
import java.util.function.Function;

/** The texts of a column, padded to the width of the longest. */
record Column(List<String> texts) {

  static <T> Column of(List<T> rows, Function<T, String> text) {
    return new Column(rows.stream().map(text).toList());
  }

  String left(int row) {
    return texts.get(row) + padding(row);
  }

  String right(int row) {
    return padding(row) + texts.get(row);
  }

  private String padding(int row) {
    int width = texts.stream().mapToInt(DisplayWidth::of).max().orElse(0);
    return " ".repeat(width - DisplayWidth.of(texts.get(row)));
  }
}
