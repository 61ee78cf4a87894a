package dev.switchback.operation;

/**
 * Drops a schema. It fails if there is none.
 *
 * @param isCascade whether what is in it goes too; otherwise it must be empty
 */
public record DropSchema(String schema, boolean isCascade) implements Operation {

  /** Drops an empty schema. */
  public DropSchema(String schema) {
    this(schema, false);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropSchema(this);
  }

  @Override
  public String describe() {
    return (isCascade ? "dropSchemaCascade '" : "dropSchema '") + schema + "'";
  }
}
