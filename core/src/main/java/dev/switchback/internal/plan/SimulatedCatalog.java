package dev.switchback.internal.plan;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.Dependants;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.KeptNames;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.dialect.StandardSql;
import dev.switchback.dialect.TableSize;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.Upsert;
import dev.switchback.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Simulates the catalogue in the middle of a plan: what the database shows now, with the changes of
 * the steps before. Without a database, the schema is empty at first.
 */
public final class SimulatedCatalog implements Catalog {

  private static final Map<String, String> NONE = Map.of();

  private final Dialect dialect;

  /** The catalogue of the database; null for an empty schema. */
  private final @Nullable Catalog now;

  /** The tables that the plan has touched; empty for a dropped table. */
  private final Map<String, Optional<SimulatedTable>> tables = new HashMap<>();

  /** The tables to which the plan adds rows. */
  private final Set<String> filled = new HashSet<>();

  /** The tables from which the plan deletes rows, perhaps all. */
  private final Set<String> thinned = new HashSet<>();

  /** The views and schemas that the plan has touched, and whether they will exist. */
  private final Map<String, Boolean> others = new HashMap<>();

  /** Whether the catalogue was queried since {@link #listen}. */
  private boolean wasAsked;

  /** Whether nothing is known of existing objects, because the server is not asked. */
  private final boolean isUnknown;

  private final Operation.Visitor<Runnable> following = new Following();

  public SimulatedCatalog(Dialect dialect, @Nullable Catalog now) {
    this(dialect, now, false);
  }

  private SimulatedCatalog(Dialect dialect, @Nullable Catalog now, boolean isUnknown) {
    this.dialect = dialect;
    this.now = now;
    this.isUnknown = isUnknown;
  }

  /** Creates a catalogue that knows only the objects that the plan itself creates. */
  public static SimulatedCatalog ofUnknown(Dialect dialect) {
    return new SimulatedCatalog(dialect, null, true);
  }

  /** Returns the catalogue of the database; null for an empty schema. */
  private @Nullable Catalog now() {
    if (isUnknown) {
      throw new NotYetKnown("only the server knows what is there");
    }
    return now;
  }

