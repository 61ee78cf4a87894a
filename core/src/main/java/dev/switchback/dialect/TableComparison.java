package dev.switchback.dialect;

import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares an existing table with a definition: its columns with their types, and its constraints.
 * Does not compare defaults.
 */
record TableComparison(CatalogMapping mapping, Catalog catalog) {

  /** Returns a sentence for each difference. */
  List<String> differences(Table table) {
    List<String> differences = new ArrayList<>();
    compareColumns(table, differences);
    Map<String, List<String>> keys = catalog.constraints(table.name());
    for (Constraint constraint : table.constraints()) {
      if (!(constraint instanceof Constraint.Check check
          ? has(table, check)
          : has(table, keys, constraint))) {
        differences.add("it does not have the " + constraint.describe());
      }
    }
    return differences;
  }

  private boolean has(Table table, Map<String, List<String>> keys, Constraint constraint) {
    List<String> columns = keys.get(nameInCatalog(table, constraint));
    return constraint.columns().stream()
        .map(column -> mapping.nameInCatalog(table.name(), column))
        .toList()
        .equals(columns);
  }

  /** Looks for the name alone: a server rewrites the condition. */
  private boolean has(Table table, Constraint.Check check) {
    return catalog
        .constraintKinds(table.name())
        .getOrDefault(nameInCatalog(table, check), List.of())
        .contains(ConstraintKind.CHECK);
  }

  private String nameInCatalog(Table table, Constraint constraint) {
    return mapping.nameInCatalog(table.name(), mapping.nameInCatalog(constraint));
  }

  /**
   * Returns whether the table was created by this definition. Also compares whether each column is
   * nullable.
   */
  boolean isAsDefined(Table table) {
    return differences(table).isEmpty()
        && catalog
            .schema()
            .describe(table.name())
            .filter(
                found -> table.columns().stream().allMatch(column -> hasNullability(found, column)))
            .isPresent();
  }

  /**
   * Compares only an explicit nullability: columns of a key are implicitly NOT NULL, and on some
   * servers others too.
   */
  private boolean hasNullability(TableDescription found, Column column) {
    boolean isNullable =
        found
            .column(mapping.nameInCatalog(found.name(), column.name()))
            .map(ColumnDescription::isNullable)
            .orElse(false);
    return switch (column.definition().nullability()) {
      case NOT_NULL -> !isNullable;
      case NULLABLE -> isNullable;
      case UNSPECIFIED -> true;
    };
  }

  private void compareColumns(Table table, List<String> differences) {
    Map<String, String> found = new LinkedHashMap<>(catalog.columns(table.name()));
    for (Column column : table.columns()) {
      String expected = mapping.typeInCatalog(table.name(), column);
      String type = found.remove(mapping.nameInCatalog(table.name(), column.name()));
      if (type == null) {
        differences.add("it has no column '" + column.name() + "'");
      } else if (!type.equals(expected)) {
        differences.add(
            "its column '%s' is %s and not %s".formatted(column.name(), type, expected));
      }
    }
    found.keySet().forEach(more -> differences.add("it has a column '" + more + "'"));
  }
}
