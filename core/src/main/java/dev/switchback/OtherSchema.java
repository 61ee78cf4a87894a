package dev.switchback;

import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Operation;
import java.util.List;

/**
 * The operations in another schema than the current one: {@code
 * db.inSchema("audit").createTable("events", t -> …)}. On MySQL and MariaDB, a schema is a
 * database.
 *
 * <p>All names of an operation belong to that schema: its table, the table of a foreign key, its
 * index, its view. During the operation, it is the current schema of the session, so that SQL text
 * such as the query of a view finds its tables there. The schema itself is created and dropped by
 * {@link SchemaInterface#createSchema} and the like, without {@code inSchema}.
 *
 * <p>An operation fails if the schema does not exist, or if this user may not use it.
 *
 * <p>It belongs to one migration and one thread, as its {@link QueryInterface} does.
 */
public final class OtherSchema implements SchemaInterface, DataInterface {

  private final DataInterface runner;
  private final String schema;

  OtherSchema(DataInterface runner, String schema) {
    this.runner = runner;
    this.schema = schema;
  }

  @Override
  public void run(Operation operation) {
    runner.run(new InSchema(schema, operation));
  }

  @Override
  public void run(Operation operation, List<? extends Operation> inverse) {
    runner.run(new InSchema(schema, operation), InSchema.all(schema, inverse));
  }

  @Override
  public void runAll(List<? extends Operation> operations) {
    runner.runAll(InSchema.all(schema, operations));
  }

  @Override
  public List<Long> runNumbered(Operation operation) {
    return runner.runNumbered(new InSchema(schema, operation));
  }

  /** Returns the operations that create something, as {@link QueryInterface#ifNotExists} does. */
  public SchemaInterface ifNotExists() {
    return new GuardedSchema(this, Guarded.Condition.IF_NOT_EXISTS);
  }

  /** Returns the operations that remove something, as {@link QueryInterface#ifExists} does. */
  public SchemaInterface ifExists() {
    return new GuardedSchema(this, Guarded.Condition.IF_EXISTS);
  }

  /** Returns the changes that block no writer, as {@link QueryInterface#online} does. */
  public SchemaInterface online() {
    return new OnlineSchema(this);
  }
}
