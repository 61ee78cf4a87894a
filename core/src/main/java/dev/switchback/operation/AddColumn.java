package dev.switchback.operation;

import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Adds a column after the existing columns, or at the position in its definition. The constraints
 * in its definition are separate steps, {@link AddConstraint}. Otherwise H2 would keep the column
 * if one of them fails.
 */
public record AddColumn(String table, Column column) implements TableChange {

  /** Returns the steps that add a column, and then its constraints. */
  public static List<Operation> withConstraints(
      String table, String column, ColumnDefinition definition) {
    Column added = new Column(column, definition);
    List<Operation> steps = new ArrayList<>();
    steps.add(new AddColumn(table, added));
    added.constraintsOn(table).forEach(key -> steps.add(new AddConstraint(table, key)));
    return steps;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addColumn(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public String describe() {
    return "addColumn '" + column.name() + "' on '" + table + "'";
  }
}