  /** Thrown if an answer depends on objects that do not exist yet. Only the server will know it. */
  public static final class NotYetKnown extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotYetKnown(String what) {
      super(what, null, false, false);
    }
  }

  /** Starts to record whether the catalogue is queried. */
  void listen() {
    wasAsked = false;
  }

  boolean wasAsked() {
    return wasAsked;
  }

  // ---- changes by the plan

  /**
   * Applies an operation.
   *
   * @throws NotYetKnown if the operation changes a table that only the server knows
   */
  void apply(Operation operation) {
    operation.accept(following).run();
  }

  /** Applies each kind of operation. The compiler reports one that is missing. */
  private final class Following implements Operation.Visitor<Runnable> {

    @Override
    public Runnable createTable(CreateTable operation) {
      return () -> {
        if (!operation.ifNotExists() || !hasTable(operation.table().name())) {
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
    public Runnable commentOnTable(CommentOnTable operation) {
      return () -> {};
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
    public Runnable createSchema(CreateSchema operation) {
      return () -> others.put("schema " + operation.schema(), true);
    }

    @Override
    public Runnable dropSchema(DropSchema operation) {
      return () -> others.put("schema " + operation.schema(), false);
    }

    @Override
    public Runnable createView(CreateView operation) {
      return () -> others.put(view(operation.view(), operation.isMaterialized()), true);
    }

    @Override
    public Runnable replaceView(ReplaceView operation) {
      return () -> {};
    }

    @Override
    public Runnable dropView(DropView operation) {
      return () -> others.put(view(operation.view(), operation.isMaterialized()), false);
    }

    @Override
    public Runnable refreshMaterializedView(RefreshMaterializedView operation) {
      return () -> {};
    }

    @Override
    public Runnable executeSql(ExecuteSql operation) {
      return () -> {};
    }

    @Override
    public Runnable renameTable(RenameTable operation) {
      return () -> rename(operation.before(), operation.after());
    }

    @Override
    public Runnable renameColumn(RenameColumn operation) {
      return () -> {
        SimulatedTable table = touch(operation.table());
        List<String> values = enumValues(operation.table(), operation.before());
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
        table.setValues(
            operation.column(), StandardSql.enumValuesWith(operation, SimulatedCatalog.this));
      };
    }

    @Override
    public Runnable bulkInsert(BulkInsert operation) {
      return () -> filled.add(operation.table());
    }

    @Override
    public Runnable bulkUpdate(BulkUpdate operation) {
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
  }

  /** Notes that {@code table} may get rows, and that their number is not known. */
  void mayFill(String table) {
    if (!filled.contains(table)) {
      thinned.add(table);
    }
  }

  private void create(Table definition) {
    SimulatedTable table = new SimulatedTable(dialect, definition.name(), null);
    definition.columns().forEach(column -> table.add(definition.name(), column));
    definition.constraints().forEach(table::add);
    tables.put(definition.name(), Optional.of(table));
  }

  private void rename(String before, String after) {
    if (isUnknown && !tables.containsKey(before)) {
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

  private static String view(String name, boolean isMaterialized) {
    return (isMaterialized ? "materialized view " : "view ") + name;
  }

  private SimulatedTable touch(String name) {
    SimulatedTable table = planned(name).orElse(null);
    if (table == null) {
      Catalog now = tables.containsKey(name) ? null : now();
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

  private Optional<SimulatedTable> planned(String name) {
    return tables.getOrDefault(name, Optional.empty());
  }

  // ---- queries

  /** Queries the plan for a table that the plan has touched, else the database. */
  private <T> T ask(
      String table, Function<SimulatedTable, T> planned, Function<Catalog, T> asked, T nothing) {
    wasAsked = true;
    if (tables.containsKey(table)) {
      return planned(table).map(planned).orElse(nothing);
    }
    Catalog now = now();
    return now == null ? nothing : asked.apply(now);
  }

  /** Queries the database for a table that the plan has touched, by its current name. */
  private <T> T askNow(SimulatedTable planned, BiFunction<Catalog, String, T> asked, T nothing) {
    return now == null || planned.origin == null ? nothing : asked.apply(now, planned.origin);
  }

  @Override
  public boolean hasTable(String table) {
    return ask(table, planned -> true, asked -> asked.hasTable(table), false);
  }

  /** Returns whether there is a table of this name, ignoring upper and lower case. */
  boolean hasTableLike(String table) {
    return hasTable(table)
        || tables.entrySet().stream()
            .anyMatch(each -> each.getKey().equalsIgnoreCase(table) && each.getValue().isPresent());
  }

  /**
   * Returns whether an object that is not shown does not exist. False for an empty schema, because
   * it stands for an unknown one.
   */
  @Override
  public boolean showsAll() {
    Catalog now = now();
    return now != null && now.showsAll();
  }

  /** Returns the server's own catalogue for a table that the plan leaves unchanged. */
  @Override
  public Catalog of(String table) {
    wasAsked = true;
    Catalog now = tables.containsKey(table) ? null : now();
    return now == null ? this : now.of(table);
  }

  @Override
  public List<String> columnsRefusingNull(String table) {
    return ask(
        table,
        planned -> List.copyOf(planned.refusingNull),
        asked -> asked.columnsRefusingNull(table),
        List.of());
  }

  @Override
  public Map<String, List<String>> keysSettingNull(String table) {
    return ask(
        table, planned -> planned.settingNull, asked -> asked.keysSettingNull(table), Map.of());
  }

  /** Returns no uses for a table that the plan changes, because the plan may have removed them. */
  @Override
  public List<String> usesOf(String table, String column, boolean isRenamed) {
    return ask(
        table, planned -> List.of(), asked -> asked.usesOf(table, column, isRenamed), List.of());
  }

  /**
   * Returns the views that would break. Leaves out views that the plan creates, which are not known
   * to break, and views that the plan drops.
   */
  @Override
  public List<String> brokenBy(Dependants taken) {
    wasAsked = true;
    Catalog now = isNew(taken.table()) ? null : now();
    if (now == null) {
      return List.of();
    }
    String origin =
        planned(taken.table())
            .flatMap(each -> Optional.ofNullable(each.origin))
            .orElse(taken.table());
    return now.brokenBy(new Dependants(origin, taken.columnOrEmpty(), taken.isRenamed())).stream()
        .filter(
            broken ->
                others.keySet().stream()
                    .noneMatch(view -> broken.equals(view.replaceFirst("^view ", "view '") + "'")))
        .toList();
  }

  @Override
  public Map<String, String> columns(String table) {
    return ask(table, planned -> planned.columns, asked -> asked.columns(table), Map.of());
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    return ask(table, planned -> planned.constraints, asked -> asked.constraints(table), Map.of());
  }

  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    return ask(table, planned -> planned.kinds, asked -> asked.constraintKinds(table), Map.of());
  }

  @Override
  public List<String> foreignKeys(String table, String column) {
    return ask(
        table,
        planned -> planned.foreignKeysOver(column),
        asked -> asked.foreignKeys(table, column),
        List.of());
  }

  @Override
  public List<CatalogIndex> indexes(String table) {
    return ask(table, planned -> planned.indexes, asked -> asked.indexes(table), List.of());
  }

  @Override
  public List<String> sharedIndexes(String table, String column) {
    return ask(
        table,
        planned -> planned.shared(column),
        asked -> asked.sharedIndexes(table, column),
        List.of());
  }

  @Override
  public List<String> columnsOwningEnumTypes(String table) {
    return ask(
        table,
        planned -> planned.columns.keySet().stream().filter(planned.enumOwners::contains).toList(),
        asked -> asked.columnsOwningEnumTypes(table),
        List.of());
  }

  @Override
  public List<String> enumDependants(String table, String column) {
    return ask(
        table,
        planned -> askNow(planned, (asked, name) -> asked.enumDependants(name, column), List.of()),
        asked -> asked.enumDependants(table, column),
        List.of());
  }

  @Override
  public Map<String, NumberedColumn> numberedColumns(String table) {
    return ask(table, planned -> planned.numbered, asked -> asked.numberedColumns(table), Map.of());
  }

  @Override
  public List<String> enumValues(String table, String column) {
    return ask(
        table,
        planned ->
            planned
                .valuesOf(column)
                .orElseGet(
                    () ->
                        askNow(
                            planned, (asked, name) -> asked.enumValues(name, column), List.of())),
        asked -> asked.enumValues(table, column),
        List.of());
  }

  @Override
  public Map<String, String> attributes(String table, String column) {
    return ask(
        table,
        planned -> {
          if (planned.changed.contains(column)) {
            throw new NotYetKnown("a step before it changes column '" + column + "'");
          }
          return askNow(planned, (asked, name) -> asked.attributes(name, column), Map.of());
        },
        asked -> asked.attributes(table, column),
        Map.of());
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    wasAsked = true;
    Map<String, String> keys = new TreeMap<>();
    String origin = planned(table).map(planned -> planned.origin).orElse(table);
    Catalog now = isNew(table) ? null : now();
    if (now != null) {
      now.foreignKeysTo(origin)
          .forEach(
              (key, of) -> {
                if (constraintKinds(of).containsKey(key)) {
                  keys.put(key, of);
                }
              });
    }
    tables.forEach(
        (name, planned) ->
            planned.stream()
                .filter(of -> !name.equals(table))
                .flatMap(of -> of.references.entrySet().stream())
                .filter(reference -> reference.getValue().equals(table))
                .forEach(reference -> keys.put(reference.getKey(), name)));
    return keys;
  }

  /** Returns the dependents that the database has now and the plan does not remove. */
  @Override
  public Map<String, String> dependentsOf(String table, String column) {
    Map<String, String> dependents = new TreeMap<>();
    ask(
            table,
            planned -> askNow(planned, (asked, name) -> asked.dependentsOf(name, column), NONE),
            asked -> asked.dependentsOf(table, column),
            NONE)
        .forEach(
            (name, of) -> {
              if (of.isEmpty() ? hasView(name, false) : constraintKinds(of).containsKey(name)) {
                dependents.put(name, of);
              }
            });
    return dependents;
  }

  /** Returns whether the plan creates the table. */
  private boolean isNew(String table) {
    return planned(table).filter(planned -> planned.origin == null).isPresent();
  }

  /** Returns whether the table is in the database now, under any name. */
  boolean isOld(String table) {
    if (tables.containsKey(table)) {
      return planned(table).filter(planned -> planned.origin != null).isPresent();
    }
    Catalog now = now();
    return now == null || now.hasTable(table);
  }

  @Override
  public Optional<TableSize> size(String table) {
    Catalog now = now();
    if (now == null) {
      return Optional.empty();
    }
    return now.size(planned(table).map(planned -> planned.origin).orElse(table));
  }

  @Override
  public boolean hasRows(String table) {
    wasAsked = true;
    if (filled.contains(table)) {
      return true;
    }
    if (thinned.contains(table)) {
      throw new NotYetKnown("a step before it deletes rows of '" + table + "'");
    }
    return ask(
        table,
        planned -> askNow(planned, Catalog::hasRows, false),
        asked -> asked.hasRows(table),
        false);
  }

  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    wasAsked = true;
    Boolean planned = others.get(view(view, isMaterialized));
    if (planned != null) {
      return planned;
    }
    Catalog now = now();
    return now != null && now.hasView(view, isMaterialized);
  }

  @Override
  public List<String> schemasWith(String name) {
    wasAsked = true;
    Catalog now = now();
    List<String> schemas = new ArrayList<>(now == null ? List.of() : now.schemasWith(name));
    Optional<Boolean> planned = isPlanned(name);
    if (planned.isPresent()) {
      schemas.remove("");
      if (planned.get()) {
        schemas.add(0, "");
      }
    }
    return schemas;
  }

  /** Returns whether a table or view of this name will exist. Empty if the plan touches none. */
  private Optional<Boolean> isPlanned(String name) {
    Optional<Boolean> view =
        Stream.of(true, false)
            .flatMap(isMaterialized -> Stream.ofNullable(others.get(view(name, isMaterialized))))
            .max(Comparator.naturalOrder());
    return tables.containsKey(name)
        ? Optional.of(planned(name).isPresent() || view.orElse(false))
        : view;
  }

  @Override
  public boolean hasSchema(String schema) {
    Boolean planned = others.get("schema " + schema);
    if (planned != null) {
      return planned;
    }
    Catalog now = now();
    return now != null && now.hasSchema(schema);
  }

  /**
   * Returns how names of a table are stored. A table that the plan changes keeps the form that it
   * has in the database.
   */
  @Override
  public KeptNames keptNames(String table) {
    if (now == null) {
      return KeptNames.FOLDED;
    }
    if (!tables.containsKey(table)) {
      return now.keptNames(table);
    }
    return planned(table)
        .map(planned -> planned.origin)
        .map(now::keptNames)
        .orElse(KeptNames.FOLDED);
  }

  @Override
  public KeptNames keptSchema(String schema) {
    return now == null ? KeptNames.FOLDED : now.keptSchema(schema);
  }

  @Override
  public SchemaReader schema() {
    wasAsked = true;
    Catalog now = now();
    if (now == null || !tables.isEmpty() || !others.isEmpty()) {
      throw new NotYetKnown("the steps before it change the schema");
    }
    return now.schema();
  }
}
