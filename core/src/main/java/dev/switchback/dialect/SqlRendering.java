package dev.switchback.dialect;

import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How operations become SQL of one database.
 *
 * <p>Immutable and thread-safe.
 */
public interface SqlRendering {

  /**
   * Returns whether a schema statement can be rolled back. If not, each schema statement commits by
   * itself, and {@link #render} returns exactly one statement for each of the {@link #stepsOf} a
   * schema operation.
   */
  boolean hasTransactionalDdl();

  /**
   * Returns the statements that execute {@code operation}, in order.
   *
   * @throws UnsupportedByDialectException if the database does not support the operation
   * @throws IllegalArgumentException if a name or a value cannot be written in its SQL
   */
  List<SqlStatement> render(Operation operation, Catalog catalog);

  /**
   * Rejects an operation on rows that this server could not roll back because of the table's
   * storage engine.
   *
   * @throws UnsupportedByDialectException if the table is not transactional
   */
  void requireRollback(DataOperation operation, Catalog catalog);

  /**
   * Creates a table that several processes may try to create at once. A process that sees the table
   * sees it complete. Fails if the table exists.
   */
  void createShared(Connection connection, CreateTable operation, Catalog catalog)
      throws SQLException;

  /**
   * Returns how {@code operation} blocks other sessions that use its table. The table exists and
   * has rows. Empty if the operation takes only a moment.
   */
  List<Hazard> hazards(Operation operation, Catalog catalog);

  /**
   * Returns {@code identifier} quoted for this database.
   *
   * @throws IllegalArgumentException if the database cannot keep that name unchanged
   */
  String quote(String identifier);

  /**
   * Returns what follows {@code FROM} to read {@code table} of the current schema only. The query
   * returns no rows if the name resolves to another schema.
   */
  String fromCurrentSchema(String table);

  /**
   * Returns the name of the collation that compares strings character by character, if a query must
   * name it.
   */
  Optional<String> exactCollation();

  /**
   * Splits {@code operation} into the operations that execute it one after the other. Returns the
   * operation itself, unless it needs several statements on a database where each commits by
   * itself.
   */
  List<Operation> stepsOf(Operation operation);

  /**
   * Rejects a foreign key to a table, a column or a type to which the server would reject it.
   * Leaves uncertain cases to the server.
   *
   * @throws UnsupportedByDialectException if the types do not fit, or the columns are no key
   * @throws IllegalArgumentException if the table or a column does not exist
   */
  void requireReference(AddConstraint operation, KeyCatalog catalog);

  /**
   * Rejects an operation if its steps, executed one by one, would silently do something else.
   * Called before {@link #stepsOf}.
   */
  default void requireWhole(Operation operation, Catalog catalog) {}

  /** Returns how {@code operation} behaves in a transaction. */
  TransactionMode modeOf(Operation operation);
}
