package dev.switchback.operation;

import dev.switchback.schema.Column;
import java.util.Set;

/**
 * Adds a column after the existing columns. The constraints in its definition are separate steps,
 * {@link AddConstraint}. Otherwise H2 would keep the column if one of them fails.
 */
public record AddColumn(String table, Column column) implements TableChange {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addColumn(this);
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
    return "addColumn '" + column.name() + "' on '" + table + "'";
  }
}
