package dev.switchback.dialect;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.CanonicalForm;
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
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.Constraint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an operation took effect that was under way when its process died or lost its connection:
 * {@code operation.accept(new Probe(dialect, catalog))}. It compares the catalogue with what the
 * operation was to make of it, and changes nothing.
 *
 * <p>Ask when the server has ended the session of that process, so that the operation cannot come
 * to its end later; and in a transaction of its own, see {@link Catalog}.
 */
public final class Probe implements Operation.Visitor<Probe.Result> {

  /** What the catalogue tells of an operation. */
  public enum Result {
    /** It is done. */
    APPLIED,

    /** Nothing of it is done, or what is left of it does no harm: it can be carried out now. */
    NOT_APPLIED,

    /** What is left of it is of no use and in its way; it can be carried out when that is gone. */
    LEFT_UNFINISHED,

    /** Neither: somebody else has changed the schema, or the catalogue does not show it. */
    UNKNOWN
  }

  /** The {@linkplain Catalog#image image} of an index whose concurrent build was cut off. */
  public static final String UNFINISHED = "unfinished";

  private static final String ABSENT = "absent";

  private final Dialect dialect;
  private final Catalog catalog;

  /** A probe of the schema that {@code catalog} shows. */
  public Probe(Dialect dialect, Catalog catalog) {
    this.dialect = dialect;
    this.catalog = catalog;
  }

  /**
   * Reads what the journal keeps with the intent of {@code operation}, before it is sent: whether
   * the schema already is as if it were done. Empty if that cannot be confused later.
   */
  public Optional<String> before(Operation operation) {
    if (operation instanceof ExecuteSql raw) {
      return RawReading.of(raw.sql(), dialect.syntax()).change().flatMap(this::image);
    }
    if (operation instanceof CommentOnTable
        || operation instanceof ReplaceView
        || operation instanceof RefreshMaterializedView
        || (operation instanceof ChangeColumn change && change.change().usingOrNull() == null)) {
      return Optional.empty();
    }
    return Optional.of(operation.accept(this).name());
  }

  /**
   * Tells whether {@code operation} took effect, given what {@link #before} returned for it. If the
   * schema already was as wanted, or the name was taken, the server refused the operation or did
   * nothing. Then the operation is sent again, and the server answers the same.
   */
  public Result outcome(Operation operation, Optional<String> before) {
    if (operation instanceof ExecuteSql raw) {
      return outcome(RawReading.of(raw.sql(), dialect.syntax()), before);
    }
    Result now = operation.accept(this);
    if (before.isEmpty()) {
      return now;
    }
    boolean isConversion = operation instanceof ChangeColumn;
    return switch (Result.valueOf(before.get())) {
      case NOT_APPLIED -> isConversion && now == Result.UNKNOWN ? Result.APPLIED : now;
      case APPLIED -> Result.NOT_APPLIED;
      case UNKNOWN, LEFT_UNFINISHED -> isConversion ? now : Result.NOT_APPLIED;
    };
  }

  /**
   * Compares the object of a raw statement with what it was before. The server carries the
   * statement out as a whole or not at all.
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
            ? !wasAbsent // rows of others may have come since
            : object.kind() == SchemaObject.Kind.FUNCTION && isDrop && wasAbsent; // a loadable one
    return isDoubtful ? Result.UNKNOWN : Result.NOT_APPLIED;
  }

  /** Not every server does it with all of them or with none. */
  private static Result outcomeOfAll(String before, String now) {
    if (now.equals(before)) {
      return Result.NOT_APPLIED;
    }
    boolean areAll =
        now.length() == before.length()
            && IntStream.range(0, now.length()).allMatch(i -> now.charAt(i) != before.charAt(i));
    return areAll ? Result.APPLIED : Result.UNKNOWN;
  }

  /** Of several objects, for each a sign that tells whether it is there. */
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

  /** What the server says of it, short enough for the journal; empty if it does not say it. */
  private Optional<String> image(SchemaObject object) {
    try {
      String image = catalog.image(object).orElse(ABSENT);
      return Optional.of(
          image.equals(ABSENT) || image.equals(UNFINISHED)
              ? image
              : CanonicalForm.fingerprint(image));
    } catch (CatalogException e) {
      if (dialect.hasTransactionalDdl()) {
        throw e; // the transaction has ended
      }
      return Optional.empty();
    }
  }

  @Override
  public Result createTable(CreateTable operation) {
    return catalog.hasTable(operation.table().name())
        ? appliedIf(new TableComparison(dialect, catalog).isAsDefined(operation.table()))
        : Result.NOT_APPLIED;
  }

  private static Result appliedIf(boolean isAsExpected) {
    return isAsExpected ? Result.APPLIED : Result.UNKNOWN;
  }

  @Override
  public Result dropTable(DropTable operation) {
    return catalog.hasTable(operation.table()) ? Result.NOT_APPLIED : Result.APPLIED;
  }

  /** To write a comment twice does no harm. */
  @Override
  public Result commentOnTable(CommentOnTable operation) {
    return catalog.hasTable(operation.table()) ? Result.NOT_APPLIED : Result.UNKNOWN;
  }

  @Override
  public Result addColumn(AddColumn operation) {
    String type = columnType(operation.table(), operation.column().name());
    if (type == null) {
      return Result.NOT_APPLIED;
    }
    return appliedIf(type.equals(dialect.typeInCatalog(operation.table(), operation.column())));
  }

  @Override
  public Result removeColumn(RemoveColumn operation) {
    Map<String, String> columns = catalog.columns(operation.table());
    String shown = dialect.nameInCatalog(operation.table(), operation.column());
    return columns.isEmpty() || columns.containsKey(shown) ? Result.NOT_APPLIED : Result.APPLIED;
  }

