package dev.switchback.internal.plan;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.Dependants;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.KeptNames;
import dev.switchback.dialect.KeyCatalog;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.dialect.TableSize;
import dev.switchback.operation.Operation;
import dev.switchback.schema.TableOption;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Simulates the catalogue in the middle of a plan: what the database shows now, with the changes of
 * the steps before. Without a database, the schema is empty at first.
 */
public final class SimulatedCatalog implements Catalog {

  private static final Map<String, String> NONE = Map.of();

  /** The catalogue of the database; null for an empty schema. */
  private final @Nullable Catalog now;

  /** Whether the catalogue was queried since {@link #listen}. */
  private boolean wasAsked;

  /** Whether nothing is known of existing objects, because the server is not asked. */
  private final boolean isUnknown;

  private final PlannedDatabase database;

  private final PlannedChanges changes;

  /** The catalogue of the current schema, which knows those of the others. */
  private final SimulatedCatalog current;

  private final Map<String, SimulatedCatalog> others = new HashMap<>();

  private SimulatedCatalog(
      PlannedDatabase database,
      @Nullable Catalog now,
      boolean isUnknown,
      @Nullable SimulatedCatalog current) {
    this.database = database;
    this.now = now;
    this.isUnknown = isUnknown;
    this.current = current == null ? this : current;
    changes = new PlannedChanges(database.dialect(), this, this::now, isUnknown);
  }

  /**
   * Creates the catalogue of a plan.
   *
   * @param connection null without a database: its schemas are empty
   */
  public static SimulatedCatalog of(Dialect dialect, @Nullable Connection connection) {
    PlannedDatabase database = new PlannedDatabase(dialect, connection);
    return new SimulatedCatalog(database, database.catalog(), false, null);
  }

  /**
   * Creates a catalogue that knows only the objects that the plan itself creates. It asks the
   * server only what does not depend on objects.
   */
  public static SimulatedCatalog ofUnknown(Dialect dialect, Connection connection) {
    return new SimulatedCatalog(new PlannedDatabase(dialect, connection), null, true, null);
  }

  /** Returns the catalogue of another schema. It is empty if the plan creates the schema. */
  @Override
  public SimulatedCatalog inSchema(String schema) {
    return current.others.computeIfAbsent(schema, current::create);
  }

  private SimulatedCatalog create(String schema) {
    if (database.isCurrent(schema)) {
      return this;
    }
    boolean isEmpty = isUnknown || Boolean.TRUE.equals(changes.schema(schema));
    return new SimulatedCatalog(
        database, isEmpty ? null : database.catalogOf(schema), isUnknown, this);
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
    operation.accept(changes).run();
  }

  /** Notes that {@code table} may get rows, and that their number is not known. */
  void mayFill(String table) {
    changes.mayFill(table);
  }

  // ---- queries

