package dev.switchback.internal.plan;

import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.DefaultNames;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.KeyCatalog;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DataTypes;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Deferral;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Simulates a table in the middle of a plan: what the catalogue will show of it then. */
final class SimulatedTable {

  private final Dialect dialect;
  final Map<String, String> columns = new LinkedHashMap<>();

  /** The types of added and changed columns, with what a foreign key needs. */
  final Map<String, String> keyTypes = new LinkedHashMap<>();

  final Map<String, List<String>> constraints = new TreeMap<>();
  final Map<String, List<ConstraintKind>> kinds = new TreeMap<>();
  final List<CatalogIndex> indexes = new ArrayList<>();
  final Map<String, List<String>> enumValues = new HashMap<>();
  final Set<String> enumOwners = new HashSet<>();
  final Map<String, NumberedColumn> numbered = new HashMap<>();

  final Set<String> refusingNull = new HashSet<>();

  /** The columns that foreign keys of the table set to NULL, by key name. */
  final Map<String, List<String>> settingNull = new TreeMap<>();

  /** The tables that foreign keys refer to, by key name. Only keys that the plan creates. */
  final Map<String, String> references = new HashMap<>();

  /** The options that the plan sets. */
  final List<TableOption> options = new ArrayList<>();

  /** The collation of a new text column; null if the options do not set it. */
  @Nullable String collation;

  /** Columns of which the server will show more than the plan can know. */
  final Set<String> changed = new HashSet<>();

  /** The current name in the database; null if the plan creates the table. */
  final @Nullable String origin;

  private final String name;

  SimulatedTable(Dialect dialect, String name, @Nullable String origin) {
    this.dialect = dialect;
    this.name = name;
    this.origin = origin;
  }

  /** Simulates a table that the plan creates. */
  static SimulatedTable created(Dialect dialect, Table definition) {
    SimulatedTable table = new SimulatedTable(dialect, definition.name(), null);
    definition.columns().forEach(column -> table.add(definition.name(), column));
    definition.constraints().forEach(table::add);
    table.options.addAll(definition.options());
    table.collation = dialect.mapping().collationOf(definition).orElse(null);
    return table;
  }

  /**
   * Sets options in place of what was set before. Columns from before another default collation
   * have the old one, and those behind it the new one, so only the server knows both.
   */
  void set(SetTableOptions operation) {
    for (TableOption option : operation.options()) {
      options.removeIf(each -> each.key().equals(option.key()));
      options.add(option);
      if (option instanceof TableOption.DefaultCollation) {
        collation = KeyCatalog.UNKNOWN;
      }
    }
  }

  /** Returns the name that the catalogue will show for a part with this name. */
  private String shown(String part) {
    return dialect.mapping().nameInCatalog(name, part);
  }

  private List<String> shown(List<String> parts) {
    return parts.stream().map(this::shown).toList();
  }

  void add(String table, Column column) {
    columns.put(shown(column.name()), dialect.mapping().typeInCatalog(table, column));
    keyTypes.put(shown(column.name()), dialect.mapping().keyType(table, column));
    changed.add(shown(column.name()));
    retype(column);
    if (!column.definition().isNullable()) {
      refusingNull.add(shown(column.name()));
    }
    dialect
        .mapping()
        .numbering(table, column)
        .ifPresent(numbering -> numbered.put(shown(column.name()), numbering));
    dialect
        .mapping()
        .checkOf(table, column)
        .ifPresent(check -> addKind(shown(check), ConstraintKind.CHECK));
    column.definition().position().ifPresent(position -> place(column.name(), position));
  }

