package dev.switchback.operation;

import dev.switchback.schema.Table;

/** Creates a table with its constraints. It fails if the name is taken. */
public record CreateTable(Table table) implements Operation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createTable(this);
  }

  @Override
  public String describe() {
    return "createTable '" + table.name() + "'";
  }
}
