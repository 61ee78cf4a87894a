package dev.switchback.operation;

/**
 * Renames a table. Its enum types are renamed with it. Its constraints and indexes keep their
 * names. Fails if the new name is taken.
 */
public record RenameTable(String before, String after) implements Operation {
  public RenameTable {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "renameTable '%s' – it already has this name: choose another name".formatted(before));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameTable(this);
  }

  @Override
  public <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.renameTable(this);
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public boolean isDefinition() {
    return true;
  }

  @Override
  public String describe() {
    return "renameTable '" + before + "' to '" + after + "'";
  }
}
