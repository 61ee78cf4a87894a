package dev.switchback.internal.plan;

import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.Dialect;
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
import dev.switchback.operation.TableChange;
import dev.switchback.operation.Upsert;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.DataType;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds operations that the server would refuse because an object exists, or does not exist. A run
 * leaves that to the server, which a plan does not ask. A name may differ only in upper and lower
 * case. The object then counts as existing for a change, and the name counts as free for a new
 * object.
 */
final class ServerRefusals implements Operation.Visitor<Optional<String>> {

  private static final Optional<String> NONE = Optional.empty();

  /** A text as a default value. PostgreSQL appends its type. MySQL escapes it with backslashes. */
  private static final Pattern TEXT = Pattern.compile("'((?:[^'\\\\]|''|\\\\.)*)'(?:::.*)?");

  private final Dialect dialect;
  private final SimulatedCatalog catalog;

  /** The foreign keys, with what the changes before one of them have changed. */
  private final ReferenceChecks references;

  /** The columns that the changes before one of them have added. */
  private final Set<String> added = new HashSet<>();

  ServerRefusals(Dialect dialect, SimulatedCatalog catalog) {
    this.dialect = dialect;
    this.catalog = catalog;
    references = new ReferenceChecks(dialect, catalog, catalog::inSchema);
  }

