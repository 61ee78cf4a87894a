package dev.switchback.operation;

import java.util.Set;

/**
 * Renames a column. Its enum type is renamed with it. Constraints and indexes keep their names.
 * Fails if the new name is taken.
 */
public record RenameColumn(String table, String before, String after) implements TableChange {
  public RenameColumn {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "renameColumn '%s' of '%s' – it already has this name: choose another name"
              .formatted(before, table));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameColumn(this);
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
    return "renameColumn '" + before + "' to '" + after + "' on '" + table + "'";
  }
}