  private @Nullable String columnType(String table, String column) {
    return catalog.columns(table).get(dialect.nameInCatalog(table, column));
  }

  @Override
  public Result addConstraint(AddConstraint operation) {
    if (operation.constraint() instanceof Constraint.Check check) {
      return check(operation.table(), check);
    }
    String table = operation.table();
    String name = dialect.nameInCatalog(table, dialect.nameInCatalog(operation.constraint()));
    List<String> columns = catalog.constraints(table).get(name);
    if (columns == null) {
      return Result.NOT_APPLIED;
    }
    List<String> expected =
        operation.constraint().columns().stream()
            .map(column -> dialect.nameInCatalog(table, column))
            .toList();
    return appliedIf(columns.equals(expected));
  }

  /** The server writes its condition in other words, so that the name has to do. */
  private Result check(String table, Constraint.Check check) {
    List<ConstraintKind> kinds =
        catalog.constraintKinds(table).get(dialect.nameInCatalog(table, check.name()));
    return kinds == null ? Result.NOT_APPLIED : appliedIf(kinds.contains(ConstraintKind.CHECK));
  }

  @Override
  public Result removeConstraint(RemoveConstraint operation) {
    String name = dialect.nameInCatalog(operation.table(), dialect.nameInCatalog(operation));
    Map<String, List<ConstraintKind>> all = catalog.constraintKinds(operation.table());
    boolean isThere =
        all.containsKey(name)
            || (operation.meansPrimaryKey()
                && all.values().stream()
                    .anyMatch(kinds -> kinds.contains(ConstraintKind.PRIMARY_KEY)));
    return isThere ? Result.NOT_APPLIED : removedFrom(operation.table());
  }

  /** Without its table nothing can have been removed from it; the server says so once more. */
  private Result removedFrom(String table) {
    return catalog.hasTable(table) ? Result.APPLIED : Result.NOT_APPLIED;
  }

  /** One that is not valid is what a concurrent build left behind; it is dropped and built anew. */
  @Override
  public Result addIndex(AddIndex operation) {
    return index(operation.table(), operation.name())
        .map(found -> compare(found, dialect.indexInCatalog(operation)))
        .orElse(Result.NOT_APPLIED);
  }

  private static Result compare(CatalogIndex found, CatalogIndex expected) {
    boolean isTheSame = found.isLike(expected);
    return isTheSame && !found.isValid() ? Result.NOT_APPLIED : appliedIf(isTheSame);
  }

  private Optional<CatalogIndex> index(String table, String name) {
    String shown = dialect.nameInCatalog(table, name);
    return catalog.indexes(table).stream().filter(index -> index.name().equals(shown)).findFirst();
  }

  @Override
  public Result removeIndex(RemoveIndex operation) {
    return index(operation.table(), operation.name()).isPresent()
        ? Result.NOT_APPLIED
        : removedFrom(operation.table());
  }

  @Override
  public Result createSchema(CreateSchema operation) {
    return catalog.hasSchema(operation.schema()) ? Result.APPLIED : Result.NOT_APPLIED;
  }

  /** MariaDB may have dropped a part of what is in it; the rest goes when it is done again. */
  @Override
  public Result dropSchema(DropSchema operation) {
    return catalog.hasSchema(operation.schema()) ? Result.NOT_APPLIED : Result.APPLIED;
  }

  /** What the catalogue shows of its query are other words than those it was created with. */
  @Override
  public Result createView(CreateView operation) {
    return catalog.hasView(operation.view(), operation.isMaterialized())
        ? Result.APPLIED
        : Result.NOT_APPLIED;
  }

  /** To replace it twice does no harm. */
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

  /** To refresh it twice does no harm. */
  @Override
  public Result refreshMaterializedView(RefreshMaterializedView operation) {
    return catalog.hasView(operation.view(), true) ? Result.NOT_APPLIED : Result.UNKNOWN;
  }

  /** Nobody but its author knows what it does. */
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
    return renamed(
        columnType(table, operation.before()) != null,
        columnType(table, operation.after()) != null);
  }

  /** With both names or none of them, it is not known what became of it. */
  private static Result renamed(boolean hasBefore, boolean hasAfter) {
    if (hasBefore == hasAfter) {
      return Result.UNKNOWN;
    }
    return hasAfter ? Result.APPLIED : Result.NOT_APPLIED;
  }

  /**
   * The catalogue shows types alone; to change anything else twice does no harm. To convert values
   * twice by an expression may do some.
   */
  @Override
  public Result changeColumn(ChangeColumn operation) {
    String found = columnType(operation.table(), operation.column());
    if (found == null) {
      return Result.NOT_APPLIED;
    }
    ColumnChange change = operation.change();
    boolean hasType =
        change
            .retyped(operation.column())
            .filter(column -> dialect.typeInCatalog(operation.table(), column).equals(found))
            .isPresent();
    if (hasType && change.usingOrNull() != null) {
      return Result.UNKNOWN;
    }
    return hasType && change.isOfTypeAlone() ? Result.APPLIED : Result.NOT_APPLIED;
  }

  @Override
  public Result addEnumValue(AddEnumValue operation) {
    List<String> values = catalog.enumValues(operation.table(), operation.column());
    if (values.isEmpty()) {
      return Result.UNKNOWN;
    }
    return values.contains(operation.value()) ? Result.APPLIED : Result.NOT_APPLIED;
  }

  /** Rows are not in the catalogue. It is not asked: they commit together with their journal. */
  @Override
  public Result bulkInsert(BulkInsert operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result bulkUpdate(BulkUpdate operation) {
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
