package dev.switchback.operation;

/**
 * Gives a column another name, and changes nothing else of it. Its enum type goes along;
 * constraints and indexes keep their names. It fails if the new name is taken.
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
