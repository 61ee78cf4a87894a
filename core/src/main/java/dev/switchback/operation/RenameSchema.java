package dev.switchback.operation;

/** Renames a schema. Fails if the schema does not exist, or if the new name is taken. */
public record RenameSchema(String before, String after) implements SchemaOperation {
  public RenameSchema {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "renameSchema '%s' – it already has this name: choose another name".formatted(before));
    }
  }

  /** Returns the name before. */
  @Override
  public String schema() {
    return before;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameSchema(this);
  }

  @Override
  public boolean isDrop() {
    return true;
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public String describe() {
    return "renameSchema '" + before + "' to '" + after + "'";
  }
}
