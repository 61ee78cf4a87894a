package dev.switchback.operation;

import dev.switchback.schema.Constraint;
import java.util.List;

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

  /** Whether the primary key is meant: by its definition, or by the name that it usually has. */
  public boolean meansPrimaryKey() {
    return isPrimaryKey || name.equals(Constraint.PrimaryKey.of(table, List.of("any")).name());
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
