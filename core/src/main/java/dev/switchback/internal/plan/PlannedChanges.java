package dev.switchback.internal.plan;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.DefaultNames;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.EnumValues;
import dev.switchback.dialect.Guard;
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
import dev.switchback.schema.Table;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a plan have changed: the tables, views and schemas that they have touched.
 * Applies each kind of operation; the compiler reports one that is missing.
 */
final class PlannedChanges implements Operation.Visitor<Runnable> {

  /** The catalogue of the database before the plan. */
  interface Before {
    /** Returns the catalogue; null for an empty schema. */
    @Nullable Catalog now();
  }

  private final Dialect dialect;

  /** The catalogue with these changes. */
  private final Catalog catalog;

  private final Before database;

  /** Whether nothing is known of existing objects, because the server is not asked. */
  private final boolean isUnknown;

  /** The tables that the plan has touched; empty for a dropped table. */
  private final Map<String, Optional<SimulatedTable>> tables = new HashMap<>();

  /** The tables to which the plan adds rows. */
  private final Set<String> filled = new HashSet<>();

  /** The tables from which the plan deletes rows, perhaps all. */
  private final Set<String> thinned = new HashSet<>();

  /** The views and schemas that the plan has touched, and whether they will exist. */
  private final Map<String, Boolean> others = new HashMap<>();

  /** The values of the enum types that the plan has touched; empty for a dropped type. */
  private final Map<String, Optional<List<String>>> enumTypes = new HashMap<>();

  PlannedChanges(Dialect dialect, Catalog catalog, Before database, boolean isUnknown) {
    this.dialect = dialect;
    this.catalog = catalog;
    this.database = database;
    this.isUnknown = isUnknown;
  }

  // ---- changes

  @Override
  public Runnable createTable(CreateTable operation) {
    return () -> {
      if (!operation.ifNotExists() || !catalog.hasTable(operation.table().name())) {
        create(operation.table());
      }
    };
  }

  @Override
  public Runnable dropTable(DropTable operation) {
    return () -> {
      tables.put(operation.table(), Optional.empty());
      filled.remove(operation.table());
      thinned.remove(operation.table());
    };
  }

  @Override
  public Runnable setNumbering(SetNumbering operation) {
    return () -> touch(operation.table()).setNumbering(operation);
  }

  @Override
  public Runnable restartNumbering(RestartNumbering operation) {
    return () -> touch(operation.table()).renumber(operation.column(), operation.next());
  }

  @Override
  public Runnable alterTable(AlterTable operation) {
    return () -> operation.changes().forEach(each -> each.accept(this).run());
  }

  @Override
  public Runnable commentOnTable(CommentOnTable operation) {
    return () -> {};
  }

  @Override
  public Runnable setTableOptions(SetTableOptions operation) {
    return () -> touch(operation.table()).set(operation);
  }

  @Override
  public Runnable addColumn(AddColumn operation) {
    return () -> touch(operation.table()).add(operation.table(), operation.column());
  }

  @Override
  public Runnable removeColumn(RemoveColumn operation) {
    return () -> touch(operation.table()).removeColumn(operation.column());
  }

  @Override
  public Runnable addConstraint(AddConstraint operation) {
    return () -> touch(operation.table()).add(operation.constraint());
  }

  @Override
  public Runnable removeConstraint(RemoveConstraint operation) {
    String name = dialect.mapping().nameInCatalog(operation);
    return () -> touch(operation.table()).removeConstraint(name, operation.meansPrimaryKey());
  }

  @Override
  public Runnable addIndex(AddIndex operation) {
    return () -> touch(operation.table()).add(dialect.mapping().indexInCatalog(operation));
  }

  @Override
  public Runnable removeIndex(RemoveIndex operation) {
    String name = dialect.mapping().nameInCatalog(operation.table(), operation.name());
    return () -> touch(operation.table()).removeIndex(name);
  }

  @Override
  public Runnable renameIndex(RenameIndex operation) {
    return () -> touch(operation.table()).renameIndex(operation.before(), operation.after());
  }

  @Override
  public Runnable renameConstraint(RenameConstraint operation) {
    return () -> touch(operation.table()).renameConstraint(operation.before(), operation.after());
  }

  @Override
  public Runnable validateConstraint(ValidateConstraint operation) {
    return () -> {};
  }

  @Override
  public Runnable setIndexVisible(SetIndexVisible operation) {
    return () -> touch(operation.table()).setVisible(operation.name(), operation.isVisible());
  }

