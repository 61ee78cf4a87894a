package dev.switchback.operation;

import static java.util.Comparator.comparing;

import dev.switchback.schema.Assignment;
import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The forms of rows and conditions: their columns and their number, never their values, which may
 * be secrets.
 */
record RowForm(boolean isSorted) {

  List<String> ordered(List<String> texts) {
    return Form.ordered(texts, isSorted);
  }

  List<String> of(List<Row> rows) {
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    List<String> forms = new ArrayList<>();
    for (RowGroup group : RowGroup.of(rows)) {
      List<String> columns = ordered(group.columns());
      if (isSorted) {
        counts.merge(columns, group.rows().size(), Integer::sum);
      } else {
        forms.add(of(columns, group.rows().size()));
      }
    }
    counts.forEach((columns, count) -> forms.add(of(columns, count)));
    return ordered(forms);
  }

  private static String of(List<String> columns, int count) {
    return new Form("rows").texts("columns", columns).number("count", count).end();
  }

  List<String> of(Condition condition) {
    Stream<Condition.Part> parts = condition.parts().stream();
    return (isSorted ? parts.sorted(comparing(RowForm::column)) : parts).map(RowForm::of).toList();
  }

  /** Returns the sort key of a part: its column, or a key after all columns for SQL. */
  private static String column(Condition.Part part) {
    if (part instanceof Condition.Equal equal) {
      return equal.column();
    }
    return part instanceof Condition.In in ? in.column() : "\uffff";
  }

  static String of(Assignment assignment) {
    if (assignment instanceof Assignment.Sql raw) {
      return new Form("sql")
          .text("column", raw.column())
          .text("sql", raw.sql())
          .parameters(raw.parameters())
          .end();
    }
    return new Form("value").text("column", assignment.column()).end();
  }

  private static String of(Condition.Part part) {
    if (part instanceof Condition.Sql raw) {
      return new Form("sql").text("sql", raw.sql()).parameters(raw.parameters()).end();
    }
    if (part instanceof Condition.In in) {
      return new Form("in").text("column", in.column()).number("values", in.values().size()).end();
    }
    Condition.Equal equal = (Condition.Equal) part;
    return new Form(equal.value() == null ? "isNull" : "equal")
        .text("column", equal.column())
        .end();
  }
}
