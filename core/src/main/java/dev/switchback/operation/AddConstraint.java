package dev.switchback.operation;

import dev.switchback.schema.Constraint;

/** Adds a constraint to a table that exists. It fails if a row breaks it. */
public record AddConstraint(String table, Constraint constraint)
    implements Operation, TableOperation {

  /** The constraint gets its usual name if it has none. */
  public AddConstraint {
    constraint = constraint.on(table);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addConstraint(this);
  }

  @Override
  public String describe() {
    return "addConstraint '" + constraint.name() + "' on '" + table + "'";
  }
}
