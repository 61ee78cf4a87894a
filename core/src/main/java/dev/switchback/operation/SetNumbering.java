package dev.switchback.operation;

import java.util.Set;

/**
 * Makes the database number an existing column, above the numbers in the table, or stops it. Fails
 * if nothing would change.
 */
public record SetNumbering(String table, String column, boolean isNumbered) implements TableChange {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.setNumbering(this);
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
    return isNumbered
        ? "addNumbering of '" + column + "' on '" + table + "'"
        : "removeNumbering of '" + column + "' from '" + table + "'";
  }
}
