package dev.switchback.operation;

import dev.switchback.schema.Row;
import java.util.List;

/** Inserts rows in order. A column that a row does not name gets its default. */
public record BulkInsert(String table, List<Row> rows) implements DataOperation {

  public BulkInsert {
    rows = RowGroup.checked("bulkInsert into '" + table + "'", rows);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.bulkInsert(this);
  }

  @Override
  public boolean changesExisting() {
    return false;
  }

  @Override
  public String describe() {
    return "bulkInsert of " + RowGroup.count(rows) + " into '" + table + "'";
  }
}