  /** Throws if the server would refuse {@code operation}. */
  void require(Operation operation) {
    Optional<String> refusal = operation.accept(this);
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(operation.describe() + " – " + refusal.get());
    }
  }

  /** Refuses a foreign key that the server would refuse. */
  private Optional<String> unfitReference(Operation operation) {
    references.require(operation);
    return NONE;
  }

  private static Optional<String> when(boolean isSo, String refusal) {
    return isSo ? Optional.of(refusal) : NONE;
  }

  /**
   * Refuses a table that does not exist. Refuses nothing if the table may exist without being
   * visible to this user.
   */
  private Optional<String> withoutTable(String table) {
    boolean isThere =
        catalog.hasTableLike(table)
            || catalog.hasView(table, false)
            || catalog.hasView(table, true)
            || !catalog.schemasWith(table).isEmpty();
    return when(
        !isThere && catalog.showsAll(), "there is no table of this name in the current schema");
  }

  private static boolean isIn(Collection<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  private Optional<String> withoutColumn(String table, String column) {
    Collection<String> columns = catalog.columns(table).keySet();
    return columns.isEmpty()
        ? withoutTable(table)
        : when(!isIn(columns, column), "there is no such column in the current schema");
  }

  private Optional<String> withColumn(String table, String column) {
    return when(
        catalog.columns(table).containsKey(dialect.mapping().nameInCatalog(table, column)),
        "the table has a column of this name");
  }

  @Override
  public Optional<String> createTable(CreateTable operation) {
    return when(
            !operation.ifNotExists() && catalog.hasTable(operation.table().name()),
            "there is a table of this name")
        .or(() -> unfitReference(operation));
  }

  @Override
  public Optional<String> dropTable(DropTable operation) {
    return operation.ifExists() ? NONE : withoutTable(operation.table());
  }

  @Override
  public Optional<String> setNumbering(SetNumbering operation) {
    return withoutColumn(operation.table(), operation.column());
  }

  @Override
  public Optional<String> restartNumbering(RestartNumbering operation) {
    return withoutColumn(operation.table(), operation.column());
  }

  /** Refuses the first change that the server would refuse behind those before it. */
  @Override
  public Optional<String> alterTable(AlterTable operation) {
    for (TableChange change : operation.changes()) {
      Optional<String> refusal = change.accept(this);
      if (refusal.isPresent()) {
        return Optional.of(change.describe() + ": " + refusal.get());
      }
      references.follow(change);
    }
    return NONE;
  }

  @Override
  public Optional<String> commentOnTable(CommentOnTable operation) {
    return withoutTable(operation.table());
  }

  @Override
  public Optional<String> setTableOptions(SetTableOptions operation) {
    return withoutTable(operation.table());
  }

  @Override
  public Optional<String> addColumn(AddColumn operation) {
    String column = operation.column().name();
    Optional<String> refusal =
        withoutTable(operation.table())
            .or(() -> withColumn(operation.table(), column))
            .or(
                () ->
                    withoutNeighbour(
                        operation.table(), operation.column().definition().position()));
    added.add(column);
    return refusal;
  }

  /** Refuses a position after a column that the table does not have. */
  private Optional<String> withoutNeighbour(String table, Optional<ColumnPosition> position) {
    return position
        .flatMap(ColumnPosition::after)
        .filter(column -> !isIn(added, column))
        .filter(column -> isMissing(catalog.columns(table).keySet(), column))
        .map("the table has no column '%s', which it would follow"::formatted);
  }

  private static boolean isMissing(Collection<String> columns, String column) {
    return !columns.isEmpty() && !isIn(columns, column);
  }

  @Override
  public Optional<String> removeColumn(RemoveColumn operation) {
    return withoutColumn(operation.table(), operation.column());
  }

  @Override
  public Optional<String> addConstraint(AddConstraint operation) {
    return withoutTable(operation.table()).or(() -> unfitReference(operation));
  }

  /** Refuses nothing: the dialects check it themselves. */
  @Override
  public Optional<String> removeConstraint(RemoveConstraint operation) {
    return NONE;
  }

  /** Refuses a name that is taken. A concurrent build may find its own remains, and drops them. */
  @Override
  public Optional<String> addIndex(AddIndex operation) {
    String name = dialect.mapping().nameInCatalog(operation.table(), operation.name());
    return withoutTable(operation.table())
        .or(
            () ->
                when(
                    !operation.index().isConcurrent()
                        && catalog.indexes(operation.table()).stream()
                            .map(CatalogIndex::name)
                            .anyMatch(name::equals),
                    "the table has an index of this name"));
  }

  @Override
  public Optional<String> removeIndex(RemoveIndex operation) {
    boolean isThere =
        catalog.indexes(operation.table()).stream()
            .anyMatch(index -> index.name().equalsIgnoreCase(operation.name()));
    return withoutTable(operation.table())
        .or(
            () ->
                when(
                    catalog.hasTable(operation.table()) && !isThere,
                    "there is no index of this name on this table"));
  }

  /** Refuses nothing: the dialects check it themselves. */
  @Override
  public Optional<String> renameIndex(RenameIndex operation) {
    return NONE;
  }

  /** Refuses nothing: the dialects check it themselves. */
  @Override
  public Optional<String> renameConstraint(RenameConstraint operation) {
    return NONE;
  }

  /** Refuses nothing: the dialects check it themselves. */
  @Override
  public Optional<String> validateConstraint(ValidateConstraint operation) {
    return NONE;
  }

  /** Refuses nothing: the dialects check it themselves. */
  @Override
  public Optional<String> setIndexVisible(SetIndexVisible operation) {
    return NONE;
  }

  @Override
  public Optional<String> createSchema(CreateSchema operation) {
    return when(catalog.hasSchema(operation.schema()), "there is a schema of this name");
  }

  @Override
  public Optional<String> dropSchema(DropSchema operation) {
    return when(
        !catalog.hasSchema(operation.schema()) && catalog.showsAll(),
        "there is no schema of this name");
  }

  /** Refuses nothing: the dialects check it themselves. */
  @Override
  public Optional<String> renameSchema(RenameSchema operation) {
    return NONE;
  }

  @Override
  public Optional<String> createEnumType(CreateEnumType operation) {
    return when(
        catalog.enumType(operation.type()).isPresent(), "there is an enum type of this name");
  }

  @Override
  public Optional<String> dropEnumType(DropEnumType operation) {
    return NONE;
  }

  @Override
  public Optional<String> createView(CreateView operation) {
    return when(
        catalog.hasView(operation.view(), operation.isMaterialized())
            || catalog.hasTable(operation.view()),
        "there is a table or a view of this name");
  }

  @Override
  public Optional<String> replaceView(ReplaceView operation) {
    return NONE;
  }

  @Override
  public Optional<String> dropView(DropView operation) {
    return withoutView(operation.view(), operation.isMaterialized());
  }

  /** Refuses nothing: the dialects check it themselves. */
  @Override
  public Optional<String> renameView(RenameView operation) {
    return NONE;
  }

  private Optional<String> withoutView(String view, boolean isMaterialized) {
    return when(
        !catalog.hasView(view, isMaterialized) && catalog.showsAll(),
        "there is no view of this name in the current schema");
  }

  @Override
  public Optional<String> refreshMaterializedView(RefreshMaterializedView operation) {
    return withoutView(operation.view(), true);
  }

  /** Called only if the operation is needed. */
  @Override
  public Optional<String> guarded(Guarded operation) {
    return operation.operation().accept(this);
  }

  /** The catalogue is the one of that schema. */
  @Override
  public Optional<String> inSchema(InSchema operation) {
    return operation.operation().accept(this);
  }

  @Override
  public Optional<String> online(Online operation) {
    return operation.change().accept(this);
  }

  @Override
  public Optional<String> executeSql(ExecuteSql operation) {
    return NONE;
  }

  @Override
  public Optional<String> renameTable(RenameTable operation) {
    return when(catalog.hasTable(operation.after()), "there is a table of the new name");
  }

  @Override
  public Optional<String> renameColumn(RenameColumn operation) {
    return withoutColumn(operation.table(), operation.before())
        .or(() -> withColumn(operation.table(), operation.after()));
  }

  @Override
  public Optional<String> changeColumn(ChangeColumn operation) {
    return withoutColumn(operation.table(), operation.column()).or(() -> unfitDefault(operation));
  }

  /** Refuses an enumeration that lacks the default value of its column. */
  private Optional<String> unfitDefault(ChangeColumn operation) {
    ColumnChange change = operation.change();
    boolean isNamed = change.dropsDefault() || change.defaultOrNull() != null;
    if (isNamed || !(change.typeOrNull() instanceof DataType.Enumeration type)) {
      return NONE;
    }
    return catalog
        .of(operation.table())
        .schema()
        .describe(operation.table())
        .flatMap(table -> table.column(operation.column()))
        .flatMap(ColumnDescription::defaultValue)
        .map(TEXT::matcher)
        .filter(Matcher::matches)
        .filter(text -> !type.values().contains(text.group(1).replace("''", "'")))
        .filter(text -> !type.values().contains(text.group(1).replaceAll("\\\\(.)", "$1")))
        .map(text -> "its default '%s' is none of these values".formatted(text.group(1)));
  }

  @Override
  public Optional<String> addEnumValue(AddEnumValue operation) {
    return withoutColumn(operation.table(), operation.column());
  }

  @Override
  public Optional<String> renameEnumValue(RenameEnumValue operation) {
    return withoutColumn(operation.table(), operation.column());
  }

  @Override
  public Optional<String> bulkInsert(BulkInsert operation) {
    return withoutTable(operation.table());
  }

  @Override
  public Optional<String> insertNumbered(InsertNumbered operation) {
    return withoutTable(operation.table());
  }

  @Override
  public Optional<String> copyIn(CopyIn operation) {
    return withoutTable(operation.table());
  }

  @Override
  public Optional<String> bulkUpdate(BulkUpdate operation) {
    return withoutTable(operation.table());
  }

  @Override
  public Optional<String> backfill(Backfill operation) {
    return withoutTable(operation.table());
  }

  @Override
  public Optional<String> bulkDelete(BulkDelete operation) {
    return withoutTable(operation.table());
  }

  @Override
  public Optional<String> upsert(Upsert operation) {
    return withoutTable(operation.table());
  }
}
