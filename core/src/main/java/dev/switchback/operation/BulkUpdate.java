package dev.switchback.operation;

import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;
import java.util.List;

/**
 * Updates the rows that match a condition.
 *
 * @param set the columns with their new values
 */
public record BulkUpdate(String table, Row set, Condition condition) implements DataOperation {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.bulkUpdate(this);
  }

  @Override
  public List<Row> rows() {
    return List.of();
  }

  @Override
  public boolean changesExisting() {
    return true;
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
