package dev.switchback.operation;

/** Removes a constraint of this table. It fails if the table has none of that name. */
public record RemoveConstraint(String table, String name) implements Operation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.removeConstraint(this);
  }

  @Override
  public String describe() {
    return "removeConstraint '" + name + "' from '" + table + "'";
  }
}
