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
 * search path, because the current schema has none of this name. A typed operation means the
 * current schema alone. The other schemas are in the path for their types and functions.
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

  /** Whether the server would find another table or view than one of the current schema. */
  boolean isElsewhere(String name) {
    return !first(name).isEmpty();
  }

  /** The schema in which the server finds a name; empty for the current one, or for none. */
  private String first(String name) {
    return catalog.schemasWith(name).stream().findFirst().orElse("");
  }

  /** The names that must be there already. */
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
