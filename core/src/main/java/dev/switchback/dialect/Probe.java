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
import dev.switchback.operation.CanonicalForm;
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
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.Constraint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Probes whether an operation took effect whose process died or lost its connection: {@code
 * operation.accept(new Probe(dialect, catalog))}. Compares the catalogue with the expected effect,
 * and changes nothing.
 *
 * <p>Probe only after the server has ended the session of that process, so that the operation
 * cannot complete later. Probe in a separate transaction, see {@link Catalog}.
 */
public final class Probe implements Operation.Visitor<Probe.Result> {

  /** The result of a probe. */
  public enum Result {
    /** The operation took effect. */
    APPLIED,

    /** The operation had no effect, or left only what does no harm. It can be executed now. */
    NOT_APPLIED,

    /**
     * The operation left a useless object that is in its way. It can be executed after that object
     * is dropped.
     */
    LEFT_UNFINISHED,

    /**
     * The state is neither: another session changed the schema, or the catalogue does not show the
     * effect.
     */
    UNKNOWN
  }

  /** The {@linkplain Catalog#image image} of an index whose concurrent build was interrupted. */
  public static final String UNFINISHED = "unfinished";

  private static final String ABSENT = "absent";

  private final Dialect dialect;
  private final Catalog catalog;

  /** Creates a probe of the schema that {@code catalog} shows. */
  public Probe(Dialect dialect, Catalog catalog) {
    this.dialect = dialect;
    this.catalog = catalog;
  }

  /**
   * Probes the schema before {@code operation} is sent: whether it already looks as if the
   * operation were done. The journal keeps the result with the intent. Empty if the two states
   * cannot be confused later.
   */
  public Optional<String> before(Operation operation) {
    if (operation.raw().isPresent()) {
      return reading(operation.raw().get()).change().flatMap(this::image);
    }
    if (operation.repetition() == Operation.Repetition.HARMLESS) {
      return Optional.empty();
    }
    return Optional.of(operation.accept(this).name());
  }

  /**
   * Returns whether {@code operation} took effect, given what {@link #before} returned for it. If
   * the schema already was as requested, or the name was taken, the server refused the operation or
   * did nothing. Then the operation is sent again, and the server answers as before.
   */
  public Result outcome(Operation operation, Optional<String> before) {
    if (operation.raw().isPresent()) {
      return outcome(reading(operation.raw().get()), before);
    }
    Result now = operation.accept(this);
    if (before.isEmpty()) {
      return now;
    }
    boolean isConversion = operation.repetition() == Operation.Repetition.HARMFUL;
    return switch (Result.valueOf(before.get())) {
      case NOT_APPLIED -> isConversion && now == Result.UNKNOWN ? Result.APPLIED : now;
      case APPLIED -> Result.NOT_APPLIED;
      case UNKNOWN, LEFT_UNFINISHED -> isConversion ? now : Result.NOT_APPLIED;
    };
  }

  private RawReading reading(ExecuteSql raw) {
    return RawReading.of(raw.sql(), dialect.rawSql().syntax());
  }

  /**
   * Compares the object of a raw statement with its earlier image. The server executes the
   * statement as a whole or not at all.
   */
  private Result outcome(RawReading reading, Optional<String> before) {
    if (reading.isRepeatable()) {
      return Result.NOT_APPLIED;
    }
    if (before.isEmpty() || reading.changeOrNull() == null) {
      return Result.UNKNOWN;
    }
    SchemaObject object = reading.changeOrNull().object();
    boolean isDrop = reading.changeOrNull().verb() == RawReading.Verb.DROP;
    Optional<String> now = image(reading.changeOrNull());
    if (now.isEmpty()) {
      return Result.UNKNOWN;
    }
    if (reading.changeOrNull().objects().size() > 1) {
      return outcomeOfAll(before.get(), now.get());
    }
    boolean wasAbsent = before.get().equals(ABSENT);
    if (now.get().equals(UNFINISHED) && !before.get().equals(UNFINISHED)) {
      return isDrop ? Result.NOT_APPLIED : Result.LEFT_UNFINISHED;
    }
    if (!now.equals(before)) {
      return Result.APPLIED;
    }
    boolean isDoubtful =
        object.kind() == SchemaObject.Kind.ROWS
            ? !wasAbsent // other sessions may have added rows since
            : object.kind() == SchemaObject.Kind.FUNCTION && isDrop && wasAbsent; // a loadable one
    return isDoubtful ? Result.UNKNOWN : Result.NOT_APPLIED;
  }

  /**
   * Compares the images of several objects. Not every server executes a statement on several
   * objects as a whole.
   */
  private static Result outcomeOfAll(String before, String now) {
    if (now.equals(before)) {
      return Result.NOT_APPLIED;
    }
    boolean areAll =
        now.length() == before.length()
            && IntStream.range(0, now.length()).allMatch(i -> now.charAt(i) != before.charAt(i));
    return areAll ? Result.APPLIED : Result.UNKNOWN;
  }

