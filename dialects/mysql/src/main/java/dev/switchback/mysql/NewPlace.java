package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.schema.ColumnPosition;
import java.util.ArrayList;
import java.util.List;

/** The place that a step gives to a new or to an existing column. */
record NewPlace(Catalog catalog, String table, String column, ColumnPosition position) {

  /**
   * Returns whether a virtual column gets another number, for which the server copies the table.
   * False if the server is not asked.
   */
  boolean shiftsVirtualColumn() {
    if (!(catalog.of(table) instanceof MySqlCatalog mine)) {
      return false;
    }
    List<String> columns = mine.virtualColumns(table);
    if (columns.isEmpty()) {
      return false;
    }
    List<String> before = List.copyOf(mine.columns(table).keySet());
    List<String> after = new ArrayList<>(before);
    after.removeIf(column::equalsIgnoreCase);
    after.add(position.after().map(name -> indexOf(name, after) + 1).orElse(0), column);
    return columns.stream().anyMatch(name -> indexOf(name, before) != indexOf(name, after));
  }

  private static int indexOf(String name, List<String> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