  @Override
  public Runnable createSchema(CreateSchema operation) {
    return () -> others.put("schema " + operation.schema(), true);
  }

  @Override
  public Runnable dropSchema(DropSchema operation) {
    return () -> others.put("schema " + operation.schema(), false);
  }

  @Override
  public Runnable renameSchema(RenameSchema operation) {
    return () -> {
      others.put("schema " + operation.before(), false);
      others.put("schema " + operation.after(), true);
    };
  }

  @Override
  public Runnable createEnumType(CreateEnumType operation) {
    return () -> enumTypes.put(operation.type(), Optional.of(operation.values()));
  }

  @Override
  public Runnable dropEnumType(DropEnumType operation) {
    return () -> enumTypes.put(operation.type(), Optional.empty());
  }

  @Override
  public Runnable createView(CreateView operation) {
    return () -> others.put(key(operation.view(), operation.isMaterialized()), true);
  }

  @Override
  public Runnable replaceView(ReplaceView operation) {
    return () -> {};
  }

  @Override
  public Runnable dropView(DropView operation) {
    return () -> {
      others.put(key(operation.view(), operation.isMaterialized()), false);
      if (operation.isMaterialized()) {
        tables.put(operation.view(), Optional.empty()); // its indexes are gone
      }
    };
  }

  @Override
  public Runnable renameView(RenameView operation) {
    return () -> {
      others.put(key(operation.before(), operation.isMaterialized()), false);
      others.put(key(operation.after(), operation.isMaterialized()), true);
    };
  }

  @Override
  public Runnable refreshMaterializedView(RefreshMaterializedView operation) {
    return () -> {};
  }

  @Override
  public Runnable guarded(Guarded operation) {
    return () -> {
      if (new Guard(dialect.mapping(), catalog).isNeeded(operation)) {
        operation.operation().accept(this).run();
      }
    };
  }

  /** These are the changes of that schema. */
  @Override
  public Runnable inSchema(InSchema operation) {
    return operation.operation().accept(this);
  }

  @Override
  public Runnable online(Online operation) {
    return operation.change().accept(this);
  }

  @Override
  public Runnable executeSql(ExecuteSql operation) {
    return () -> {};
  }

  @Override
  public Runnable renameTable(RenameTable operation) {
    return () -> {
      String before = operation.before();
      if (operation.withDependants() && !isUnknown(before)) {
        List<DefaultNames.Part> parts =
            new DefaultNames(dialect.mapping(), catalog, before).renamed(before, operation.after());
        SimulatedTable table = touch(before);
        parts.forEach(table::rename);
      }
      rename(before, operation.after());
    };
  }

  @Override
  public Runnable renameColumn(RenameColumn operation) {
    return () -> {
      SimulatedTable table = touch(operation.table());
      List<String> values = catalog.enumValues(operation.table(), operation.before());
      table.renameColumn(operation.before(), operation.after(), values);
    };
  }

  @Override
  public Runnable changeColumn(ChangeColumn operation) {
    return () -> touch(operation.table()).change(operation);
  }

  @Override
  public Runnable addEnumValue(AddEnumValue operation) {
    return () -> {
      SimulatedTable table = touch(operation.table());
      table.setValues(operation.column(), EnumValues.with(operation, catalog));
    };
  }

  @Override
  public Runnable renameEnumValue(RenameEnumValue operation) {
    return () -> {
      SimulatedTable table = touch(operation.table());
      table.setValues(operation.column(), EnumValues.renamed(operation, catalog));
    };
  }

  @Override
  public Runnable bulkInsert(BulkInsert operation) {
    return () -> filled.add(operation.table());
  }

  @Override
  public Runnable insertNumbered(InsertNumbered operation) {
    return () -> filled.add(operation.table());
  }

  @Override
  public Runnable copyIn(CopyIn operation) {
    return () -> filled.add(operation.table());
  }

  @Override
  public Runnable bulkUpdate(BulkUpdate operation) {
    return () -> {};
  }

  @Override
  public Runnable backfill(Backfill operation) {
    return () -> {};
  }

  @Override
  public Runnable bulkDelete(BulkDelete operation) {
    return () -> {
      filled.remove(operation.table());
      thinned.add(operation.table());
    };
  }

  @Override
  public Runnable upsert(Upsert operation) {
    return () -> filled.add(operation.table());
  }

  boolean hasTouchedEnumType(String type) {
    return enumTypes.containsKey(type);
  }

