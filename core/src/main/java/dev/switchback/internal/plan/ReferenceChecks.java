package dev.switchback.internal.plan;

import static dev.switchback.internal.plan.SimulatedCatalog.NotYetKnown;

import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.KeyCatalog;
import dev.switchback.dialect.SchemaSwitch;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.TypeOperation;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.operation.ViewOperation;
import dev.switchback.schema.Constraint;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the foreign keys that the server would reject, among steps that are not executed yet. It
 * reads the tables of a foreign key from the server, and adds what the steps before it add. It
 * leaves a foreign key to the server if a step before it may have changed its tables otherwise.
 */
public final class ReferenceChecks implements KeyCatalog {

  private final Dialect dialect;
  private final KeyCatalog now;
  private final Function<String, ? extends KeyCatalog> otherSchemas;
  private final Predicate<String> isCurrent;

  /** The checks of steps in other schemas, by schema. */
  private final Map<String, ReferenceChecks> inOthers = new HashMap<>();

  /** What steps add to tables, by table. A table that a step creates has nothing else. */
  private final Map<String, SimulatedTable> added = new HashMap<>();

  private final Set<String> created = new HashSet<>();

  /** Tables and views that steps change otherwise, in lower case. */
  private final Set<String> unclear = new HashSet<>();

  private boolean isAllUnclear;

  private final Effects effects = new Effects();

  /**
   * Creates the checks.
   *
   * @param now the catalogue before the first step
   * @param otherSchemas the catalogue of another schema by its name
   */
  ReferenceChecks(
      Dialect dialect, KeyCatalog now, Function<String, ? extends KeyCatalog> otherSchemas) {
    this(dialect, now, otherSchemas, schema -> false);
  }

  private ReferenceChecks(
      Dialect dialect,
      KeyCatalog now,
      Function<String, ? extends KeyCatalog> otherSchemas,
      Predicate<String> isCurrent) {
    this.dialect = dialect;
    this.now = now;
    this.otherSchemas = otherSchemas;
    this.isCurrent = isCurrent;
  }

  /** Creates the checks of a run. */
  public static ReferenceChecks of(Dialect dialect, Connection connection) {
    PlannedDatabase database = new PlannedDatabase(dialect, connection);
    return new ReferenceChecks(
        dialect,
        dialect.catalog(connection),
        schema -> SchemaSwitch.catalogOf(schema, connection, dialect),
        database::isCurrent);
  }

  /** The steps before, and those in other schemas, are known there too. */
  @Override
  public ReferenceChecks inSchema(String schema) {
    return inOthers.computeIfAbsent(
        schema,
        name ->
            isCurrent.test(name)
                ? this
                : new ReferenceChecks(dialect, otherSchemas.apply(name), this::inSchema));
  }

  /**
   * Checks the foreign keys of a step.
   *
   * @return whether they could be checked
   * @throws UnsupportedOperationException if the types do not fit, or the columns are no key
   * @throws IllegalArgumentException if the referenced table or column does not exist
   */
  public boolean require(Operation operation) {
    try {
      operation.acceptKind(effects).check.run();
      return true;
    } catch (NotYetKnown e) {
      return false;
    }
  }

  private void requireAll(CreateTable create) {
    List<Constraint> keys =
        create.table().constraints().stream()
            .filter(Constraint.ForeignKey.class::isInstance)
            .toList();
    if (keys.isEmpty()) {
      return;
    }
    ReferenceChecks after = new ReferenceChecks(dialect, this, this::inSchema);
    after.follow(create);
    for (Constraint key : keys) {
      dialect.rendering().requireReference(new AddConstraint(create.table().name(), key), after);
    }
  }

  private void requireAll(AlterTable alteration) {
    ReferenceChecks after = new ReferenceChecks(dialect, this, this::inSchema);
    boolean areAllChecked = true;
    for (TableChange change : alteration.changes()) {
      areAllChecked &= after.require(change);
      after.follow(change);
    }
    if (!areAllChecked) {
      throw new NotYetKnown("a change before it is of table '" + alteration.table() + "'");
    }
  }

