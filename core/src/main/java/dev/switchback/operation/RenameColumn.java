package dev.switchback.operation;

/**
 * Renames a column. Its enum type is renamed with it. Constraints and indexes keep their names.
 * Fails if the new name is taken.
 */
public record RenameColumn(String table, String before, String after)
    implements Operation, TableOperation {
  public RenameColumn {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "renameColumn '%s' of '%s' – it has this name already: name another one"
              .formatted(before, table));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameColumn(this);
  }

  @Override
  public String describe() {
    return "renameColumn '" + before + "' to '" + after + "' on '" + table + "'";
  }
}
