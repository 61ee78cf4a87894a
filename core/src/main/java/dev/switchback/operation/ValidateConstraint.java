package dev.switchback.operation;

import java.util.Set;

/**
 * Checks the existing rows of a constraint that was added without a check of them. Fails if a row
 * violates it, or if the table has no constraint of this name. Does nothing if it is valid.
 */
public record ValidateConstraint(String table, String name) implements TableChange {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.validateConstraint(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  @Override
  public Repetition repetition() {
    return Repetition.HARMLESS;
  }

  @Override
  public String describe() {
    return "validateConstraint '" + name + "' on '" + table + "'";
  }
}
