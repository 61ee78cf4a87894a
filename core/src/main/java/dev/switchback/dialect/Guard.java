package dev.switchback.dialect;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.Backfill;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CopyIn;
import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropEnumType;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.InsertNumbered;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.Upsert;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.Constraint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides from the catalogue whether a {@link Guarded} operation is sent. The object that it finds
 * must be the one that the operation defines.
 *
 * <p>A removal also finds a name that differs only in upper and lower case. The database then
 * decides whether it is the same name.
 */
public final class Guard {

  private final CatalogMapping mapping;
  private final Catalog catalog;

  /** Creates a guard for the schema that {@code catalog} shows. */
  public Guard(CatalogMapping mapping, Catalog catalog) {
    this.mapping = mapping;
    this.catalog = catalog;
  }

  /** Returns whether the operation is needed. Does not compare an object that exists. */
  public boolean isNeeded(Guarded operation) {
    return operation.operation().accept(new Finding()).isThere == operation.isRemoval();
  }

  /**
   * Returns whether the operation is sent.
   *
   * @throws IllegalArgumentException if the object that exists is another one
   */
  boolean requires(Guarded operation) {
    Found found = operation.operation().accept(new Finding());
    if (found.isThere) {
      List<String> differences = new ArrayList<>(found.differences.get());
      operation
          .definition()
          .map(definition -> definition.accept(new Finding()))
          .ifPresent(defined -> differences.addAll(defined.differences.get()));
      refuseOther(operation, differences);
    }
    return found.isThere == operation.isRemoval();
  }

