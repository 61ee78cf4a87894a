package dev.switchback.operation;

import java.util.Set;

/**
 * Renames a constraint of a table, and the index that it has under its name. Fails if the table has
 * no constraint of this name, or if the new name is taken.
 */
public record RenameConstraint(String table, String before, String after) implements TableChange {
  public RenameConstraint {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "renameConstraint '%s' on '%s' – it already has this name: choose another name"
              .formatted(before, table));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameConstraint(this);
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
    return "renameConstraint '" + before + "' to '" + after + "' on '" + table + "'";
  }
}
