package dev.switchback.operation;

/** An operation on an enum type, which is an object of the schema on PostgreSQL only. */
public sealed interface TypeOperation extends Operation permits CreateEnumType, DropEnumType {

  /** Returns the name of the type. */
  String type();

  /** Calls the method of {@code visitor} for this operation. */
  <R> R accept(Visitor<R> visitor);

  @Override
  default <R> R accept(Operation.Visitor<R> visitor) {
    return accept((Visitor<R>) visitor);
  }

  @Override
  default <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.type(this);
  }

  @Override
  default Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  default boolean isDefinition() {
    return true;
  }

  /** One method for each operation of this kind. */
  interface Visitor<R> {
    R createEnumType(CreateEnumType operation);

    R dropEnumType(DropEnumType operation);
  }
}
