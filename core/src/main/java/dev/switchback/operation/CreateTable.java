package dev.switchback.operation;

import dev.switchback.schema.Table;

/**
 * Creates a table with its constraints. It fails if the name is taken.
 *
 * @param ifNotExists whether a table of this name with the same columns and constraints will do
 */
public record CreateTable(Table table, boolean ifNotExists) implements Operation {

  /** Fails if the name is taken. */
  public CreateTable(Table table) {
    this(table, false);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createTable(this);
  }

  @Override
  public String describe() {
    return "createTable '" + table.name() + (ifNotExists ? "' if it does not exist" : "'");
  }
}
