package dev.switchback.internal.plan;

import static dev.switchback.dialect.Hazard.ofRelease;

import dev.switchback.dialect.CatalogMapping;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.Hazard.Blocks;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
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
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.TypeOperation;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.operation.ViewOperation;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition.Nullability;
import dev.switchback.schema.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds operations after which statements of the previous release fail. That release still runs
 * while the migrations of the next one are applied. It does not use what the plan itself creates.
 * The rules are the same on every database. An instance is for one operation.
 */
final class ReleaseRules
    implements Operation.KindVisitor<List<Hazard>>,
        TableChange.Visitor<List<Hazard>>,
        ViewOperation.Visitor<List<Hazard>>,
        SchemaOperation.Visitor<List<Hazard>> {

  private static final List<Hazard> NONE = List.of();

  private final CatalogMapping mapping;
  private final SimulatedCatalog catalog;

  ReleaseRules(CatalogMapping mapping, SimulatedCatalog catalog) {
    this.mapping = mapping;
    this.catalog = catalog;
  }

  /** The name that keeps the previous release going, if a view of it exists after the migration. */
  private @Nullable String curedBy;

  /** Which sessions the operation blocks until the commit; null for none. */
  private @Nullable Blocks locked;

  Optional<String> curedBy() {
    return Optional.ofNullable(curedBy);
  }

  /** Returns which sessions it blocks until the commit, if it locks a table that they use. */
  Optional<Blocks> locked() {
    return Optional.ofNullable(locked);
  }

  private static List<Hazard> later(String rule, String object, String verb) {
    return List.of(
        ofRelease(
            rule,
            "release an application that does not use %s, and %s it in the release after that, with acknowledged(reason)"
                .formatted(object, verb)));
  }

  // ---- kinds

  @Override
  public List<Hazard> tableChange(TableChange operation) {
    if (!catalog.isOld(operation.table())) {
      return NONE;
    }
    locked = Blocks.READS_AND_WRITES;
    return operation.accept(this);
  }

  @Override
  public List<Hazard> view(ViewOperation operation) {
    return operation.accept(this);
  }

  @Override
  public List<Hazard> schema(SchemaOperation operation) {
    return operation.accept(this);
  }

  @Override
  public List<Hazard> createTable(CreateTable operation) {
    return NONE;
  }

  @Override
  public List<Hazard> dropTable(DropTable operation) {
    if (!catalog.isOld(operation.table())) {
      return NONE;
    }
    locked = Blocks.READS_AND_WRITES;
    return later("removes-table", "table '" + operation.table() + "'", "drop");
  }

  @Override
  public List<Hazard> renameTable(RenameTable operation) {
    if (!catalog.isOld(operation.before())) {
      return NONE;
    }
    locked = Blocks.READS_AND_WRITES;
    curedBy = operation.before();
    return List.of(
        ofRelease(
            "renames-table",
            "create a view '%2$s' of '%1$s', use it in this release, and in the next one drop it and rename the table, with acknowledged(reason)"
                .formatted(operation.before(), operation.after())));
  }

  @Override
  public List<Hazard> guarded(Guarded operation) {
    return operation.operation().acceptKind(this);
  }

  @Override
  public List<Hazard> online(Online operation) {
    return tableChange(operation.change());
  }

  /** The catalogue is the one of that schema. */
  @Override
  public List<Hazard> inSchema(InSchema operation) {
    return operation.operation().acceptKind(this).stream()
        .map(hazard -> hazard.inSchema(operation.schema()))
        .toList();
  }

  /** Only the server knows what raw SQL does. */
  @Override
  public List<Hazard> executeSql(ExecuteSql operation) {
    return NONE;
  }

  @Override
  public List<Hazard> data(DataOperation operation) {
    return NONE;
  }

  /** A type that a column uses is not dropped. */
  @Override
  public List<Hazard> type(TypeOperation operation) {
    return NONE;
  }

  /** One statement takes the strongest lock of its changes. */
  @Override
  public List<Hazard> alterTable(AlterTable operation) {
    List<Hazard> hazards =
        operation.changes().stream().flatMap(each -> each.accept(this).stream()).toList();
    locked = Blocks.READS_AND_WRITES;
    return hazards;
  }

  /** Which sessions it blocks depends on the options, and is among the hazards of its database. */
  @Override
  public List<Hazard> setTableOptions(SetTableOptions operation) {
    locked = null;
    return NONE;
  }

  // ---- columns

  @Override
  public List<Hazard> addColumn(AddColumn operation) {
    Column column = operation.column();
    return column.definition().nullability() == Nullability.NOT_NULL
            && column.definition().defaultOrNull() == null
        ? List.of(
            ofRelease(
                "adds-required-column",
                "add '%s' to '%s' with a default, or nullable(). Make it notNull() when every release that runs writes it"
                    .formatted(column.name(), operation.table())))
        : NONE;
  }

  @Override
  public List<Hazard> removeColumn(RemoveColumn operation) {
    return catalog.isOldColumn(operation.table(), operation.column())
        ? later(
            "removes-column",
            "column '%s' of '%s'".formatted(operation.column(), operation.table()),
            "remove")
        : NONE;
  }

  @Override
  public List<Hazard> renameColumn(RenameColumn operation) {
    return catalog.isOldColumn(operation.table(), operation.before())
        ? List.of(
            ofRelease(
                "renames-column",
                "add a column '%s' beside '%s' of '%s', write both, fill it by backfill(…), and remove the old one in a later release"
                    .formatted(operation.after(), operation.before(), operation.table())))
        : NONE;
  }

  @Override
  public List<Hazard> changeColumn(ChangeColumn operation) {
    List<Hazard> hazards = new ArrayList<>();
    if (operation.change().typeOrNull() != null
        && catalog.isOldColumn(operation.table(), operation.column())
        && !new TypeRange(mapping, catalog, operation.table(), operation.column())
            .isKept(operation.change().typeOrNull())) {
      hazards.add(
          ofRelease(
              "changes-type",
              "add a column of the new type beside '%s' of '%s', write both, fill it by backfill(…), and remove the old one in a later release"
                  .formatted(operation.column(), operation.table())));
    }
    if (operation.change().nullability() == Nullability.NOT_NULL) {
      hazards.addAll(notNull(operation.table(), operation.column()));
    }
    return hazards;
  }

  private List<Hazard> notNull(String table, String column) {
    return catalog.columnsRefusingNull(table).contains(column)
        ? NONE
        : List.of(
            ofRelease(
                "adds-not-null",
                "release an application that always writes '%s' of '%s', and make it notNull() in the release after that, with acknowledged(reason)"
                    .formatted(column, table)));
  }

  @Override
  public List<Hazard> renameEnumValue(RenameEnumValue operation) {
    return List.of(
        ofRelease(
            "renames-enum-value",
            "add the value '%s' to '%s' of '%s', write it, and change the old rows in a later release"
                .formatted(operation.after(), operation.column(), operation.table())));
  }

  @Override
  public List<Hazard> addEnumValue(AddEnumValue operation) {
    return NONE;
  }

  @Override
  public List<Hazard> setNumbering(SetNumbering operation) {
    return NONE;
  }

  @Override
  public List<Hazard> restartNumbering(RestartNumbering operation) {
    return NONE;
  }

  @Override
  public List<Hazard> commentOnTable(CommentOnTable operation) {
    locked = null;
    return NONE;
  }

  // ---- constraints and indexes

  /** A foreign key or a check may fit all that the previous release writes. */
  @Override
  public List<Hazard> addConstraint(AddConstraint operation) {
    Constraint constraint = operation.constraint();
    boolean isPrimary = constraint instanceof Constraint.PrimaryKey;
    if (constraint instanceof Constraint.ForeignKey) {
      locked = Blocks.WRITES;
    }
    if (!isPrimary && !(constraint instanceof Constraint.Unique)) {
      return NONE;
    }
    List<Hazard> hazards = new ArrayList<>();
    if (constraint.usedIndex().isEmpty()) { // otherwise the index is unique already
      hazards.add(unique(operation.table(), constraint.describe()));
    }
    if (isPrimary) {
      constraint.columns().forEach(column -> hazards.addAll(notNull(operation.table(), column)));
    }
    return hazards;
  }

  @Override
  public List<Hazard> addIndex(AddIndex operation) {
    locked = Blocks.WRITES;
    return operation.index().isUnique()
        ? List.of(unique(operation.table(), "index '" + operation.name() + "'"))
        : NONE;
  }

  private static Hazard unique(String table, String object) {
    return ofRelease(
        "adds-unique",
        "release an application that writes no duplicates, and add the %s of '%s' in the release after that, with acknowledged(reason)"
            .formatted(object, table));
  }

  @Override
  public List<Hazard> removeConstraint(RemoveConstraint operation) {
    return NONE;
  }

  @Override
  public List<Hazard> renameConstraint(RenameConstraint operation) {
    return NONE;
  }

  @Override
  public List<Hazard> validateConstraint(ValidateConstraint operation) {
    locked = null;
    return NONE;
  }

  @Override
  public List<Hazard> removeIndex(RemoveIndex operation) {
    return NONE;
  }

  @Override
  public List<Hazard> renameIndex(RenameIndex operation) {
    return NONE;
  }

  @Override
  public List<Hazard> setIndexVisible(SetIndexVisible operation) {
    return NONE;
  }

  // ---- views

  @Override
  public List<Hazard> createView(CreateView operation) {
    return NONE;
  }

  /** What the new query lacks is not known. */
  @Override
  public List<Hazard> replaceView(ReplaceView operation) {
    return NONE;
  }

  @Override
  public List<Hazard> dropView(DropView operation) {
    if (!catalog.isOldView(operation.view(), operation.isMaterialized())) {
      return NONE;
    }
    curedBy = operation.view();
    return later("removes-view", "view '" + operation.view() + "'", "drop");
  }

  @Override
  public List<Hazard> renameView(RenameView operation) {
    return catalog.isOldView(operation.before(), operation.isMaterialized())
        ? List.of(
            ofRelease(
                "renames-view",
                "create a view '%s' beside '%s', and drop the old one in a later release"
                    .formatted(operation.after(), operation.before())))
        : NONE;
  }

  @Override
  public List<Hazard> refreshMaterializedView(RefreshMaterializedView operation) {
    return NONE;
  }

  // ---- schemas

  @Override
  public List<Hazard> createSchema(CreateSchema operation) {
    return NONE;
  }

  /** An empty schema has nothing that a release could use. */
  @Override
  public List<Hazard> dropSchema(DropSchema operation) {
    return operation.isCascade() && catalog.isOldSchema(operation.schema())
        ? later("removes-schema", "schema '" + operation.schema() + "'", "drop")
        : NONE;
  }

  @Override
  public List<Hazard> renameSchema(RenameSchema operation) {
    return catalog.isOldSchema(operation.before())
        ? later("renames-schema", "schema '" + operation.before() + "'", "rename")
        : NONE;
  }
}
