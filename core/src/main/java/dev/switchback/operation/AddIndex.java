package dev.switchback.operation;

import dev.switchback.schema.Index;

/** Adds an index to a table that exists. */
public record AddIndex(String table, Index index) implements Operation, TableOperation {

  public AddIndex {
    String name = index.nameOn(table); // which refuses one that has none
    if (index.options().isNullsNotDistinct() && !index.isUnique()) {
      throw new IllegalArgumentException(
          "index '" + name + "' – nullsNotDistinct() says what is unique: add unique()");
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addIndex(this);
  }

  @Override
  public String describe() {
    return "addIndex '"
        + name()
        + "' on '"
        + table
        + (index.isConcurrent() ? "' concurrently" : "'");
  }

  /** The name of the index: its own, or the usual one. */
  public String name() {
    return index.nameOn(table);
  }
}