  private static void refuseOther(Guarded operation, List<String> differences) {
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – it exists, and is another one: "
              + String.join(", ", differences)
              + ". Nothing was sent. "
              + (operation.isRemoval()
                  ? "Remove it by its name if it is not needed"
                  : "Change it, or choose another name"));
    }
  }

  /**
   * What the catalogue shows of an object.
   *
   * @param isThere whether it exists
   * @param differences from the object that is expected
   */
  private record Found(boolean isThere, Supplier<List<String>> differences) {
    static final Found ABSENT = new Found(false, List::of);

    static Found byName(boolean isThere) {
      return new Found(isThere, List::of);
    }
  }

  private static Optional<String> like(Collection<String> names, String name) {
    return names.contains(name)
        ? Optional.of(name)
        : names.stream().filter(name::equalsIgnoreCase).findFirst();
  }

  /** Finds the object that an operation creates or removes. */
  private final class Finding implements Operation.Visitor<Found> {

    @Override
    public Found addColumn(AddColumn operation) {
      String table = operation.table();
      String name = mapping.nameInCatalog(table, operation.column().name());
      String type = catalog.columns(table).get(name);
      if (type == null) {
        return Found.ABSENT;
      }
      String expected = mapping.typeInCatalog(table, operation.column());
      return new Found(
          true,
          () ->
              type.equals(expected)
                  ? new InverseComparison(mapping, catalog).differences(table, operation.column())
                  : List.of("its type %s, not %s".formatted(type, expected)));
    }

    @Override
    public Found removeColumn(RemoveColumn operation) {
      String name = mapping.nameInCatalog(operation.table(), operation.column());
      return Found.byName(like(catalog.columns(operation.table()).keySet(), name).isPresent());
    }

    @Override
    public Found addConstraint(AddConstraint operation) {
      String table = operation.table();
      Constraint constraint = operation.constraint();
      Map<String, List<ConstraintKind>> all = catalog.constraintKinds(table);
      boolean isThere =
          all.containsKey(mapping.nameInCatalog(table, mapping.nameInCatalog(constraint)))
              || (constraint instanceof Constraint.PrimaryKey && hasPrimaryKey(all));
      return new Found(
          isThere, () -> new InverseComparison(mapping, catalog).differences(table, constraint));
    }

    private boolean hasPrimaryKey(Map<String, List<ConstraintKind>> constraints) {
      return constraints.values().stream()
          .anyMatch(kinds -> kinds.contains(ConstraintKind.PRIMARY_KEY));
    }

    @Override
    public Found removeConstraint(RemoveConstraint operation) {
      String table = operation.table();
      String name = mapping.nameInCatalog(table, mapping.nameInCatalog(operation));
      Map<String, List<ConstraintKind>> all = catalog.constraintKinds(table);
      return Found.byName(
          like(all.keySet(), name).isPresent()
              || (operation.meansPrimaryKey() && hasPrimaryKey(all)));
    }

    /** A concurrent build does not find its own remains, because it replaces them. */
    @Override
    public Found addIndex(AddIndex operation) {
      String table = operation.table();
      String name = mapping.nameInCatalog(table, operation.name());
      CatalogIndex expected = mapping.indexInCatalog(operation);
      Optional<CatalogIndex> found =
          catalog.indexes(table).stream().filter(index -> index.name().equals(name)).findFirst();
      boolean isRemains =
          found.filter(index -> !index.isValid() && index.isLike(expected)).isPresent();
      if (found.isEmpty() || (isRemains && operation.index().isConcurrent())) {
        return Found.ABSENT;
      }
      return new Found(
          true,
          () ->
              isRemains
                  ? List.of("an invalid index, which a concurrent build left when it failed")
                  : new InverseComparison(mapping, catalog).differences(operation));
    }

    @Override
    public Found removeIndex(RemoveIndex operation) {
      String name = mapping.nameInCatalog(operation.table(), operation.name());
      List<String> names =
          catalog.indexes(operation.table()).stream().map(CatalogIndex::name).toList();
      return Found.byName(like(names, name).isPresent());
    }

    @Override
    public Found addEnumValue(AddEnumValue operation) {
      List<String> values = catalog.enumValues(operation.table(), operation.column());
      int at = values.indexOf(operation.value());
      return new Found(
          at >= 0,
          () -> {
            List<String> differences = new ArrayList<>();
            String next = operation.beforeOrNull();
            if (next != null && at > values.indexOf(next)) {
              differences.add("a value that is not before '%s'".formatted(next));
            }
            String previous = operation.afterOrNull();
            if (previous != null && (!values.contains(previous) || at < values.indexOf(previous))) {
              differences.add("a value that is not after '%s'".formatted(previous));
            }
            return differences;
          });
    }

    @Override
    public Found createSchema(CreateSchema operation) {
      return Found.byName(catalog.hasSchema(operation.schema()));
    }

    @Override
    public Found dropSchema(DropSchema operation) {
      return Found.byName(catalog.hasSchema(operation.schema()));
    }

    @Override
    public Found createEnumType(CreateEnumType operation) {
      Optional<List<String>> values = catalog.enumType(operation.type());
      return new Found(
          values.isPresent(), () -> EnumValues.differences(operation, values.orElse(List.of())));
    }

    @Override
    public Found dropEnumType(DropEnumType operation) {
      return Found.byName(catalog.enumType(operation.type()).isPresent());
    }

    /** The query is not compared, because the catalogue shows it in other words. */
    @Override
    public Found createView(CreateView operation) {
      return view(operation.view(), operation.isMaterialized());
    }

    @Override
    public Found dropView(DropView operation) {
      return view(operation.view(), operation.isMaterialized());
    }

    private Found view(String view, boolean isMaterialized) {
      if (catalog.hasView(view, isMaterialized)) {
        return Found.byName(true);
      }
      if (catalog.hasTable(view)) {
        return new Found(true, () -> List.of("a table"));
      }
      return catalog.hasView(view, !isMaterialized)
          ? new Found(true, () -> List.of(isMaterialized ? "a view" : "a materialized view"))
          : Found.ABSENT;
    }

    private Found unguarded(Operation operation) {
      throw new AssertionError(operation.describe() + " has no condition of this kind");
    }

    // ---- without a condition, or with a form of their own

    @Override
    public Found createTable(CreateTable operation) {
      return unguarded(operation);
    }

    @Override
    public Found dropTable(DropTable operation) {
      return unguarded(operation);
    }

    @Override
    public Found setNumbering(SetNumbering operation) {
      return unguarded(operation);
    }

    @Override
    public Found restartNumbering(RestartNumbering operation) {
      return unguarded(operation);
    }

    @Override
    public Found commentOnTable(CommentOnTable operation) {
      return unguarded(operation);
    }

    @Override
    public Found setTableOptions(SetTableOptions operation) {
      return unguarded(operation);
    }

    @Override
    public Found renameColumn(RenameColumn operation) {
      return unguarded(operation);
    }

    @Override
    public Found changeColumn(ChangeColumn operation) {
      return unguarded(operation);
    }

    @Override
    public Found renameTable(RenameTable operation) {
      return unguarded(operation);
    }

    @Override
    public Found replaceView(ReplaceView operation) {
      return unguarded(operation);
    }

    @Override
    public Found refreshMaterializedView(RefreshMaterializedView operation) {
      return unguarded(operation);
    }

    @Override
    public Found executeSql(ExecuteSql operation) {
      return unguarded(operation);
    }

    @Override
    public Found bulkInsert(BulkInsert operation) {
      return unguarded(operation);
    }

    @Override
    public Found insertNumbered(InsertNumbered operation) {
      return unguarded(operation);
    }

    @Override
    public Found alterTable(AlterTable operation) {
      return unguarded(operation);
    }

    @Override
    public Found bulkUpdate(BulkUpdate operation) {
      return unguarded(operation);
    }

    @Override
    public Found backfill(Backfill operation) {
      return unguarded(operation);
    }

    @Override
    public Found copyIn(CopyIn operation) {
      return unguarded(operation);
    }

    @Override
    public Found bulkDelete(BulkDelete operation) {
      return unguarded(operation);
    }

    @Override
    public Found upsert(Upsert operation) {
      return unguarded(operation);
    }

    @Override
    public Found guarded(Guarded operation) {
      return unguarded(operation);
    }

    @Override
    public Found inSchema(InSchema operation) {
      return unguarded(operation);
    }

    @Override
    public Found online(Online operation) {
      return unguarded(operation);
    }

    @Override
    public Found renameIndex(RenameIndex operation) {
      return unguarded(operation);
    }

    @Override
    public Found renameConstraint(RenameConstraint operation) {
      return unguarded(operation);
    }

    @Override
    public Found validateConstraint(ValidateConstraint operation) {
      return unguarded(operation);
    }

    @Override
    public Found setIndexVisible(SetIndexVisible operation) {
      return unguarded(operation);
    }

    @Override
    public Found renameEnumValue(RenameEnumValue operation) {
      return unguarded(operation);
    }

    @Override
    public Found renameView(RenameView operation) {
      return unguarded(operation);
    }

    @Override
    public Found renameSchema(RenameSchema operation) {
      return unguarded(operation);
    }
  }
}
