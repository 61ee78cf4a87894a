package dev.switchback.operation;

import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;

/**
 * Updates the rows that match a condition.
 *
 * @param set the columns with their new values
 */
public record BulkUpdate(String table, Row set, Condition condition)
    implements Operation, DataOperation {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.bulkUpdate(this);
  }

  @Override
  public int rowCount() {
    return 0;
  }

  @Override
  public String describe() {
    return "bulkUpdate of '"
        + String.join("', '", set.columns())
        + "' in "
        + (condition.isEveryRow() ? "every row of '" : "'")
        + table
        + "'";
  }
}
