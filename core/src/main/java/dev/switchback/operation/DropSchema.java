package dev.switchback.operation;

/**
 * Drops a schema. Fails if the schema does not exist.
 *
 * @param isCascade whether its content is dropped too; otherwise it must be empty
 */
public record DropSchema(String schema, boolean isCascade) implements SchemaOperation {

  /** Creates an operation that drops an empty schema. */
  public DropSchema(String schema) {
    this(schema, false);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropSchema(this);
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
    return (isCascade ? "dropSchemaCascade '" : "dropSchema '") + schema + "'";
  }
}
