package dev.switchback.dialect;

import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.Operation;
import dev.switchback.schema.ColumnDefinition.Nullability;
import dev.switchback.schema.Constraint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rejects a foreign key that sets a NOT NULL column to NULL. H2 and PostgreSQL create such a key,
 * and then reject each delete that should set the column.
 */
final class NullRules {

  private NullRules() {}

  static void require(AddConstraint operation, Catalog catalog, CatalogMapping mapping) {
    if (operation.constraint() instanceof Constraint.ForeignKey key && key.setsNull()) {
      List<String> refusing = catalog.columnsRefusingNull(operation.table());
      key.columns().stream()
          .filter(column -> refusing.contains(mapping.nameInCatalog(operation.table(), column)))
          .findFirst()
          .ifPresent(
              column -> {
                throw refused(
                    operation,
                    "it cannot be SET_NULL, because column '" + column + "' refuses NULL",
                    "Make the column nullable() first by changeColumn, or choose another action");
              });
    } else if (operation.constraint() instanceof Constraint.PrimaryKey key) {
      refuseSet(operation, operation.table(), key.columns(), catalog, mapping);
    }
  }

  /** Rejects NOT NULL for a column that a foreign key of its table sets to NULL. */
  static void require(ChangeColumn operation, Catalog catalog, CatalogMapping mapping) {
    if (operation.change().nullability() == Nullability.NOT_NULL) {
      refuseSet(operation, operation.table(), List.of(operation.column()), catalog, mapping);
    }
  }

  private static void refuseSet(
      Operation operation,
      String table,
      List<String> columns,
      Catalog catalog,
      CatalogMapping mapping) {
    Map<String, List<String>> setting = catalog.keysSettingNull(table);
    for (String column : columns) {
      String shown = mapping.nameInCatalog(table, column);
      Optional<String> key =
          setting.entrySet().stream()
              .filter(each -> each.getValue().contains(shown))
              .map(Map.Entry::getKey)
              .findFirst();
      if (key.isPresent()) {
        throw refused(
            operation,
            "column '%s' cannot refuse NULL, because the foreign key '%s' is SET_NULL"
                .formatted(column, key.get()),
            "Remove the key first by removeConstraint, and add it again with another action");
      }
    }
  }

  private static IllegalArgumentException refused(Operation operation, String why, String remedy) {
    return new IllegalArgumentException(
        operation.describe() + " – " + why + ". Nothing was sent. " + remedy);
  }
}
