package dev.switchback.operation;

import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;
import java.util.List;
import java.util.OptionalInt;

/**
 * Deletes the rows that match a condition.
 *
 * @param limit the maximum number of rows, of which the first ones by the primary key are deleted;
 *     empty for no limit
 */
public record BulkDelete(String table, Condition condition, OptionalInt limit)
    implements DataOperation {

  /**
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public BulkDelete {
    if (limit.isPresent() && limit.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "bulkDelete from '%s' – the limit is %d. Nothing was sent. Pass at least 1, or leave the step out"
              .formatted(table, limit.getAsInt()));
    }
  }

  /** Creates an operation that deletes all rows that match a condition. */
  public BulkDelete(String table, Condition condition) {
    this(table, condition, OptionalInt.empty());
  }

  /** Creates an operation that deletes at most {@code limit} of the rows. */
  public BulkDelete(String table, Condition condition, int limit) {
    this(table, condition, OptionalInt.of(limit));
  }

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
    if (limit.isPresent()) {
      return "bulkDelete of at most %s of '%s'".formatted(RowGroup.count(limit.getAsInt()), table);
    }
    return condition.isEveryRow()
        ? "bulkDelete of every row of '" + table + "'"
        : "bulkDelete from '" + table + "'";
  }
}
