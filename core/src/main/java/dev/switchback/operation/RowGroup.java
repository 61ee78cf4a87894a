package dev.switchback.operation;

import dev.switchback.schema.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive rows with the same columns, for which one statement is sufficient.
 *
 * @param columns in the order of the first row
 */
public record RowGroup(List<String> columns, List<Row> rows) {

  /** Returns {@code rows} in order, with a new group wherever the columns change. */
  public static List<RowGroup> of(List<Row> rows) {
    List<RowGroup> groups = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= rows.size(); i++) {
      if (i == rows.size() || !rows.get(i).hasColumnsOf(rows.get(start))) {
        groups.add(new RowGroup(rows.get(start).columns(), rows.subList(start, i)));
        start = i;
      }
    }
    return groups;
  }

  static List<Row> checked(String subject, List<Row> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          subject + " – it has no rows: name at least one, or leave the step out");
    }
    return List.copyOf(rows);
  }

  static String count(List<Row> rows) {
    return count(rows.size());
  }

  static String count(int rows) {
    return rows == 1 ? "1 row" : rows + " rows";
  }
}
