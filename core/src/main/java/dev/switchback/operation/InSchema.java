package dev.switchback.operation;

import java.util.List;
import java.util.Optional;

/**
 * An operation on a table or a view of another schema than the current one. All its names belong to
 * that schema. SQL text in it, such as the query of a view, is sent unchanged.
 *
 * @param schema on MySQL and MariaDB, a database
 * @param operation never raw SQL, and nothing that creates or drops a schema
 */
public record InSchema(String schema, Operation operation) implements Operation {

  /**
   * @throws IllegalArgumentException if the operation does not belong to a schema
   */
  public InSchema {
    if (schema.isEmpty()) {
      throw new IllegalArgumentException("inSchema(…) – the name of the schema is empty");
    }
    if (operation.raw().isPresent()
        || operation.otherSchema().isPresent()
        || operation.bare() instanceof SchemaOperation) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – inSchema(…) is for tables and views. Nothing was sent. Leave out inSchema(…)");
    }
  }

  /** Returns each of {@code operations} in {@code schema}. */
  public static List<Operation> all(String schema, List<? extends Operation> operations) {
    return operations.stream().<Operation>map(each -> new InSchema(schema, each)).toList();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.inSchema(this);
  }

  @Override
  public <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.inSchema(this);
  }

  @Override
  public Repetition repetition() {
    return operation.repetition();
  }

  @Override
  public boolean isDefinition() {
    return operation.isDefinition();
  }

  @Override
  public Optional<Guarded> guarded() {
    return operation.guarded();
  }

  @Override
  public boolean isOnline() {
    return operation.isOnline();
  }

  @Override
  public Optional<String> otherSchema() {
    return Optional.of(schema);
  }

  @Override
  public Optional<RenameTable> renamedWithParts() {
    return operation.renamedWithParts();
  }

  @Override
  public Operation inCurrentSchema() {
    return operation;
  }

  @Override
  public List<? extends Operation> inOrder() {
    return all(schema, operation.inOrder());
  }

  @Override
  public Operation bare() {
    return operation.bare();
  }

  @Override
  public String describe() {
    return operation.describe() + " in schema '" + schema + "'";
  }
}