  /** Moves a column. It stays where it is if it follows a column that is not known. */
  private void place(String written, ColumnPosition position) {
    String column = shown(written);
    Map<String, String> before = new LinkedHashMap<>(columns);
    String type = before.remove(column);
    String previous = position.after().map(this::shown).orElse("");
    boolean isKnown =
        previous.isEmpty() || before.keySet().stream().anyMatch(each -> isSameName(each, previous));
    if (type == null || !isKnown) {
      return;
    }
    columns.clear();
    if (previous.isEmpty()) {
      columns.put(column, type);
    }
    before.forEach(
        (name, other) -> {
          columns.put(name, other);
          if (isSameName(name, previous)) {
            columns.put(column, type);
          }
        });
  }

  private boolean isSameName(String one, String other) {
    return dialect.mapping().isSameName(one, other);
  }

  private void retype(Column column) {
    enumValues.remove(shown(column.name()));
    enumOwners.remove(shown(column.name()));
    DataType type = column.definition().type();
    DataType own = type instanceof DataType.ArrayOf array ? array.element() : type;
    if (own instanceof DataType.Enumeration enumeration) {
      enumOwners.add(shown(column.name()));
      enumValues.put(shown(column.name()), enumeration.values());
    }
  }

  void change(ChangeColumn operation) {
    changed.add(shown(operation.column()));
    switch (operation.change().nullability()) {
      case NOT_NULL -> refusingNull.add(shown(operation.column()));
      case NULLABLE -> refusingNull.remove(shown(operation.column()));
      case UNSPECIFIED -> {}
    }
    operation
        .change()
        .retyped(operation.column())
        .ifPresent(
            column -> {
              columns.put(
                  shown(column.name()), dialect.mapping().typeInCatalog(operation.table(), column));
              keyTypes.put(shown(column.name()), changedKeyType(operation.table(), column));
              retype(column);
              renumber(column);
            });
    operation.change().numbering().ifPresent(kind -> renumber(operation.column(), kind));
    operation.change().position().ifPresent(position -> place(operation.column(), position));
  }

  /** Returns what a foreign key needs of a changed column. A text may keep its collation. */
  String changedKeyType(String table, Column column) {
    return column.definition().type() instanceof DataType.WholeNumber
        ? dialect.mapping().keyType(table, column)
        : KeyCatalog.UNKNOWN;
  }

  void setNumbering(SetNumbering operation) {
    String column = operation.column();
    numbered.remove(shown(column));
    if (operation.isNumbered()) {
      dialect
          .mapping()
          .numbering(operation.table(), new Column(column, DataTypes.bigInt().autoIncrement()))
          .ifPresent(numbering -> numbered.put(shown(column), numbering));
    }
  }

  /** Ends the numbers of a column at the highest number of its new type. */
  private void renumber(Column column) {
    if (column.definition().type() instanceof DataType.WholeNumber) {
      Column numbering = new Column(column.name(), column.definition().autoIncrement());
      dialect
          .mapping()
          .numbering(name, numbering)
          .ifPresent(
              after ->
                  numbered.computeIfPresent(
                      shown(column.name()), (any, before) -> before.endingAt(after.last())));
    }
  }

  private void renumber(String column, DefaultValue.AutoIncrement kind) {
    numbered.computeIfPresent(shown(column), (any, before) -> before.always(kind.isAlways()));
  }

  void renumber(String column, long next) {
    numbered.computeIfPresent(shown(column), (name, before) -> before.restartedAt(next));
  }

  void setValues(String column, List<String> values) {
    enumValues.put(shown(column), values);
    changed.add(shown(column));
  }

  /** Returns the values of an enumeration; empty if the database must be queried. */
  Optional<List<String>> valuesOf(String column) {
    List<String> values = enumValues.get(shown(column));
    return values == null && changed.contains(shown(column))
        ? Optional.of(List.of())
        : Optional.ofNullable(values);
  }

