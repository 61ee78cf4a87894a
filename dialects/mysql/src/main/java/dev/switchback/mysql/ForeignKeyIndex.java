package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.ConstraintKind;
import java.util.List;

/**
 * The index that the server created for a foreign key. The server creates one under the key's name
 * if there is no other.
 */
final class ForeignKeyIndex {

  private ForeignKeyIndex() {}

  /** Returns whether the table has a foreign key of this name with an index of its own. */
  static boolean isOwn(String table, String key, Catalog catalog) {
    if (!catalog
        .constraintKinds(table)
        .getOrDefault(key, List.of())
        .contains(ConstraintKind.FOREIGN_KEY)) {
      return false;
    }
    List<String> columns = catalog.constraints(table).getOrDefault(key, List.of());
    return catalog.indexes(table).stream()
        .anyMatch(
            index ->
                index.name().equals(key)
                    && !index.isUnique()
                    && index.attributes().isEmpty()
                    && index.columns().equals(columns));
  }
}