  /**
   * Returns the image of an object. For several objects, returns a character for each that shows
   * whether it exists.
   */
  private Optional<String> image(RawReading.Change change) {
    if (change.objects().size() == 1) {
      return image(change.object());
    }
    StringBuilder images = new StringBuilder();
    for (SchemaObject object : change.objects()) {
      Optional<String> image = image(object);
      if (image.isEmpty()) {
        return Optional.empty();
      }
      images.append(image.get().equals(ABSENT) ? '-' : '+');
    }
    return Optional.of(images.toString());
  }

  /**
   * Returns the server's description of the object, short enough for the journal. Empty if the
   * server does not describe it.
   */
  private Optional<String> image(SchemaObject object) {
    try {
      String image = catalog.image(object).orElse(ABSENT);
      return Optional.of(
          image.equals(ABSENT) || image.equals(UNFINISHED)
              ? image
              : CanonicalForm.fingerprint(image));
    } catch (CatalogException e) {
      if (dialect.rendering().hasTransactionalDdl()) {
        throw e; // the failed query has ended the transaction
      }
      return Optional.empty();
    }
  }

  @Override
  public Result createTable(CreateTable operation) {
    return catalog.hasTable(operation.table().name())
        ? appliedIf(new TableComparison(dialect.mapping(), catalog).isAsDefined(operation.table()))
        : Result.NOT_APPLIED;
  }

  private static Result appliedIf(boolean isAsExpected) {
    return isAsExpected ? Result.APPLIED : Result.UNKNOWN;
  }

  @Override
  public Result dropTable(DropTable operation) {
    return catalog.hasTable(operation.table()) ? Result.NOT_APPLIED : Result.APPLIED;
  }

  /** The column is numbered or it is not, so a column that is not as requested never was. */
  @Override
  public Result setNumbering(SetNumbering operation) {
    if (!catalog.hasTable(operation.table())) {
      return Result.UNKNOWN;
    }
    Set<String> numbered = catalog.numberedColumns(operation.table()).keySet();
    return isAmong(numbered, operation.table(), operation.column()) == operation.isNumbered()
        ? Result.APPLIED
        : Result.NOT_APPLIED;
  }

  /** Restarting twice does no harm: the numbers in the table are not given again. */
  @Override
  public Result restartNumbering(RestartNumbering operation) {
    return catalog.hasTable(operation.table()) ? Result.NOT_APPLIED : Result.UNKNOWN;
  }

  /** Writing a comment twice does no harm. */
  @Override
  public Result commentOnTable(CommentOnTable operation) {
    return catalog.hasTable(operation.table()) ? Result.NOT_APPLIED : Result.UNKNOWN;
  }

  /** Setting an option twice does no harm. */
  @Override
  public Result setTableOptions(SetTableOptions operation) {
    return catalog.hasTable(operation.table()) ? Result.NOT_APPLIED : Result.UNKNOWN;
  }

  /**
   * Asks the changes that show whether they took effect, because the server makes all of them or
   * none. A second execution of the others does no harm.
   */
  @Override
  public Result alterTable(AlterTable operation) {
    Set<Result> results =
        operation.changes().stream()
            .filter(each -> each.repetition() == operation.repetition())
            .map(each -> each.accept(this))
            .collect(Collectors.toSet());
    if (results.size() == 1) {
      return results.iterator().next();
    }
    return operation.repetition() == Operation.Repetition.HARMLESS
        ? Result.NOT_APPLIED
        : Result.UNKNOWN;
  }

  @Override
  public Result addColumn(AddColumn operation) {
    String type = columnType(operation.table(), operation.column().name());
    if (type == null) {
      return Result.NOT_APPLIED;
    }
    return appliedIf(
        type.equals(dialect.mapping().typeInCatalog(operation.table(), operation.column())));
  }

  @Override
  public Result removeColumn(RemoveColumn operation) {
    Map<String, String> columns = catalog.columns(operation.table());
    return columns.isEmpty() || isAmong(columns.keySet(), operation.table(), operation.column())
        ? Result.NOT_APPLIED
        : Result.APPLIED;
  }

  /** Returns whether the catalogue shows a part of a table, in whatever case the migration has. */
  private boolean isAmong(Collection<String> shown, String table, String name) {
    CatalogMapping mapping = dialect.mapping();
    String expected = mapping.nameInCatalog(table, name);
    return shown.stream().anyMatch(each -> mapping.isSameName(each, expected));
  }

  private @Nullable String columnType(String table, String column) {
    return catalog.columns(table).get(dialect.mapping().nameInCatalog(table, column));
  }

