package dev.switchback;

import dev.switchback.schema.Row;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Any number of rows, in steps that fit into memory and into one batch. */
final class RowSteps {

  /** It stays as it is: a migration that is continued has to come to the same steps. */
  private static final int ROWS = 1_000;

  private RowSteps() {}

  static void of(Iterator<Row> rows, Consumer<List<Row>> step) {
    while (rows.hasNext()) {
      List<Row> some = new ArrayList<>();
      while (rows.hasNext() && some.size() < ROWS) {
        some.add(rows.next());
      }
      step.accept(some);
    }
  }
}
