package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.DefaultNames;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.Hazard.Blocks;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
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
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.IndexOptions;
import dev.switchback.schema.TableOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds operations that block writes to an InnoDB table, because the server cannot run them with
 * {@code LOCK=NONE} (MySQL Reference Manual, "Online DDL Operations"; MariaDB, "InnoDB Online
 * DDL"). HazardsTest checks each rule on the servers.
 */
final class MySqlHazards implements TableChange.Visitor<List<Hazard>> {

  private static final String FOREIGN_KEY = "foreign-key-copies";
  private static final String SHARED = "LOCK=SHARED";
  private static final Pattern VARCHAR = Pattern.compile("(?i)varchar\\((\\d+)\\)");

  private final MySqlSql sql;
  private final Catalog catalog;

  MySqlHazards(MySqlSql sql, Catalog catalog) {
    this.sql = sql;
    this.catalog = catalog;
  }

  List<Hazard> of(Operation operation) {
    return operation instanceof TableChange change
        ? change.accept(this)
        : operation.renamedWithParts().map(this::renameTable).orElse(List.of());
  }

  /** Returns the hazards of its foreign keys and checks, which are dropped and added. */
  private List<Hazard> renameTable(RenameTable operation) {
    return new DefaultNames(sql, catalog, operation.before())
        .renamed(operation.before(), operation.after()).stream()
            .flatMap(part -> renamed(operation.before(), part.constraint(), part.before()).stream())
            .toList();
  }

  /** Returns whether another value of {@code foreign_key_checks} in the session avoids a hazard. */
  static boolean dependsOnSession(Hazard hazard) {
    return hazard.rule().equals(FOREIGN_KEY);
  }

  @Override
  public List<Hazard> alterTable(AlterTable operation) {
    return operation.changes().stream()
        .flatMap(change -> change.accept(this).stream())
        .distinct()
        .toList();
  }

  @Override
  public List<Hazard> setNumbering(SetNumbering operation) {
    return operation.isNumbered()
        ? List.of(
            copies(
                "numbering-copies",
                "number '%s' of '%s' while no session writes to the table; there is no alternative"
                    .formatted(operation.column(), operation.table())))
        : List.of();
  }

  @Override
  public List<Hazard> restartNumbering(RestartNumbering operation) {
    return List.of();
  }

  @Override
  public List<Hazard> commentOnTable(CommentOnTable operation) {
    return List.of();
  }

  /** Another engine copies the table. InnoDB itself changes the other options in place. */
  @Override
  public List<Hazard> setTableOptions(SetTableOptions operation) {
    List<TableOption> engines =
        operation.options().stream().filter(TableOption.Engine.class::isInstance).toList();
    List<TableOption> found = catalog.currentOptions(operation.table(), engines);
    return engines.containsAll(found)
        ? List.of()
        : List.of(
            copies(
                "engine-copies",
                "change the engine of '%s' while no session writes to it; there is no alternative"
                    .formatted(operation.table())));
  }

  @Override
  public List<Hazard> addColumn(AddColumn operation) {
    if (isStored(operation.column())) {
      return List.of(column(operation));
    }
    Column added = operation.column();
    return placed(operation.table(), added.name(), added.definition().position());
  }

  /** Returns the hazard of a place before a virtual column. */
  private List<Hazard> placed(String table, String column, Optional<ColumnPosition> place) {
    return place
        .filter(position -> sql.copiesForPlace())
        .filter(position -> new NewPlace(catalog, table, column, position).shiftsVirtualColumn())
        .map(
            position ->
                copies(
                    "place-copies",
                    "leave out %s of '%s' of '%s', because a virtual column is behind that place"
                        .formatted(position.call(), column, table)))
        .map(List::of)
        .orElse(List.of());
  }

  @Override
  public List<Hazard> removeColumn(RemoveColumn operation) {
    return List.of();
  }

  @Override
  public List<Hazard> addConstraint(AddConstraint operation) {
    String name = operation.constraint().name();
    if (operation.constraint() instanceof Constraint.ForeignKey) {
      return List.of(foreignKey("add", name, operation.table()));
    }
    return operation.constraint() instanceof Constraint.Check
        ? List.of(check("add", name, operation.table()))
        : List.of();
  }

  @Override
  public List<Hazard> removeConstraint(RemoveConstraint operation) {
    return sql.nameInCatalog(operation).equals("PRIMARY") ? List.of(key(operation)) : List.of();
  }

  @Override
  public List<Hazard> addIndex(AddIndex operation) {
    return operation.index().options().kind() != IndexOptions.Kind.USUAL
        ? List.of(index(operation))
        : List.of();
  }

  @Override
  public List<Hazard> removeIndex(RemoveIndex operation) {
    return List.of();
  }

  @Override
  public List<Hazard> renameIndex(RenameIndex operation) {
    return List.of();
  }

  /** Returns the hazard of adding it: a foreign key or a check is dropped and added. */
  @Override
  public List<Hazard> renameConstraint(RenameConstraint operation) {
    return renamed(
        operation.table(),
        catalog.constraintKinds(operation.table()).getOrDefault(operation.before(), List.of()),
        operation.before());
  }

  private static List<Hazard> renamed(String table, List<ConstraintKind> kinds, String name) {
    if (kinds.contains(ConstraintKind.FOREIGN_KEY)) {
      return List.of(foreignKey("rename", name, table));
    }
    return kinds.contains(ConstraintKind.CHECK) ? List.of(check("rename", name, table)) : List.of();
  }

  @Override
  public List<Hazard> validateConstraint(ValidateConstraint operation) {
    return List.of();
  }

  @Override
  public List<Hazard> setIndexVisible(SetIndexVisible operation) {
    return List.of();
  }

  @Override
  public List<Hazard> renameColumn(RenameColumn operation) {
    return List.of();
  }

  @Override
  public List<Hazard> addEnumValue(AddEnumValue operation) {
    return isInTheMiddle(operation)
        ? List.of(type(operation.table(), operation.column()))
        : List.of();
  }

  /** Returns nothing: the operation is refused. */
  @Override
  public List<Hazard> renameEnumValue(RenameEnumValue operation) {
    return List.of();
  }

  private static Hazard copies(String rule, String safeWay) {
    return new Hazard(rule, SHARED, Blocks.WRITES, true, safeWay);
  }

  private static Hazard key(RemoveConstraint operation) {
    return copies(
        "key-copies",
        "drop the primary key of '%s' together with a new one, by execute(\"ALTER TABLE … DROP PRIMARY KEY, ADD PRIMARY KEY …\")"
            .formatted(operation.table()));
  }

  /**
   * Returns whether the new value is not the last one, so that the values after it get other
   * numbers.
   */
  private boolean isInTheMiddle(AddEnumValue operation) {
    List<String> values = catalog.enumValues(operation.table(), operation.column());
    return operation.beforeOrNull() != null
        || (operation.afterOrNull() != null
            && values.indexOf(operation.afterOrNull()) < values.size() - 1);
  }

  private static Hazard index(AddIndex operation) {
    return new Hazard(
        "index-blocks-writes",
        SHARED,
        Blocks.WRITES,
        false,
        "add index '%s' of '%s' while no session writes; there is no alternative"
            .formatted(operation.name(), operation.table()));
  }

  private static Hazard foreignKey(String verb, String name, String table) {
    return copies(
        FOREIGN_KEY,
        "%s '%s' while no session writes to '%s', or without a check of its rows: execute(\"SET SESSION foreign_key_checks = 0\") before it, and = 1 after it"
            .formatted(verb, name, table));
  }

  private static Hazard check(String verb, String name, String table) {
    return copies(
        "check-copies",
        "%s '%s' while no session writes to '%s'; there is no alternative"
            .formatted(verb, name, table));
  }

  private static boolean isStored(Column column) {
    return column.definition().defaultOrNull() instanceof DefaultValue.Generated generated
        && !generated.isVirtual();
  }

  private static Hazard column(AddColumn operation) {
    return copies(
        "column-copies",
        "make '%s' of '%s' virtual(), which takes only a moment"
            .formatted(operation.column().name(), operation.table()));
  }

  @Override
  public List<Hazard> changeColumn(ChangeColumn operation) {
    Optional<Column> after = operation.change().retyped(operation.column());
    boolean isSorted =
        sql.copiesForCollation()
            && catalog.indexes(operation.table()).stream()
                .anyMatch(index -> index.columns().contains(operation.column()));
    boolean isCollated = operation.change().collationOrNull() != null;
    if ((isCollated && isSorted) || (after.isPresent() && !isKept(operation, after.get()))) {
      return List.of(type(operation.table(), operation.column()));
    }
    return placed(operation.table(), operation.column(), operation.change().position());
  }

  private static Hazard type(String table, String column) {
    return copies(
        "type-copies",
        "add a column of the new type beside '%s' of '%s', write both, fill it in parts, and remove the old one later"
            .formatted(column, table));
  }

  private boolean isKept(ChangeColumn operation, Column after) {
    String before = catalog.columns(operation.table()).get(operation.column());
    String now = sql.typeInCatalog(operation.table(), after);
    return now.equals(before) || (before != null && isLonger(lengthOf(before), lengthOf(now)));
  }

  /** Returns the length of a text type, or -1 for another type. */
  private static int lengthOf(String type) {
    Matcher text = VARCHAR.matcher(type);
    return text.matches() ? Integer.parseInt(text.group(1)) : -1;
  }

  /**
   * Returns whether a text gets no shorter, and its length prefix keeps its size in every character
   * set.
   */
  private static boolean isLonger(int before, int now) {
    boolean isInOneByte = now <= 63;
    boolean isInTwoBytes = before > 255;
    return before >= 0 && now >= before && (isInOneByte || isInTwoBytes);
  }
}