  /** Notes what a step will have changed for the steps after it. */
  public void follow(Operation operation) {
    operation.acceptKind(effects).follow.run();
  }

  private void create(CreateTable create) {
    String name = create.table().name();
    unclear.remove(folded(name));
    added.put(name, SimulatedTable.created(dialect, create.table()));
    created.add(name);
  }

  private void change(ChangeColumn change) {
    if (change.change().collationOrNull() != null) {
      unclear.add(folded(change.table()));
    }
    change
        .change()
        .retyped(change.column())
        .ifPresent(column -> added(change.table()).change(change));
  }

  /** Notes that anything may have changed. */
  public void doubt() {
    isAllUnclear = true;
  }

  private SimulatedTable added(String table) {
    return added.computeIfAbsent(table, name -> new SimulatedTable(dialect, name, null));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** A name in other letters may denote the same table. */
  private void requireClear(String table) {
    boolean isOtherwiseWritten =
        added.keySet().stream().anyMatch(name -> !name.equals(table) && isLike(name, table));
    if (isAllUnclear || isOtherwiseWritten || unclear.contains(folded(table))) {
      throw new NotYetKnown("a step before it changes table '" + table + "'");
    }
  }

  private static boolean isLike(String name, String other) {
    return folded(name).equals(folded(other));
  }

  // ---- the tables after these steps

  private <V> Map<String, V> with(
      String table,
      Function<String, Map<String, V>> asked,
      Function<SimulatedTable, Map<String, V>> plus) {
    requireClear(table);
    Map<String, V> all =
        created.contains(table) ? new TreeMap<>() : new TreeMap<>(asked.apply(table));
    SimulatedTable more = added.get(table);
    if (more != null) {
      all.putAll(plus.apply(more));
    }
    return all;
  }

  @Override
  public Map<String, Map<String, String>> keyColumns(List<String> tables) {
    tables.forEach(this::requireClear);
    List<String> old = tables.stream().filter(table -> !created.contains(table)).toList();
    Map<String, Map<String, String>> found = old.isEmpty() ? Map.of() : now.keyColumns(old);
    Map<String, Map<String, String>> all = new HashMap<>();
    for (String table : tables) {
      Map<String, String> columns = new LinkedHashMap<>(found.getOrDefault(table, Map.of()));
      SimulatedTable more = added.get(table);
      if (more != null && (created.contains(table) || !columns.isEmpty())) {
        columns.putAll(more.keyTypes);
      }
      all.put(table, columns);
    }
    return all;
  }

  @Override
  public List<CatalogIndex> indexes(String table) {
    requireClear(table);
    List<CatalogIndex> all =
        new ArrayList<>(created.contains(table) ? List.of() : now.indexes(table));
    SimulatedTable more = added.get(table);
    if (more != null) {
      all.addAll(more.indexes);
    }
    return all;
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    return with(table, now::constraints, more -> more.constraints);
  }

  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    return with(table, now::constraintKinds, more -> more.kinds);
  }

  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    return !created.contains(view) && now.hasView(view, isMaterialized);
  }

  @Override
  public boolean isMissing(String table) {
    requireClear(table);
    return !created.contains(table) && now.isMissing(table);
  }

  @Override
  public boolean showsColumnsOf(String table) {
    return created.contains(table) || now.showsColumnsOf(table);
  }

  @Override
  public boolean requiresReferencedTable() {
    return now.requiresReferencedTable();
  }

  @Override
  public boolean requiresKey() {
    return now.requiresKey();
  }

  @Override
  public String collationOf(String table) {
    SimulatedTable more = added.get(table);
    return more == null || more.collation == null ? now.collationOf(table) : more.collation;
  }

  // ---- what each step checks, and changes for the steps after it

  /**
   * What a step does to the foreign keys.
   *
   * @param check checks the foreign keys that it adds
   * @param follow notes what it will have changed
   */
  private record Effect(Runnable check, Runnable follow) {}

  private static final Effect NOTHING = new Effect(() -> {}, () -> {});

  private static Effect of(Runnable follow) {
    return new Effect(() -> {}, follow);
  }

  private Effect unclear(String table) {
    return of(() -> unclear.add(folded(table)));
  }

  private final class Effects
      implements Operation.KindVisitor<Effect>, TableChange.Visitor<Effect> {

    @Override
    public Effect tableChange(TableChange operation) {
      return operation.accept(this);
    }

    @Override
    public Effect data(DataOperation operation) {
      return NOTHING;
    }

    @Override
    public Effect view(ViewOperation operation) {
      return NOTHING;
    }

    @Override
    public Effect schema(SchemaOperation operation) {
      return NOTHING;
    }

    @Override
    public Effect type(TypeOperation operation) {
      return NOTHING;
    }

    @Override
    public Effect executeSql(ExecuteSql operation) {
      return of(ReferenceChecks.this::doubt);
    }

    /** It is executed only if it is needed. */
    @Override
    public Effect guarded(Guarded operation) {
      return of(ReferenceChecks.this::doubt);
    }

    /** A step in another schema is checked with the tables of that schema. */
    @Override
    public Effect inSchema(InSchema operation) {
      ReferenceChecks there = ReferenceChecks.this.inSchema(operation.schema());
      return new Effect(
          () -> there.require(operation.operation()), () -> there.follow(operation.operation()));
    }

    @Override
    public Effect online(Online operation) {
      return tableChange(operation.change());
    }

    @Override
    public Effect alterTable(AlterTable operation) {
      return new Effect(
          () -> requireAll(operation),
          () -> operation.changes().forEach(ReferenceChecks.this::follow));
    }

    @Override
    public Effect commentOnTable(CommentOnTable operation) {
      return NOTHING;
    }

    @Override
    public Effect setTableOptions(SetTableOptions operation) {
      return of(() -> added(operation.table()).set(operation));
    }

    @Override
    public Effect addColumn(AddColumn operation) {
      return of(() -> added(operation.table()).add(operation.table(), operation.column()));
    }

    @Override
    public Effect removeColumn(RemoveColumn operation) {
      return unclear(operation.table());
    }

    @Override
    public Effect addConstraint(AddConstraint operation) {
      return new Effect(
          () -> dialect.rendering().requireReference(operation, ReferenceChecks.this),
          () -> added(operation.table()).add(operation.constraint()));
    }

    @Override
    public Effect removeConstraint(RemoveConstraint operation) {
      return unclear(operation.table());
    }

    @Override
    public Effect addIndex(AddIndex operation) {
      return of(() -> added(operation.table()).add(dialect.mapping().indexInCatalog(operation)));
    }

    @Override
    public Effect removeIndex(RemoveIndex operation) {
      return unclear(operation.table());
    }

    @Override
    public Effect renameIndex(RenameIndex operation) {
      return unclear(operation.table());
    }

    @Override
    public Effect renameConstraint(RenameConstraint operation) {
      return unclear(operation.table());
    }

    @Override
    public Effect validateConstraint(ValidateConstraint operation) {
      return NOTHING;
    }

    @Override
    public Effect setIndexVisible(SetIndexVisible operation) {
      return NOTHING;
    }

    @Override
    public Effect renameColumn(RenameColumn operation) {
      return unclear(operation.table());
    }

    @Override
    public Effect changeColumn(ChangeColumn operation) {
      return of(() -> change(operation));
    }

    @Override
    public Effect addEnumValue(AddEnumValue operation) {
      return unclear(operation.table());
    }

    @Override
    public Effect renameEnumValue(RenameEnumValue operation) {
      return unclear(operation.table());
    }

    @Override
    public Effect setNumbering(SetNumbering operation) {
      return NOTHING;
    }

    @Override
    public Effect restartNumbering(RestartNumbering operation) {
      return NOTHING;
    }

    @Override
    public Effect createTable(CreateTable operation) {
      return operation.ifNotExists()
          ? unclear(operation.table().name())
          : new Effect(() -> requireAll(operation), () -> create(operation));
    }

    @Override
    public Effect dropTable(DropTable operation) {
      return unclear(operation.table());
    }

    @Override
    public Effect renameTable(RenameTable operation) {
      return of(
          () -> {
            unclear.add(folded(operation.before()));
            unclear.add(folded(operation.after()));
          });
    }
  }
}
