package dev.switchback.dialect;

import dev.switchback.operation.Backfill;
import dev.switchback.operation.BulkDelete;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the order of rows that is the same on every database. */
final class RowOrder {

  private RowOrder() {}

  /** Returns the columns of the primary key. Rejects a table without one. */
  static List<String> of(BulkDelete operation, Catalog catalog) {
    return keyOf(operation.table(), catalog)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    operation.describe()
                        + " – the table has no primary key, so it is not defined which rows are"
                        + " the first. Nothing was sent. Leave out the limit, or add a primary"
                        + " key"));
  }

  /** Returns the columns of the primary key. Rejects a table without one. */
  static List<String> of(Backfill operation, Catalog catalog) {
    return keyOf(operation.table(), catalog)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    operation.describe()
                        + " – the table has no primary key, by which the batches could pass its"
                        + " rows. Nothing was sent. Add a primary key, or write bulkUpdate(…)"));
  }

  private static Optional<List<String>> keyOf(String table, Catalog catalog) {
    Map<String, List<String>> columns = catalog.constraints(table);
    return catalog.constraintKinds(table).entrySet().stream()
        .filter(each -> each.getValue().contains(ConstraintKind.PRIMARY_KEY))
        .map(each -> columns.getOrDefault(each.getKey(), List.of()))
        .filter(key -> !key.isEmpty())
        .findFirst();
  }
}