  void add(Constraint constraint) {
    String name = shown(dialect.mapping().nameInCatalog(constraint));
    List<String> over = shown(constraint.columns());
    if (constraint instanceof Constraint.Check) {
      addKind(name, ConstraintKind.CHECK);
      return;
    }
    constraints.put(name, over);
    if (constraint instanceof Constraint.ForeignKey key) {
      addKind(name, ConstraintKind.FOREIGN_KEY);
      key.referencedTables().forEach(other -> references.put(name, other));
      if (key.setsNull()) {
        settingNull.put(name, over);
      }
      if (dialect.mapping().indexesForeignKeys()
          && indexes.stream().noneMatch(any -> isBegun(over, any.columns()))) {
        indexes.add(new CatalogIndex(name, over, false, true));
      }
    } else {
      boolean isPrimary = constraint instanceof Constraint.PrimaryKey;
      if (isPrimary) {
        refusingNull.addAll(over);
      }
      addKind(name, isPrimary ? ConstraintKind.PRIMARY_KEY : ConstraintKind.UNIQUE);
      removeIndex(shown(constraint.usedIndex())); // it gets the name of the constraint
      boolean isDeferrable = constraint.deferral() != Deferral.NOT_DEFERRABLE;
      add(new CatalogIndex(name, over, true, true, isDeferrable ? CatalogIndex.DEFERRABLE : ""));
    }
  }

  /**
   * Adds an index. Removes the index that the server created for a foreign key that it can serve.
   */
  void add(CatalogIndex index) {
    if (dialect.mapping().indexesForeignKeys()) {
      indexes.removeIf(
          other ->
              isForeignKey(other.name())
                  && !other.isUnique()
                  && isBegun(other.columns(), index.columns()));
    }
    indexes.add(index);
  }

  private boolean isForeignKey(String name) {
    return kinds.getOrDefault(name, List.of()).contains(ConstraintKind.FOREIGN_KEY);
  }

  private static boolean isBegun(List<String> columns, List<String> by) {
    return by.size() >= columns.size() && by.subList(0, columns.size()).equals(columns);
  }

  private void addKind(String name, ConstraintKind kind) {
    List<ConstraintKind> all = new ArrayList<>(kinds.getOrDefault(name, List.of()));
    all.add(kind);
    kinds.put(name, all);
  }

  void removeIndex(String name) {
    indexes.removeIf(index -> index.name().equals(name));
  }

  /** Makes queries use an index, or not. */
  void setVisible(String written, boolean isVisible) {
    String word = dialect.mapping().invisibleIndex();
    indexes.replaceAll(
        index ->
            index.name().equals(shown(written)) ? withVisibility(index, word, isVisible) : index);
  }

  private static CatalogIndex withVisibility(CatalogIndex index, String word, boolean isVisible) {
    String others = index.attributes().replaceFirst(" ?" + word + "$", "");
    return new CatalogIndex(
        index.name(),
        index.columns(),
        index.isUnique(),
        index.isValid(),
        isVisible ? others : (others + " " + word).strip());
  }

  /** Renames an index. On MySQL and MariaDB, a unique index is a constraint too. */
  void renameIndex(String writtenBefore, String writtenAfter) {
    String before = shown(writtenBefore);
    if (kinds.getOrDefault(before, List.of()).contains(ConstraintKind.UNIQUE)) {
      renameConstraint(writtenBefore, writtenAfter);
    } else {
      renameIndexes(index -> index.name().equals(before), shown(writtenAfter));
    }
  }

  /** Renames a part that has a default name. */
  void rename(DefaultNames.Part part) {
    switch (part.kind()) {
      case CONSTRAINT -> renameConstraint(part.before(), part.after());
      case INDEX -> renameIndex(part.before(), part.after());
      case SEQUENCE ->
          numbered.replaceAll(
              (column, each) ->
                  each.sequence().equals(part.before()) ? each.of(part.after()) : each);
    }
  }

  private void renameIndexes(Predicate<CatalogIndex> which, String after) {
    indexes.replaceAll(
        index ->
            which.test(index)
                ? new CatalogIndex(
                    after, index.columns(), index.isUnique(), index.isValid(), index.attributes())
                : index);
  }

