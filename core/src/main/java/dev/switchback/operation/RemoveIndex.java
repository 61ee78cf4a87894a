package dev.switchback.operation;

/** Removes an index of this table. It fails if the table has none of that name. */
public record RemoveIndex(String table, String name) implements Operation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.removeIndex(this);
  }

  @Override
  public String describe() {
    return "removeIndex '" + name + "' from '" + table + "'";
  }
}
