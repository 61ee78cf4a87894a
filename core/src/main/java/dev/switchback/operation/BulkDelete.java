package dev.switchback.operation;

import dev.switchback.schema.Condition;

/** Deletes the rows that match a condition. */
public record BulkDelete(String table, Condition condition) implements Operation, DataOperation {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.bulkDelete(this);
  }

  @Override
  public int rowCount() {
    return 0;
  }

  @Override
  public String describe() {
    return condition.isEveryRow()
        ? "bulkDelete of every row of '" + table + "'"
        : "bulkDelete from '" + table + "'";
  }
}
