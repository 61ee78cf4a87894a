package dev.switchback.operation;

import dev.switchback.schema.Row;
import java.util.List;

/**
 * Inserts rows in order, each by a statement of its own, and returns the numbers that the database
 * gives them. A column that a row does not name gets its default.
 */
public record InsertNumbered(String table, List<Row> rows) implements DataOperation {

  /** The maximum number of rows, whose numbers always fit into the journal. */
  private static final int MOST_ROWS = 1_000;

  /**
   * @throws IllegalArgumentException if there are no rows, or more than 1,000
   */
  public InsertNumbered {
    rows = RowGroup.checked("insertNumbered into '" + table + "'", rows);
    if (rows.size() > MOST_ROWS) {
      throw new IllegalArgumentException(
          "insertNumbered into '%s' – it has %d rows, and the limit is %d, because the journal keeps the numbers. Nothing was sent. Insert the rows in several steps"
              .formatted(table, rows.size(), MOST_ROWS));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.insertNumbered(this);
  }

  @Override
  public boolean changesExisting() {
    return false;
  }

  @Override
  public boolean returnsNumbers() {
    return true;
  }

  @Override
  public String describe() {
    return "insertNumbered of " + RowGroup.count(rows) + " into '" + table + "'";
  }
}
