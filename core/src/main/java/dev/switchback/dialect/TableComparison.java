package dev.switchback.dialect;

import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares an existing table with a definition: its columns with their types, and its constraints.
 * Does not compare defaults. Expressions are compared as far as they are certainly different.
 */
record TableComparison(CatalogMapping mapping, Catalog catalog) {

  /** Returns a sentence for each difference. */
  List<String> differences(Table table) {
    List<String> differences = new ArrayList<>();
    compareColumns(table, differences);
    Map<String, List<String>> keys = catalog.constraints(table.name());
    Map<String, List<ConstraintKind>> kinds =
        table.constraints().stream().anyMatch(Constraint.Check.class::isInstance)
            ? catalog.constraintKinds(table.name())
            : Map.of();
    for (Constraint constraint : table.constraints()) {
      Optional<Boolean> found =
          constraint instanceof Constraint.Check check
              ? isSame(table.name(), check, kinds)
              : isSame(table.name(), constraint, keys);
      if (!found.orElse(false)) {
        differences.add("it does not have the " + constraint.describe());
      }
    }
    if (!table.options().isEmpty()) {
      catalog
          .absentOptions(table.name(), table.options())
          .forEach(option -> differences.add("it does not have " + option.describe()));
    }
    if (differences.isEmpty()) {
      catalog
          .schema()
          .describe(table.name())
          .ifPresent(found -> compareDefinitions(table, found, differences));
    }
    return differences;
  }

  /** Compares what the names and the columns of constraints do not show. */
  private void compareDefinitions(Table table, TableDescription found, List<String> differences) {
    for (Constraint constraint : table.constraints()) {
      boolean isSame =
          found.constraints().stream()
              .filter(each -> each.name().equals(mapping.nameInCatalog(constraint)))
              .allMatch(each -> ConstraintMatch.isSame(each, constraint));
      if (!isSame) {
        differences.add("its constraint '" + constraint.name() + "' is another one");
      }
    }
    for (Column column : table.columns()) {
      found.column(column.name()).ifPresent(each -> compareValues(column, each, differences));
    }
  }

  /** Compares who supplies the values of a column: its expression, its numbering or the rows. */
  private static void compareValues(
      Column column, ColumnDescription found, List<String> differences) {
    DefaultValue said = column.definition().defaultOrNull();
    if (ColumnComparison.isOtherExpression(found, said)) {
      differences.add("its column '%s' has another expression".formatted(column.name()));
    }
    if (found.isAutoIncrement() != said instanceof DefaultValue.AutoIncrement) {
      differences.add(
          "its column '%s' is %s"
              .formatted(column.name(), found.isAutoIncrement() ? "numbered" : "not numbered"));
    }
    ColumnComparison.otherKind(found, said)
        .ifPresent(kind -> differences.add("its column '%s' is %s".formatted(column.name(), kind)));
  }

  /**
   * Returns whether the constraint of this name has the columns of {@code key}. Empty if there is
   * none of this name.
   *
   * @param keys see {@link Catalog#constraints}
   */
  Optional<Boolean> isSame(String table, Constraint key, Map<String, List<String>> keys) {
    List<String> expected =
        key.columns().stream().map(column -> mapping.nameInCatalog(table, column)).toList();
    return Optional.ofNullable(keys.get(nameInCatalog(table, key))).map(expected::equals);
  }

  /**
   * Returns whether the constraint of this name is a check. Empty if there is none of this name.
   * Does not compare the condition, because the server rewrites it.
   */
  Optional<Boolean> isSame(
      String table, Constraint.Check check, Map<String, List<ConstraintKind>> kinds) {
    return Optional.ofNullable(kinds.get(nameInCatalog(table, check)))
        .map(found -> found.contains(ConstraintKind.CHECK));
  }

  private String nameInCatalog(String table, Constraint constraint) {
    return mapping.nameInCatalog(table, mapping.nameInCatalog(constraint));
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
