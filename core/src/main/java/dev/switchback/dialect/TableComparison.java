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
 * In what a table that is there differs from one that is asked for: its columns with their types,
 * and its constraints. The catalogue shows no defaults, and not who takes {@code NULL}.
 */
record TableComparison(Dialect dialect, Catalog catalog) {

  /** A sentence for each difference. */
  List<String> differences(Table table) {
    List<String> differences = new ArrayList<>();
    compareColumns(table, differences);
    Map<String, List<String>> constraints = catalog.constraints(table.name());
    for (Constraint constraint : table.constraints()) {
      String name = dialect.nameInCatalog(constraint);
      List<String> columns = constraints.get(dialect.nameInCatalog(table.name(), name));
      List<String> expected =
          constraint.columns().stream()
              .map(column -> dialect.nameInCatalog(table.name(), column))
              .toList();
      if (!expected.equals(columns)) {
        differences.add("it does not have the " + constraint.describe());
      }
    }
    return differences;
  }

  /** Whether it was created by this definition: also every column takes NULL or refuses it. */
  boolean isAsDefined(Table table) {
    return differences(table).isEmpty()
        && catalog
            .schema()
            .describe(table.name())
            .filter(
                found -> table.columns().stream().allMatch(column -> hasNullability(found, column)))
            .isPresent();
  }

  /** A column of a key refuses NULL without being told to, and some servers do so for others. */
  private boolean hasNullability(TableDescription found, Column column) {
    boolean isNullable =
        found
            .column(dialect.nameInCatalog(found.name(), column.name()))
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
      String expected = dialect.typeInCatalog(table.name(), column);
      String type = found.remove(dialect.nameInCatalog(table.name(), column.name()));
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
