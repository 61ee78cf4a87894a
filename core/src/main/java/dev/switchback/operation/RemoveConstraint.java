package dev.switchback.operation;

import dev.switchback.schema.Constraint;
import java.util.List;
import java.util.Set;

/**
 * Removes a constraint of a table. Fails if the table has no constraint of this name.
 *
 * @param isPrimaryKey whether it is known to be the primary key, whatever its name in the database
 */
public record RemoveConstraint(String table, String name, boolean isPrimaryKey)
    implements TableChange {

  /** Creates an operation for the constraint of this name. */
  public RemoveConstraint(String table, String name) {
    this(table, name, false);
  }

  /** Returns an operation that removes a constraint by the name in its definition. */
  public static RemoveConstraint of(String table, Constraint constraint) {
    return new RemoveConstraint(
        table, constraint.on(table).name(), constraint instanceof Constraint.PrimaryKey);
  }

  /**
   * Returns whether the constraint is the primary key, by its definition or by the default name.
   */
  public boolean meansPrimaryKey() {
    return isPrimaryKey || name.equals(Constraint.PrimaryKey.of(table, List.of("any")).name());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.removeConstraint(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public String describe() {
    return "removeConstraint '" + name + "' from '" + table + "'";
  }
}
