package dev.switchback.operation;

/**
 * Removes a constraint of this table. It fails if the table has none of that name.
 *
 * @param isPrimaryKey whether it is known to be the primary key, whatever the database calls it
 */
public record RemoveConstraint(String table, String name, boolean isPrimaryKey)
    implements Operation, TableOperation {

  /** Removes what has that name. */
  public RemoveConstraint(String table, String name) {
    this(table, name, false);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.removeConstraint(this);
  }

  @Override
  public String describe() {
    return "removeConstraint '" + name + "' from '" + table + "'";
  }
}
