package dev.switchback.operation;

import dev.switchback.schema.Column;

/**
 * Adds a column behind the others. The constraints that its definition brings along are steps of
 * their own, {@link AddConstraint}: H2 would leave the column behind when one of them fails.
 */
public record AddColumn(String table, Column column) implements Operation, TableOperation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addColumn(this);
  }

  @Override
  public String describe() {
    return "addColumn '" + column.name() + "' on '" + table + "'";
  }
}
