package dev.switchback.dialect;

import dev.switchback.schema.ColumnPosition;
import java.util.List;
import java.util.Optional;

/**
 * Where a column stands among the columns of its table.
 *
 * @param columns the columns of the table in order, as the catalogue shows them
 */
record ColumnPlace(CatalogMapping mapping, String table, List<String> columns) {

  static ColumnPlace in(Catalog catalog, CatalogMapping mapping, String table) {
    return new ColumnPlace(mapping, table, List.copyOf(catalog.columns(table).keySet()));
  }

  /** Returns whether {@code column} stands at {@code position}. */
  boolean isAt(String column, ColumnPosition position) {
    int at = indexOf(column);
    if (position.after().isEmpty()) {
      return at == 0;
    }
    return at > 0 && indexOf(position.after().get()) == at - 1;
  }

  /** Returns the position of {@code column}; empty if the table has no such column. */
  Optional<ColumnPosition> of(String column) {
    int at = indexOf(column);
    if (at < 0) {
      return Optional.empty();
    }
    return Optional.of(at == 0 ? ColumnPosition.FIRST : ColumnPosition.after(columns.get(at - 1)));
  }

  private int indexOf(String name) {
    String shown = mapping.nameInCatalog(table, name);
    for (int i = 0; i < columns.size(); i++) {
      if (mapping.isSameName(columns.get(i), shown)) {
        return i;
      }
    }
    return -1;
  }
}