  @Override
  public Result addConstraint(AddConstraint operation) {
    String table = operation.table();
    TableComparison comparison = new TableComparison(dialect.mapping(), catalog);
    Optional<Boolean> found =
        operation.constraint() instanceof Constraint.Check check
            ? comparison.isSame(table, check, catalog.constraintKinds(table))
            : comparison.isSame(table, operation.constraint(), catalog.constraints(table));
    return found.map(Probe::appliedIf).orElse(Result.NOT_APPLIED);
  }

  @Override
  public Result removeConstraint(RemoveConstraint operation) {
    Map<String, List<ConstraintKind>> all = catalog.constraintKinds(operation.table());
    boolean isThere =
        isAmong(all.keySet(), operation.table(), dialect.mapping().nameInCatalog(operation))
            || (operation.meansPrimaryKey()
                && all.values().stream()
                    .anyMatch(kinds -> kinds.contains(ConstraintKind.PRIMARY_KEY)));
    return isThere ? Result.NOT_APPLIED : removedFrom(operation.table());
  }

  /**
   * Returns {@code NOT_APPLIED} if the table is missing: nothing can have been removed from it, and
   * the server reports that again.
   */
  private Result removedFrom(String table) {
    return catalog.hasTable(table) ? Result.APPLIED : Result.NOT_APPLIED;
  }

  /** An invalid index is left by an interrupted concurrent build. It is dropped and built again. */
  @Override
  public Result addIndex(AddIndex operation) {
    return index(operation.table(), operation.name())
        .map(found -> compare(found, dialect.mapping().indexInCatalog(operation)))
        .orElse(Result.NOT_APPLIED);
  }

  private static Result compare(CatalogIndex found, CatalogIndex expected) {
    boolean isTheSame = found.isLike(expected);
    return isTheSame && !found.isValid() ? Result.NOT_APPLIED : appliedIf(isTheSame);
  }

  private Optional<CatalogIndex> index(String table, String name) {
    String shown = dialect.mapping().nameInCatalog(table, name);
    return catalog.indexes(table).stream().filter(index -> index.name().equals(shown)).findFirst();
  }

  @Override
  public Result removeIndex(RemoveIndex operation) {
    return isAmong(indexes(operation.table()), operation.table(), operation.name())
        ? Result.NOT_APPLIED
        : removedFrom(operation.table());
  }

  private List<String> indexes(String table) {
    return catalog.indexes(table).stream().map(CatalogIndex::name).toList();
  }

  @Override
  public Result renameIndex(RenameIndex operation) {
    return renamed(
        indexes(operation.table()), operation.table(), operation.before(), operation.after());
  }

  /** A name that only gets other letters is told by them, on a server that ignores their case. */
  private Result renamed(Collection<String> shown, String table, String before, String after) {
    CatalogMapping mapping = dialect.mapping();
    String old = mapping.nameInCatalog(table, before);
    boolean isOther = !mapping.isSameName(old, mapping.nameInCatalog(table, after));
    return renamed(
        isOther ? isAmong(shown, table, before) : shown.contains(old),
        shown.contains(mapping.nameInCatalog(table, after)));
  }

  @Override
  public Result renameConstraint(RenameConstraint operation) {
    String table = operation.table();
    return renamed(
        catalog.constraintKinds(table).keySet(), table, operation.before(), operation.after());
  }

  /** Validating a constraint twice does no harm. */
  @Override
  public Result validateConstraint(ValidateConstraint operation) {
    return catalog.hasTable(operation.table()) ? Result.NOT_APPLIED : Result.UNKNOWN;
  }

  /** Hiding or showing an index twice does no harm. */
  @Override
  public Result setIndexVisible(SetIndexVisible operation) {
    return catalog.hasTable(operation.table()) ? Result.NOT_APPLIED : Result.UNKNOWN;
  }

  @Override
  public Result createSchema(CreateSchema operation) {
    return catalog.hasSchema(operation.schema()) ? Result.APPLIED : Result.NOT_APPLIED;
  }

  /**
   * MariaDB may have dropped a part of the schema's objects. Sending the operation again drops the
   * rest.
   */
  @Override
  public Result dropSchema(DropSchema operation) {
    return catalog.hasSchema(operation.schema()) ? Result.NOT_APPLIED : Result.APPLIED;
  }

  @Override
  public Result renameSchema(RenameSchema operation) {
    return renamed(catalog.hasSchema(operation.before()), catalog.hasSchema(operation.after()));
  }

  @Override
  public Result createEnumType(CreateEnumType operation) {
    return catalog.enumType(operation.type()).equals(Optional.of(operation.values()))
        ? Result.APPLIED
        : Result.NOT_APPLIED;
  }

  @Override
  public Result dropEnumType(DropEnumType operation) {
    return catalog.enumType(operation.type()).isPresent() ? Result.NOT_APPLIED : Result.APPLIED;
  }

