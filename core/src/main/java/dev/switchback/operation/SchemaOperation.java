package dev.switchback.operation;

/** An operation on a whole schema; on MySQL and MariaDB, a database. */
public sealed interface SchemaOperation extends Operation
    permits CreateSchema, RenameSchema, DropSchema {

  /** Returns the name of the schema. */
  String schema();

  /** Returns whether the schema does not exist under this name after it. */
  boolean isDrop();

  /** Calls the method of {@code visitor} for this operation. */
  <R> R accept(Visitor<R> visitor);

  @Override
  default <R> R accept(Operation.Visitor<R> visitor) {
    return accept((Visitor<R>) visitor);
  }

  @Override
  default <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.schema(this);
  }

  @Override
  default boolean isDefinition() {
    return true;
  }

  /** One method for each operation of this kind. */
  interface Visitor<R> {
    R createSchema(CreateSchema operation);

    R renameSchema(RenameSchema operation);

    R dropSchema(DropSchema operation);
  }
}
