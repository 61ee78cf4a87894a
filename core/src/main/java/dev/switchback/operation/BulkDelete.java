package dev.switchback.operation;

import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;
import java.util.List;

/** Deletes the rows that match a condition. */
public record BulkDelete(String table, Condition condition) implements DataOperation {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.bulkDelete(this);
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
    return condition.isEveryRow()
        ? "bulkDelete of every row of '" + table + "'"
        : "bulkDelete from '" + table + "'";
  }
}