  /** Renames a constraint, and the index that it has under its name. */
  void renameConstraint(String writtenBefore, String writtenAfter) {
    String before = shown(writtenBefore);
    String after = shown(writtenAfter);
    List<String> over = constraints.get(before);
    boolean isKey = isForeignKey(before);
    boolean isCheck = over == null;
    renameIndexes(
        index ->
            index.name().equals(before)
                && !isCheck
                && (!isKey || (!index.isUnique() && index.columns().equals(over))),
        after);
    move(constraints, before, after);
    move(kinds, before, after);
    move(references, before, after);
    move(settingNull, before, after);
  }

  private static <V> void move(Map<String, V> all, String before, String after) {
    V value = all.remove(before);
    if (value != null) {
      all.put(after, value);
    }
  }

  void removeConstraint(String constraint, boolean isPrimary) {
    String named = shown(constraint);
    String name =
        kinds.entrySet().stream()
            .filter(each -> isPrimary && !kinds.containsKey(named))
            .filter(each -> each.getValue().contains(ConstraintKind.PRIMARY_KEY))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(named);
    removeConstraint(name);
  }

  private void removeConstraint(String name) {
    constraints.remove(name);
    kinds.remove(name);
    references.remove(name);
    settingNull.remove(name);
    indexes.removeIf(index -> index.name().equals(name));
  }

  /** Removes a column, with the constraints and indexes that cover it alone. */
  void removeColumn(String written) {
    String column = shown(written);
    Predicate<List<String>> isOnlyIt = List.of(column)::equals;
    List<String> gone =
        constraints.entrySet().stream()
            .filter(each -> isOnlyIt.test(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    gone.forEach(this::removeConstraint);
    indexes.removeIf(index -> isOnlyIt.test(index.columns()));
    columns.remove(column);
    keyTypes.remove(column);
    refusingNull.remove(column);
    numbered.remove(column);
    enumValues.remove(column);
    enumOwners.remove(column);
  }

  void renameColumn(String writtenBefore, String writtenAfter, List<String> values) {
    String before = shown(writtenBefore);
    String after = shown(writtenAfter);
    Map<String, String> all = new LinkedHashMap<>(columns);
    columns.clear();
    all.forEach((name, type) -> columns.put(name.equals(before) ? after : name, type));
    changed.add(after);
    constraints.replaceAll((name, over) -> renamed(over, before, after));
    indexes.replaceAll(
        index ->
            new CatalogIndex(
                index.name(),
                renamed(index.columns(), before, after),
                index.isUnique(),
                index.isValid(),
                index.attributes()));
    settingNull.replaceAll((name, over) -> renamed(over, before, after));
    if (refusingNull.remove(before)) {
      refusingNull.add(after);
    }
    NumberedColumn numbering = numbered.remove(before);
    if (numbering != null) {
      numbered.put(after, numbering);
    }
    if (enumOwners.remove(before)) {
      enumOwners.add(after);
    }
    enumValues.remove(before);
    enumValues.put(after, values);
  }

  private static List<String> renamed(List<String> columns, String before, String after) {
    return columns.stream().map(name -> name.equals(before) ? after : name).toList();
  }

  /** Returns the indexes and constraints that cover the column and other columns too. */
  List<String> shared(String written) {
    String column = shown(written);
    Set<String> names = new HashSet<>();
    indexes.stream()
        .filter(index -> index.columns().size() > 1 && index.columns().contains(column))
        .forEach(index -> names.add(index.name()));
    constraints.forEach(
        (name, over) -> {
          if (over.size() > 1 && over.contains(column)) {
            names.add(name);
          }
        });
    return names.stream().sorted().toList();
  }

  List<String> foreignKeysOver(String column) {
    return constraints.entrySet().stream()
        .filter(each -> each.getValue().contains(shown(column)))
        .map(Map.Entry::getKey)
        .filter(this::isForeignKey)
        .toList();
  }
}
