package dev.switchback.operation;

import java.util.Set;

/** Removes a column with its data, its own constraints and the enum type that it owns. */
public record RemoveColumn(String table, String column) implements TableChange {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.removeColumn(this);
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
    return "removeColumn '" + column + "' from '" + table + "'";
  }
}
