package dev.switchback.operation;

import java.util.Set;

/**
 * Sets the next number of a column that the database numbers: {@code next} or, if the table has
 * higher numbers, the one after them. Fails if the database does not number the column.
 */
public record RestartNumbering(String table, String column, long next) implements TableChange {
  public RestartNumbering {
    if (next < 1) {
      throw new IllegalArgumentException(
          "restartNumbering of '%s' in '%s' at %d – the next number is 1 at least: set another"
              .formatted(column, table, next));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.restartNumbering(this);
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
    return "restartNumbering of '" + column + "' in '" + table + "' at " + next;
  }
}