  /** The query is not compared, because the catalogue shows it in other words. */
  @Override
  public Result createView(CreateView operation) {
    return catalog.hasView(operation.view(), operation.isMaterialized())
        ? Result.APPLIED
        : Result.NOT_APPLIED;
  }

  /** Replacing a view twice does no harm. */
  @Override
  public Result replaceView(ReplaceView operation) {
    return catalog.hasView(operation.view(), false) ? Result.NOT_APPLIED : Result.UNKNOWN;
  }

  @Override
  public Result dropView(DropView operation) {
    return catalog.hasView(operation.view(), operation.isMaterialized())
        ? Result.NOT_APPLIED
        : Result.APPLIED;
  }

  @Override
  public Result renameView(RenameView operation) {
    return renamed(
        catalog.hasView(operation.before(), operation.isMaterialized()),
        catalog.hasView(operation.after(), operation.isMaterialized()));
  }

  /** Refreshing a view twice does no harm. */
  @Override
  public Result refreshMaterializedView(RefreshMaterializedView operation) {
    return catalog.hasView(operation.view(), true) ? Result.NOT_APPLIED : Result.UNKNOWN;
  }

  /** Executing it again is safe, because it queries the catalogue first. */
  @Override
  public Result guarded(Guarded operation) {
    return operation.operation().accept(this) == Result.APPLIED
        ? Result.APPLIED
        : Result.NOT_APPLIED;
  }

  /** The catalogue is the one of that schema. */
  @Override
  public Result inSchema(InSchema operation) {
    return operation.operation().accept(this);
  }

  @Override
  public Result online(Online operation) {
    return operation.change().accept(this);
  }

  /** The effect of raw SQL is unknown here. */
  @Override
  public Result executeSql(ExecuteSql operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result renameTable(RenameTable operation) {
    return renamed(catalog.hasTable(operation.before()), catalog.hasTable(operation.after()));
  }

  @Override
  public Result renameColumn(RenameColumn operation) {
    String table = operation.table();
    return renamed(catalog.columns(table).keySet(), table, operation.before(), operation.after());
  }

  /** If both names exist, or neither, the result is unknown. */
  private static Result renamed(boolean hasBefore, boolean hasAfter) {
    if (hasBefore == hasAfter) {
      return Result.UNKNOWN;
    }
    return hasAfter ? Result.APPLIED : Result.NOT_APPLIED;
  }

  /**
   * Compares types and positions only, because the catalogue shows nothing else. Changing anything
   * else twice does no harm. Converting values twice by an expression may do harm.
   */
  @Override
  public Result changeColumn(ChangeColumn operation) {
    ColumnChange change = operation.change().unplaced();
    boolean isPlaced = isPlaced(operation);
    if (isPlaced && change.isEmpty()) {
      return Result.APPLIED;
    }
    String found = columnType(operation.table(), operation.column());
    if (!isPlaced || found == null) {
      return Result.NOT_APPLIED;
    }
    boolean hasType =
        change
            .retyped(operation.column())
            .filter(
                column -> dialect.mapping().typeInCatalog(operation.table(), column).equals(found))
            .isPresent();
    if (hasType && change.usingOrNull() != null) {
      return Result.UNKNOWN;
    }
    return hasType && change.isOfTypeAlone() ? Result.APPLIED : Result.NOT_APPLIED;
  }

  /** Returns whether the column stands where the change places it, if it does. */
  private boolean isPlaced(ChangeColumn operation) {
    String table = operation.table();
    return operation
        .change()
        .position()
        .map(
            position ->
                ColumnPlace.in(catalog, dialect.mapping(), table)
                    .isAt(operation.column(), position))
        .orElse(true);
  }

  @Override
  public Result addEnumValue(AddEnumValue operation) {
    List<String> values = catalog.enumValues(operation.table(), operation.column());
    if (values.isEmpty()) {
      return Result.UNKNOWN;
    }
    return values.contains(operation.value()) ? Result.APPLIED : Result.NOT_APPLIED;
  }

  @Override
  public Result renameEnumValue(RenameEnumValue operation) {
    List<String> values = catalog.enumValues(operation.table(), operation.column());
    return renamed(values.contains(operation.before()), values.contains(operation.after()));
  }

  /**
   * Rows are not in the catalogue. No probe is needed, because they commit together with their
   * journal.
   */
  @Override
  public Result bulkInsert(BulkInsert operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result insertNumbered(InsertNumbered operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result bulkUpdate(BulkUpdate operation) {
    return Result.UNKNOWN;
  }

  /** The journal has the key of the last batch, so that nothing is asked. */
  @Override
  public Result backfill(Backfill operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result copyIn(CopyIn operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result bulkDelete(BulkDelete operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result upsert(Upsert operation) {
    return Result.UNKNOWN;
  }
}