  /** Returns the values of an enum type that the plan has touched; empty if it is dropped. */
  Optional<List<String>> enumType(String type) {
    return enumTypes.getOrDefault(type, Optional.empty());
  }

  /** Notes that {@code table} may get rows, and that their number is not known. */
  void mayFill(String table) {
    if (!filled.contains(table)) {
      thinned.add(table);
    }
  }

  private void create(Table definition) {
    tables.put(definition.name(), Optional.of(SimulatedTable.created(dialect, definition)));
  }

  private void rename(String before, String after) {
    if (isUnknown(before)) {
      tables.put(before, Optional.empty());
      tables.remove(after); // only the server knows the table of that name now
      filled.remove(after);
      thinned.remove(after);
      return;
    }
    SimulatedTable table = touch(before);
    tables.put(before, Optional.empty());
    tables.put(after, Optional.of(table));
    tables.values().stream()
        .flatMap(Optional::stream)
        .forEach(other -> other.references.replaceAll((key, to) -> to.equals(before) ? after : to));
    if (filled.remove(before)) {
      filled.add(after);
    }
    if (thinned.remove(before)) {
      thinned.add(after);
    }
  }

  /** Returns whether only the server knows the table. */
  private boolean isUnknown(String table) {
    return isUnknown && !tables.containsKey(table);
  }

  private static String key(String name, boolean isMaterialized) {
    return (isMaterialized ? "materialized view " : "view ") + name;
  }

  private SimulatedTable touch(String name) {
    SimulatedTable table = table(name).orElse(null);
    if (table == null) {
      Catalog now = tables.containsKey(name) ? null : database.now();
      table = new SimulatedTable(dialect, name, tables.containsKey(name) ? null : name);
      if (now != null) {
        table.columns.putAll(now.columns(name));
        table.constraints.putAll(now.constraints(name));
        table.kinds.putAll(now.constraintKinds(name));
        table.indexes.addAll(now.indexes(name));
        table.enumOwners.addAll(now.columnsOwningEnumTypes(name));
        table.numbered.putAll(now.numberedColumns(name));
        table.refusingNull.addAll(now.columnsRefusingNull(name));
        table.settingNull.putAll(now.keysSettingNull(name));
      }
      tables.put(name, Optional.of(table));
    }
    return table;
  }

  /** Returns a touched table. Empty if the plan has dropped it, or has not touched it. */
  Optional<SimulatedTable> table(String name) {
    return tables.getOrDefault(name, Optional.empty());
  }

  // ---- what is changed

  /** Returns whether the plan has changed no table, view or schema. */
  boolean isEmpty() {
    return tables.isEmpty() && others.isEmpty() && enumTypes.isEmpty();
  }

  /** Returns whether the plan has touched the table. */
  boolean hasTouched(String table) {
    return tables.containsKey(table);
  }

  /** Returns the touched tables that will exist. */
  Map<String, SimulatedTable> tables() {
    Map<String, SimulatedTable> existing = new HashMap<>();
    tables.forEach((name, table) -> table.ifPresent(each -> existing.put(name, each)));
    return existing;
  }

  /** Returns whether the plan has touched a view, as {@link Catalog#brokenBy} describes it. */
  boolean touches(String described) {
    return others.keySet().stream()
        .anyMatch(view -> described.equals(view.replaceFirst("^view ", "view '") + "'"));
  }

  /** Returns whether the plan adds rows to the table. */
  boolean fills(String table) {
    return filled.contains(table);
  }

  /** Returns whether the plan deletes rows of the table, perhaps all. */
  boolean thins(String table) {
    return thinned.contains(table);
  }

  /** Returns whether a view will exist; null if the plan has not touched it. */
  @Nullable Boolean view(String view, boolean isMaterialized) {
    return others.get(key(view, isMaterialized));
  }

  /** Returns whether a schema will exist; null if the plan has not touched it. */
  @Nullable Boolean schema(String schema) {
    return others.get("schema " + schema);
  }

  /** Returns whether the plan creates the table. */
  boolean isNew(String table) {
    return table(table).filter(planned -> planned.origin == null).isPresent();
  }

  /** Returns whether a table or view of this name will exist. Empty if the plan touches none. */
  Optional<Boolean> isThere(String name) {
    Optional<Boolean> view =
        Stream.of(true, false)
            .flatMap(isMaterialized -> Stream.ofNullable(view(name, isMaterialized)))
            .max(Comparator.naturalOrder());
    return tables.containsKey(name)
        ? Optional.of(table(name).isPresent() || view.orElse(false))
        : view;
  }
}
