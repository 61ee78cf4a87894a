package dev.switchback;

import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Operation;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.schema.TableDescription;
import java.util.List;

/**
 * The operations in another schema than the current one, and the questions about its tables: {@code
 * db.inSchema("audit").createTable("events", t -> …)}, {@code
 * db.inSchema("audit").tableExists("events")}. On MySQL and MariaDB, a schema is a database.
 *
 * <p>All names of an operation belong to that schema: its table, the table of a foreign key, its
 * index, its view. During the operation, it is the current schema of the session, so that SQL text
 * such as the query of a view finds its tables there. The schema itself is created and dropped by
 * {@link SchemaInterface#createSchema} and the like, without {@code inSchema}.
 *
 * <p>An operation or a question fails if the schema does not exist, or if this user may not use it.
 *
 * <p>It belongs to one migration and one thread, as its {@link QueryInterface} does.
 */
public final class OtherSchema implements SchemaInterface, DataInterface, CatalogInterface {

  private final DataInterface runner;
  private final CatalogInterface catalog;
  private final String schema;

  OtherSchema(DataInterface runner, CatalogInterface catalog, String schema) {
    this.runner = runner;
    this.catalog = catalog;
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

  @Override
  public List<String> showAllTables() {
    return catalog.showAllTables();
  }

  @Override
  public boolean tableExists(String table) {
    return catalog.tableExists(table);
  }

  @Override
  public List<EnumTypeDescription> showEnumTypes() {
    return catalog.showEnumTypes();
  }

  @Override
  public TableDescription describeTable(String table) {
    return catalog.describeTable(table);
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
