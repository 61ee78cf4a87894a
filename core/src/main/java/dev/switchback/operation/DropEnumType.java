package dev.switchback.operation;

/** Drops an enum type. Fails if it does not exist, or if something uses it. */
public record DropEnumType(String type) implements TypeOperation {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropEnumType(this);
  }

  @Override
  public String describe() {
    return "dropEnumType '" + type + "'";
  }
}
