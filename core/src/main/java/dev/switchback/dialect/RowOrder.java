package dev.switchback.dialect;

import dev.switchback.operation.BulkDelete;
import java.util.List;
import java.util.Map;

/** Finds the order of rows that is the same on every database. */
final class RowOrder {

  private RowOrder() {}

  /** Returns the columns of the primary key. Rejects a table without one. */
  static List<String> of(BulkDelete operation, Catalog catalog) {
    String table = operation.table();
    Map<String, List<String>> columns = catalog.constraints(table);
    return catalog.constraintKinds(table).entrySet().stream()
        .filter(each -> each.getValue().contains(ConstraintKind.PRIMARY_KEY))
        .map(each -> columns.getOrDefault(each.getKey(), List.of()))
        .filter(key -> !key.isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    operation.describe()
                        + " – the table has no primary key, so it is not defined which rows are"
                        + " the first. Nothing was sent. Leave out the limit, or add a primary"
                        + " key"));
  }
}
