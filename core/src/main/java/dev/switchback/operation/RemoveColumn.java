package dev.switchback.operation;

/** Removes a column with its data, its own constraints and the enum type that it owns. */
public record RemoveColumn(String table, String column) implements Operation, TableOperation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.removeColumn(this);
  }

  @Override
  public String describe() {
    return "removeColumn '" + column + "' from '" + table + "'";
  }
}
