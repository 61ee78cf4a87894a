package dev.switchback.operation;

/**
 * Gives a table another name. Its enum types go along; its constraints and indexes keep their
 * names. It fails if the new name is taken.
 */
public record RenameTable(String before, String after) implements Operation {
  public RenameTable {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "renameTable '%s' – it has this name already: name another one".formatted(before));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameTable(this);
  }

  @Override
  public String describe() {
    return "renameTable '" + before + "' to '" + after + "'";
  }
}
