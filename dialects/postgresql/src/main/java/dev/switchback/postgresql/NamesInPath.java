package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.TypeOperation;
import dev.switchback.operation.ViewOperation;
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
    for (String name : operation.acceptKind(new Names())) {
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

  /** Returns the names that must exist before an operation. */
  private static final class Names
      implements Operation.KindVisitor<Set<String>>, ViewOperation.Visitor<Set<String>> {

    @Override
    public Set<String> tableChange(TableChange operation) {
      Set<String> names = new LinkedHashSet<>(Set.of(operation.table()));
      names.addAll(operation.referencedTables());
      return names;
    }

    @Override
    public Set<String> data(DataOperation operation) {
      return Set.of(operation.table());
    }

    @Override
    public Set<String> view(ViewOperation operation) {
      return operation.accept(this);
    }

    @Override
    public Set<String> schema(SchemaOperation operation) {
      return Set.of();
    }

    @Override
    public Set<String> type(TypeOperation operation) {
      return Set.of();
    }

    @Override
    public Set<String> createTable(CreateTable operation) {
      Set<String> names = new LinkedHashSet<>();
      for (Constraint constraint : operation.table().constraints()) {
        names.addAll(constraint.referencedTables());
      }
      names.remove(operation.table().name());
      return names;
    }

    /** Returns no name if the table may be missing. */
    @Override
    public Set<String> dropTable(DropTable operation) {
      return operation.ifExists() ? Set.of() : Set.of(operation.table());
    }

    @Override
    public Set<String> renameTable(RenameTable operation) {
      return Set.of(operation.before());
    }

    /** Returns no name: the operation within is rendered, and checked, if it is needed. */
    @Override
    public Set<String> guarded(Guarded operation) {
      return Set.of();
    }

    /** Returns no name, because the statement names the schema. */
    @Override
    public Set<String> inSchema(InSchema operation) {
      return Set.of();
    }

    /** Returns no name: the change within is rendered, and checked. */
    @Override
    public Set<String> online(Online operation) {
      return Set.of();
    }

    @Override
    public Set<String> executeSql(ExecuteSql operation) {
      return Set.of();
    }

    @Override
    public Set<String> createView(CreateView operation) {
      return Set.of();
    }

    @Override
    public Set<String> replaceView(ReplaceView operation) {
      return Set.of();
    }

    @Override
    public Set<String> dropView(DropView operation) {
      return Set.of(operation.view());
    }

    @Override
    public Set<String> renameView(RenameView operation) {
      return Set.of(operation.before());
    }

    @Override
    public Set<String> refreshMaterializedView(RefreshMaterializedView operation) {
      return Set.of(operation.view());
    }
  }

  private static IllegalArgumentException elsewhere(
      Operation operation, String name, String schema) {
    return new IllegalArgumentException(
        operation.describe()
            + " – the current schema has no '%s', and schema '%s' of the search path has one."
                .formatted(name, schema)
            + " Nothing was sent. To use that one, name its schema in SQL by execute(…), or migrate that schema by schema(\"%s\")"
                .formatted(schema));
  }
}
