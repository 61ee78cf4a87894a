package dev.switchback.operation;

import java.util.Set;

/**
 * Renames a value of the enum type of a column. Rows with the value keep it, under the new name.
 * Fails if the type does not have the value, or if it has the new one.
 */
public record RenameEnumValue(String table, String column, String before, String after)
    implements TableChange {
  public RenameEnumValue {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "renameEnumValue '%s' of '%s' on '%s' – it already has this name: choose another name"
              .formatted(before, column, table));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameEnumValue(this);
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
    return "renameEnumValue '"
        + before
        + "' to '"
        + after
        + "' of '"
        + column
        + "' on '"
        + table
        + "'";
  }
}