  /** Queries the plan for a table that the plan has touched, else the database. */
  private <T> T ask(
      String table, Function<SimulatedTable, T> planned, Function<Catalog, T> asked, T nothing) {
    wasAsked = true;
    if (changes.hasTouched(table)) {
      return changes.table(table).map(planned).orElse(nothing);
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
        || changes.tables().keySet().stream().anyMatch(each -> each.equalsIgnoreCase(table));
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
    Catalog now = changes.hasTouched(table) ? null : now();
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
    Catalog now = changes.isNew(taken.table()) ? null : now();
    if (now == null) {
      return List.of();
    }
    String origin =
        changes
            .table(taken.table())
            .flatMap(each -> Optional.ofNullable(each.origin))
            .orElse(taken.table());
    return now.brokenBy(taken.on(origin)).stream()
        .filter(broken -> !changes.touches(broken))
        .toList();
  }

  /** Returns nothing for a table or view that the plan touches. The run reads it. */
  @Override
  public List<String> lostWith(String table, Optional<String> columnOrEmpty) {
    wasAsked = true;
    Catalog now = changes.isThere(table).isPresent() ? null : now();
    return now == null ? List.of() : now.lostWith(table, columnOrEmpty);
  }

  @Override
  public List<String> brokenByRename(String schema) {
    wasAsked = true;
    Catalog now = now();
    return now == null
        ? List.of()
        : now.brokenByRename(schema).stream().filter(broken -> !changes.touches(broken)).toList();
  }

  @Override
  public Map<String, String> columns(String table) {
    return ask(table, planned -> planned.columns, asked -> asked.columns(table), Map.of());
  }

  /**
   * Returns the types of the server for the columns that the plan leaves unchanged. The type of a
   * column that the plan renames is not known.
   */
  @Override
  public Map<String, Map<String, String>> keyColumns(List<String> tables) {
    return tables.stream().collect(toMap(identity(), this::keyColumns));
  }

  private Map<String, String> keyColumns(String table) {
    return ask(
        table,
        this::keyColumns,
        asked -> asked.keyColumns(List.of(table)).getOrDefault(table, Map.of()),
        Map.of());
  }

  private Map<String, String> keyColumns(SimulatedTable planned) {
    Map<String, String> before =
        askNow(
            planned,
            (asked, name) -> asked.keyColumns(List.of(name)).getOrDefault(name, Map.of()),
            Map.of());
    Map<String, String> columns = new LinkedHashMap<>();
    planned.columns.forEach(
        (name, type) ->
            columns.put(
                name,
                planned.changed.contains(name)
                    ? planned.keyTypes.getOrDefault(name, KeyCatalog.UNKNOWN)
                    : before.getOrDefault(name, type)));
    return columns;
  }

  @Override
  public boolean showsColumnsOf(String table) {
    return changes.isNew(table) || showsAll();
  }

  /** Returns false for a table that the plan touches. */
  @Override
  public boolean isMissing(String table) {
    Catalog now = changes.isThere(table).isPresent() ? null : now();
    return now != null && now.isMissing(table);
  }

  @Override
  public boolean requiresReferencedTable() {
    Catalog now = now();
    return now == null || now.requiresReferencedTable();
  }

  @Override
  public boolean requiresKey() {
    Catalog now = now();
    return now == null || now.requiresKey();
  }

  @Override
  public String collationOf(String table) {
    Optional<SimulatedTable> planned = changes.table(table);
    Optional<String> collation = planned.flatMap(each -> Optional.ofNullable(each.collation));
    Catalog now = now();
    if (now == null || collation.isPresent()) {
      return collation.orElse("");
    }
    return now.collationOf(planned.map(each -> each.origin).orElse(table));
  }

  /** Returns the options that a table does not have, unless the plan changes its options. */
  @Override
  public List<TableOption> absentOptions(String table, List<TableOption> options) {
    return ask(
        table,
        planned ->
            planned.origin == null || !planned.options.isEmpty()
                ? absent(planned, options)
                : askNow(planned, (asked, name) -> asked.absentOptions(name, options), List.of()),
        asked -> asked.absentOptions(table, options),
        List.of());
  }

  private static List<TableOption> absent(SimulatedTable planned, List<TableOption> options) {
    if (!planned.options.containsAll(options)) {
      throw new NotYetKnown("a step before it creates or changes the table");
    }
    return List.of();
  }

  /** Returns nothing for a table that the plan touches. The run reads it. */
  @Override
  public List<TableOption> currentOptions(String table, List<TableOption> options) {
    return ask(
        table, planned -> List.of(), asked -> asked.currentOptions(table, options), List.of());
  }

  /** Returns nothing for a table that the plan touches. The run reads it. */
  @Override
  public List<TableOption> lostOptions(String table, List<TableOption> options) {
    return ask(table, planned -> List.of(), asked -> asked.lostOptions(table, options), List.of());
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
  public boolean hasTextParser(String parser) {
    Catalog server = database.catalog();
    return server == null || server.hasTextParser(parser);
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
  public Optional<String> constraintDefinition(String table, String constraint) {
    return ask(
        table,
        planned -> {
          throw new NotYetKnown("a step before it changes table '" + table + "'");
        },
        asked -> asked.constraintDefinition(table, constraint),
        Optional.empty());
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    wasAsked = true;
    Map<String, String> keys = new TreeMap<>();
    String origin = changes.table(table).map(planned -> planned.origin).orElse(table);
    Catalog now = changes.isNew(table) ? null : now();
    if (now != null) {
      now.foreignKeysTo(origin)
          .forEach(
              (key, of) -> {
                if (constraintKinds(of).containsKey(key)) {
                  keys.put(key, of);
                }
              });
    }
    changes
        .tables()
        .forEach(
            (name, of) -> {
              if (!name.equals(table)) {
                of.references.forEach(
                    (key, referenced) -> {
                      if (referenced.equals(table)) {
                        keys.put(key, name);
                      }
                    });
              }
            });
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

  /** Returns whether the table is in the database now, under any name. */
  boolean isOld(String table) {
    if (changes.hasTouched(table)) {
      return changes.table(table).filter(planned -> planned.origin != null).isPresent();
    }
    Catalog now = now();
    return now == null || now.hasTable(table);
  }

  /** Returns whether the column is in the database now. False for a column that the plan adds. */
  boolean isOldColumn(String table, String column) {
    return isOld(table)
        && changes
            .table(table)
            .map(planned -> askNow(planned, Catalog::columns, NONE).containsKey(column))
            .orElse(true);
  }

  /** Returns whether the view is in the database now, and the plan has not touched it. */
  boolean isOldView(String view, boolean isMaterialized) {
    return changes.view(view, isMaterialized) == null && hasView(view, isMaterialized);
  }

  /** Returns whether the schema is in the database now, and the plan has not touched it. */
  boolean isOldSchema(String schema) {
    return changes.schema(schema) == null && hasSchema(schema);
  }

  @Override
  public Optional<TableSize> size(String table) {
    Catalog now = now();
    if (now == null) {
      return Optional.empty();
    }
    return now.size(changes.table(table).map(planned -> planned.origin).orElse(table));
  }

  @Override
  public boolean hasRows(String table) {
    wasAsked = true;
    if (changes.fills(table)) {
      return true;
    }
    if (changes.thins(table)) {
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
    Boolean planned = changes.view(view, isMaterialized);
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
    Optional<Boolean> planned = changes.isThere(name);
    if (planned.isPresent()) {
      schemas.remove("");
      if (planned.get()) {
        schemas.add(0, "");
      }
    }
    return schemas;
  }

  /** Returns the names that the database has now. An earlier step may free one. */
  @Override
  public List<String> takenNames(List<String> names) {
    wasAsked = true;
    Catalog now = now();
    List<String> taken = now == null ? List.of() : now.takenNames(names);
    if (!taken.isEmpty() && !changes.isEmpty()) {
      throw new NotYetKnown("a step before it may change what is called '" + taken.get(0) + "'");
    }
    return taken;
  }

  @Override
  public boolean hasSchema(String schema) {
    Boolean planned = changes.schema(schema);
    if (planned != null) {
      return planned;
    }
    Catalog now = now();
    return now != null && now.hasSchema(schema);
  }

  @Override
  public Optional<List<String>> enumType(String type) {
    wasAsked = true;
    if (changes.hasTouchedEnumType(type)) {
      return changes.enumType(type);
    }
    Catalog now = now();
    return now == null ? Optional.empty() : now.enumType(type);
  }

  /** Returns nothing for a type that the plan creates. The server refuses to drop one in use. */
  @Override
  public List<String> usesOfEnumType(String type) {
    wasAsked = true;
    Catalog now = changes.hasTouchedEnumType(type) ? null : now();
    List<String> uses = now == null ? List.of() : now.usesOfEnumType(type);
    if (!uses.isEmpty() && !changes.isEmpty()) {
      throw new NotYetKnown("a step before it may change what uses the type '" + type + "'");
    }
    return uses;
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
    if (!changes.hasTouched(table)) {
      return now.keptNames(table);
    }
    return changes
        .table(table)
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
    if (now == null || !changes.isEmpty()) {
      throw new NotYetKnown("the steps before it change the schema");
    }
    return now.schema();
  }
}
