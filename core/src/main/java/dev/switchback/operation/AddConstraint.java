package dev.switchback.operation;

import dev.switchback.schema.Constraint;
import java.util.Set;

/** Adds a constraint to an existing table. Fails if a row violates it. */
public record AddConstraint(String table, Constraint constraint) implements TableChange {

  /** Gives the constraint its default name if it has none. */
  public AddConstraint {
    constraint = constraint.on(table);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addConstraint(this);
  }

  @Override
  public Set<String> referencedTables() {
    return constraint.referencedTables();
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public String describe() {
    return "addConstraint '" + constraint.name() + "' on '" + table + "'";
  }
}
