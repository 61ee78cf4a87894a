package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.TableOperation;
import dev.switchback.schema.Constraint;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Refuses an operation if the server would find one of its tables or views in another schema of the
 * search path. That happens if the current schema has none of this name. A typed operation means
 * the current schema only; other schemas are in the path for their types and functions.
 */
record NamesInPath(Catalog catalog) {

  void require(Operation operation) {
    for (String name : names(operation)) {
      String schema = first(name);
      if (!schema.isEmpty()) {
        throw elsewhere(operation, name, schema);
      }
    }
  }

  /** Returns whether the server would find the table or view outside the current schema. */
  boolean isElsewhere(String name) {
    return !first(name).isEmpty();
  }

  /**
   * Returns the schema in which the server finds a name. Empty for the current schema, or if the
   * name does not exist.
   */
  private String first(String name) {
    return catalog.schemasWith(name).stream().findFirst().orElse("");
  }

  /** Returns the names that must exist before the operation. */
  private static Set<String> names(Operation operation) {
    Set<String> names = new LinkedHashSet<>();
    if (operation instanceof CreateTable create) {
      create.table().constraints().forEach(constraint -> addReferenced(names, constraint));
      names.remove(create.table().name());
    } else if (operation instanceof DropTable drop) {
      names.add(drop.table());
    } else if (operation instanceof DropView drop) {
      names.add(drop.view());
    } else if (operation instanceof RefreshMaterializedView refresh) {
      names.add(refresh.view());
    } else if (operation instanceof TableOperation on) {
      names.add(on.table());
      if (operation instanceof AddConstraint add) {
        addReferenced(names, add.constraint());
      }
    }
    return names;
  }

  private static void addReferenced(Set<String> names, Constraint constraint) {
    if (constraint instanceof Constraint.ForeignKey key) {
      names.add(key.referencedTable());
    }
  }

  private static IllegalArgumentException elsewhere(
      Operation operation, String name, String schema) {
    return new IllegalArgumentException(
        operation.describe()
            + " – the current schema has no '%s', and schema '%s' of the search path has one."
                .formatted(name, schema)
            + " Nothing was sent. To mean that one, name its schema in SQL of your own, by"
            + " execute(…), or migrate it by schema(\"%s\")".formatted(schema));
  }
}
