package dev.switchback.operation;

import java.util.Set;

/**
 * Renames an index of a table. Fails if the table has no index of this name, if the index belongs
 * to a constraint, or if the new name is taken.
 */
public record RenameIndex(String table, String before, String after) implements TableChange {
  public RenameIndex {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "renameIndex '%s' on '%s' – it already has this name: choose another name"
              .formatted(before, table));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameIndex(this);
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
    return "renameIndex '" + before + "' to '" + after + "' on '" + table + "'";
  }
}
