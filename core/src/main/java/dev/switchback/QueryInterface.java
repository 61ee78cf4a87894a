package dev.switchback;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.ReplaceView;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.Index;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.TableDefinition;
import dev.switchback.schema.TableDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a migration works with: one method for each operation, the same on every database.
 *
 * <p>Names are taken exactly as they are written, and quoted: upper case, spaces, quotes and
 * reserved words are allowed wherever the database can keep them. They mean the current schema.
 *
 * <p>A query interface belongs to one migration and one thread, and ends with them. Every method
 * raises an unchecked exception when it fails. A migration cannot go on after that: catching the
 * exception does not undo the failure.
 */
public interface QueryInterface {

  /** Carries out an operation. Every other method that changes something ends here. */
  void run(Operation operation);

  /**
   * Carries out several operations in order, after a look at all of them: what can be refused
   * without asking the server is refused before the first is sent.
   */
  default void runAll(List<? extends Operation> operations) {
    operations.forEach(this::run);
  }

  /**
   * Reads rows with a query in the database's own SQL. The values for its question marks are bound;
   * an {@link java.time.Instant} is bound in UTC. When a migration is continued it reads again, and
   * may find what the steps before have changed. A statement that changes rows and returns them
   * ({@code INSERT … RETURNING}) is a step, and what it returned cannot be read a second time.
   */
  <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

  /**
   * Hands out the connection of the migration, for what the other methods cannot say. It is in the
   * migration's transaction if there is one. {@code commit}, {@code rollback}, {@code close},
   * {@code setAutoCommit} and what else would take it from the engine are refused. It is one step:
   * if its process dies in the middle after something of it was committed, as a schema statement on
   * MySQL, MariaDB and H2 does, {@link Migrator#resolve} has to settle it.
   */
  void withConnection(ConnectionWork work);

  /**
   * Creates a table. Its constraints are created with it; its indexes and its comment follow as
   * steps of their own. It fails if the name is taken.
   */
  default void createTable(String table, Consumer<TableDefinition> definition) {
    TableDefinition t = new TableDefinition(table);
    definition.accept(t);
    List<Operation> operations = new ArrayList<>();
    operations.add(new CreateTable(t.table()));
    t.comment().ifPresent(text -> operations.add(new CommentOnTable(table, text)));
    t.indexes().forEach(index -> operations.add(new AddIndex(table, index)));
    runAll(operations);
  }

  /**
   * Drops a table with its indexes and the enum types that it owns. It fails if there is none, or
   * if a foreign key of another table refers to it.
   */
  default void dropTable(String table) {
    run(new DropTable(table));
  }

  /** Adds a column behind the others; its constraints follow as steps of their own. */
  default void addColumn(String table, String column, ColumnDefinition definition) {
    Column added = new Column(column, definition);
    List<Operation> operations = new ArrayList<>();
    operations.add(new AddColumn(table, added));
    for (Constraint constraint : added.constraintsOn(table)) {
      operations.add(new AddConstraint(table, constraint));
    }
    runAll(operations);
  }

  /**
   * Removes a column with its data, the constraints and indexes over it alone, and its enum type.
   */
  default void removeColumn(String table, String column) {
    run(new RemoveColumn(table, column));
  }

  /** Adds an index over {@code columns}, named {@code table_column_column}. */
  default void addIndex(String table, String... columns) {
    addIndex(table, Index.index(columns));
  }

  /** Adds an index with attributes: {@code index("email").unique().named("one_user_an_email")}. */
  default void addIndex(String table, Index index) {
    run(new AddIndex(table, index));
  }

  /** Removes the index of {@code table} that has this name. */
  default void removeIndex(String table, String name) {
    run(new RemoveIndex(table, name));
  }

  /**
   * Removes an index without keeping readers and writers out of the table, outside the transaction;
   * see {@link Index#concurrently()}.
   */
  default void removeIndexConcurrently(String table, String name) {
    run(new RemoveIndex(table, name, true));
  }

  // ---- schemas and views

  /**
   * Creates a schema; on MySQL and MariaDB that is a database. It fails if the name is taken. The
   * migration goes on in the schema that it is in.
   */
  default void createSchema(String schema) {
    run(new CreateSchema(schema));
  }

  /**
   * Drops an empty schema. It fails if there is none, or if something is in it; so it does on MySQL
   * and MariaDB always, which cannot tell.
   */
  default void dropSchema(String schema) {
    run(new DropSchema(schema));
  }

  /** Drops a schema with all that is in it, and what depends on that. It fails if there is none. */
  default void dropSchemaCascade(String schema) {
    run(new DropSchema(schema, true));
  }

  /**
   * Creates a view.
   *
   * @param sql its query in the database's own SQL, one statement without a semicolon
   */
  default void createView(String view, String sql) {
    run(new CreateView(view, sql));
  }

  /**
   * Gives a view another query. It fails if there is no such view. PostgreSQL takes columns behind
   * those that there are, and no other change of them: drop the view then, and create it again.
   */
  default void replaceView(String view, String sql) {
    run(new ReplaceView(view, sql));
  }

  /** Drops a view. It fails if there is none. */
  default void dropView(String view) {
    run(new DropView(view));
  }

  /** Creates a view that keeps its rows, and fills it. For PostgreSQL alone. */
  default void createMaterializedView(String view, String sql) {
    run(new CreateView(view, sql, true));
  }

  /** Computes the rows of a materialized view anew; nobody can read it meanwhile. */
  default void refreshMaterializedView(String view) {
    run(new RefreshMaterializedView(view));
  }

  /** Drops a materialized view with its indexes. It fails if there is none. */
  default void dropMaterializedView(String view) {
    run(new DropView(view, true));
  }

  // ---- what there is: these only read, in the current schema. When a migration is continued, they
  // read again, and may find what the steps before have changed

  /** The tables of the current schema in the order of their names, without Switchback's own. */
  List<String> showAllTables();

  /** Whether the current schema has a table of this name; a view is none. */
  boolean tableExists(String table);

  /**
   * Columns, constraints and indexes of a table, in one shape on every database; its types and
   * defaults are in the server's words. It fails if there is no such table.
   */
  TableDescription describeTable(String table);

  /** The indexes of a table, those of its constraints included; see {@link IndexDescription}. */
  default List<IndexDescription> showIndexes(String table) {
    return describeTable(table).indexes();
  }

  /** The constraints of a table. It fails if there is no such table. */
  default List<ConstraintDescription> showConstraints(String table) {
    return describeTable(table).constraints();
  }

  /**
   * Sends a statement in the database's own SQL, whole: a body with semicolons is not split. The
   * values for its question marks are bound; without any, question marks and braces are sent as
   * they are.
   */
  default void execute(String sql, @Nullable Object... parameters) {
    if (parameters == null) {
      throw new IllegalArgumentException(
          "execute – its parameters are null; for one NULL, cast it: (Object) null");
    }
    run(new ExecuteSql(sql, Arrays.asList(parameters)));
  }
}
