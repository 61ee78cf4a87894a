package dev.switchback.operation;

import dev.switchback.schema.ColumnChange;

/** Changes the attributes of a column that {@code change} names. Other attributes do not change. */
public record ChangeColumn(String table, String column, ColumnChange change)
    implements Operation, TableOperation {
  public ChangeColumn {
    if (change.isEmpty()) {
      throw new IllegalArgumentException(
          "changeColumn '%s' of '%s' – it changes nothing: say what is to be different"
              .formatted(column, table));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.changeColumn(this);
  }

  @Override
  public String describe() {
    return "changeColumn '" + column + "' of '" + table + "': " + change.describe();
  }
}
