package dev.switchback;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.TableChange;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.Previous;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The changes of {@link SchemaInterface#alterTable}, in order. A column and a constraint are named
 * once, so that the order decides nothing else. A name that differs only in upper and lower case
 * counts as the same name.
 *
 * <p>Not thread-safe. It is valid during one call.
 */
public final class TableAlteration {

  private final String table;
  private final List<AlterTable.Part> parts = new ArrayList<>();
  private final Set<String> columns = new HashSet<>();
  private final Set<String> constraints = new HashSet<>();
  private boolean removesPrimaryKey;
  private boolean addsPrimaryKey;

  TableAlteration(String table) {
    this.table = table;
  }

  AlterTable operation() {
    return new AlterTable(table, parts);
  }

  /**
   * Adds a column, as {@link SchemaInterface#addColumn} does, and its constraints in the same
   * statement.
   */
  public void addColumn(String column, ColumnDefinition definition) {
    nameColumn(column);
    for (TableChange change : added(column, definition)) {
      add(change, List.of());
    }
    new Column(column, definition).constraintsOn(table).forEach(this::noteAdded);
  }

  /** Removes a column with its data, as {@link SchemaInterface#removeColumn} does. */
  public void removeColumn(String column) {
    nameColumn(column);
    add(new RemoveColumn(table, column), List.of());
  }

  /**
   * Removes a column. {@code was} is its definition, from which a {@link ReversibleMigration} adds
   * it again. The data of the column are lost.
   */
  public void removeColumn(String column, Previous<ColumnDefinition> was) {
    nameColumn(column);
    add(new RemoveColumn(table, column), added(column, was.value()));
  }

  /** Changes the type of a column, and the other attributes that {@code definition} names. */
  public void changeColumn(String column, ColumnDefinition definition) {
    changeColumn(column, change -> change.to(definition));
  }

  /** Changes the named attributes of a column, and nothing else. */
  public void changeColumn(String column, UnaryOperator<ColumnChange> change) {
    nameColumn(column);
    add(ChangeColumn.by(table, column, change), List.of());
  }

  /**
   * Changes a column. {@code was} names the earlier value of every attribute that changes, which a
   * {@link ReversibleMigration} restores.
   */
  public void changeColumn(
      String column, ColumnDefinition definition, Previous<ColumnDefinition> was) {
    changeColumn(
        column, change -> change.to(definition), new Previous<>(change -> change.to(was.value())));
  }

  /**
   * Changes the named attributes of a column. {@code was} names their earlier values, which a
   * {@link ReversibleMigration} restores.
   */
  public void changeColumn(
      String column,
      UnaryOperator<ColumnChange> change,
      Previous<UnaryOperator<ColumnChange>> was) {
    nameColumn(column);
    add(
        ChangeColumn.by(table, column, change),
        List.of(ChangeColumn.by(table, column, was.value())));
  }

  /** Adds a constraint, as {@link SchemaInterface#addConstraint} does. */
  public void addConstraint(Constraint constraint) {
    if (!constraint.usedIndex().isEmpty()) {
      throw refused(
          "usingIndex(…) takes over an index, which is no change of the table",
          "Write addConstraint(…) as a step of its own");
    }
    noteAdded(constraint.on(table));
    add(new AddConstraint(table, constraint), List.of());
  }

  /** Removes a constraint by name, as {@link SchemaInterface#removeConstraint} does. */
  public void removeConstraint(String name) {
    remove(new RemoveConstraint(table, name), List.of());
  }

  /**
   * Removes a constraint by the name in its definition, from which a {@link ReversibleMigration}
   * adds it again.
   */
  public void removeConstraint(Constraint constraint) {
    if (!constraint.usedIndex().isEmpty()) {
      throw refused("usingIndex(…) is for adding a constraint", "Leave it out");
    }
    remove(RemoveConstraint.of(table, constraint), List.of(new AddConstraint(table, constraint)));
  }

  private void remove(RemoveConstraint removal, List<TableChange> previously) {
    nameConstraint(removal.name());
    removesPrimaryKey |= removal.meansPrimaryKey();
    requireOneKey();
    add(removal, previously);
  }

  private void noteAdded(Constraint constraint) {
    nameConstraint(constraint.name());
    addsPrimaryKey |= constraint instanceof Constraint.PrimaryKey;
    requireOneKey();
  }

  /** A probe could not tell the new primary key from the old one, which may have the same name. */
  private void requireOneKey() {
    if (removesPrimaryKey && addsPrimaryKey) {
      throw refused(
          "it removes the primary key and adds one",
          "Write removeConstraint(…) and addConstraint(…) as two steps");
    }
  }

  private void add(TableChange change, List<TableChange> previously) {
    parts.add(new AlterTable.Part(change, previously));
  }

  private List<TableChange> added(String column, ColumnDefinition definition) {
    Column added = new Column(column, definition);
    List<TableChange> changes = new ArrayList<>();
    changes.add(new AddColumn(table, added));
    added.constraintsOn(table).forEach(key -> changes.add(new AddConstraint(table, key)));
    return changes;
  }

  private void nameColumn(String column) {
    if (!columns.add(column.toLowerCase(Locale.ROOT))) {
      throw refused(
          "it names the column '" + column + "' twice", "Write one change of it, or two steps");
    }
  }

  private void nameConstraint(String name) {
    if (!constraints.add(name.toLowerCase(Locale.ROOT))) {
      throw refused(
          "it names the constraint '" + name + "' twice",
          "Write two steps, or give the new one another name");
    }
  }

  private IllegalArgumentException refused(String what, String remedy) {
    return new IllegalArgumentException(
        "alterTable '" + table + "' – " + what + ". Nothing was sent. " + remedy);
  }
}
