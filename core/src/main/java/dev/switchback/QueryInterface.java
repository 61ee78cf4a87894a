package dev.switchback;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.ChangeColumn;
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
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.Upsert;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Condition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.DropOption;
import dev.switchback.schema.Index;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.Previous;
import dev.switchback.schema.Row;
import dev.switchback.schema.TableDefinition;
import dev.switchback.schema.TableDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations that a migration can ask for. Each method has the same meaning on every database.
 *
 * <p>Names are used exactly as written, and quoted. Upper case, spaces, quotes and reserved words
 * are allowed if the database can store them. Unqualified names refer to the current schema.
 *
 * <p>A query interface belongs to one migration and one thread. It is invalid after the migration
 * has ended. Every method throws an unchecked exception if it fails. A migration cannot continue
 * after a failure: catching the exception does not undo it.
 */
public interface QueryInterface {

  /** Executes an operation. Methods for several operations call {@link #runAll}. */
  void run(Operation operation);

  /**
   * Executes an operation, and declares its undo: {@code run(new BulkInsert("kinds", kinds),
   * List.of(new BulkDelete("kinds", everyRow())))}. A {@link ReversibleMigration} executes {@code
   * inverse} in this order when it is reverted. All methods with a {@link Previous} call this
   * method.
   */
  default void run(Operation operation, List<? extends Operation> inverse) {
    run(operation);
  }

  /**
   * Executes operations in order. All of them are checked first: if one would be refused without
   * asking the server, none is sent.
   */
  default void runAll(List<? extends Operation> operations) {
    operations.forEach(this::run);
  }

  /**
   * Returns the rows of a query in the database's own SQL. Values for question marks are bound. An
   * {@link java.time.Instant} is bound in UTC.
   *
   * <p>When a migration is resumed, a query before a step of the journal returns its first answer
   * again. A later query reads the database. A statement that changes rows and returns them ({@code
   * INSERT … RETURNING}) is a step; its rows cannot be read a second time. The list is empty if a
   * change returns no rows.
   */
  <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

  /**
   * Passes the rows of a query in the database's own SQL to {@code consumer}, one at a time: {@code
   * forEachRow("SELECT …", row -> out.println(row.getString(1)))}. Any number of rows can be read,
   * because they are not collected.
   *
   * <p>The consumer may execute other operations, unless they run outside the transaction. The rows
   * are those that existed at the beginning. MySQL Connector/J can send nothing else while it
   * delivers rows, so every other operation is refused there. If the consumer executes an
   * operation, MariaDB Connector/J keeps the remaining rows in memory. H2 keeps the rows in memory,
   * or in a file if the database is in a file.
   */
  void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters);

  /**
   * Calls {@code work} with the connection of the migration, for SQL that the other methods cannot
   * express. The connection is in the transaction of the migration, if there is one. {@code
   * commit}, {@code rollback}, {@code close}, {@code setAutoCommit} and similar methods are
   * refused, because the engine controls the connection.
   *
   * <p>The call is one opaque step. On MySQL, MariaDB and H2, every schema statement in it commits.
   * If the process dies during the step after a part of it was committed, use {@link #verifiedBy}
   * or {@link Migrator#resolve} to report whether the step took effect.
   */
  void withConnection(ConnectionWork work);

  /**
   * Executes {@code up} when the migration is applied, and {@code down} when it is reverted, for
   * steps that have no automatic undo: {@code reversibly(up -> up.execute("…"), down ->
   * down.execute("…"))}. Both receive this query interface.
   */
  void reversibly(Consumer<QueryInterface> up, Consumer<QueryInterface> down);

  /**
   * Acknowledges that the next call blocks other sessions, and records the reason: {@code
   * db.acknowledged("no traffic at night").addIndex("rooms", "topic")}. The plan shows the reason
   * instead of the warning. The reason is recorded with the migration.
   *
   * <p>An acknowledged step may also drop a table or a column that a view or a trigger uses, if the
   * database allows it. The acknowledgement has no other effect on execution.
   */
  default QueryInterface acknowledged(String reason) {
    return this;
  }

  /**
   * Sets a probe for the next {@code execute} or {@code withConnection}, a query that returns
   * whether the step took effect: {@code db.verifiedBy("SELECT COUNT(*) FROM t WHERE done =
   * 1").execute("CALL fill_t()")}.
   *
   * <p>The query is sent only if a process ended while that step was in flight. The first column of
   * the first row is the result. The step took effect if the result is true, a number other than 0,
   * or a text other than {@code 0}, {@code f}, {@code false}, {@code n} and {@code no}. Otherwise
   * the run sends the step again. The query must return whether the step took effect as a whole. It
   * may be added to an unfinished migration, because it does not change what the migration asks
   * for.
   */
  default QueryInterface verifiedBy(String query) {
    return this;
  }

  /**
   * Declares that the migration cannot be undone. When the migration is applied, the call does
   * nothing.
   *
   * <p>If a run would revert a {@link ReversibleMigration} with this declaration, the run is
   * refused with {@code reason} before anything is sent. No other migration of that run is reverted
   * either. A run with a handwritten {@code down} that makes this declaration is refused in the
   * same way. If that {@code down} reads before the declaration, it fails at the declaration.
   */
  void irreversible(String reason);

  /**
   * Creates a table with its constraints. Its indexes and its comment follow as separate steps.
   * Fails if the name is taken, unless {@link TableDefinition#ifNotExists} is called.
   */
  default void createTable(String table, Consumer<TableDefinition> definition) {
    runAll(CreateTable.withIndexes(defined(table, definition)));
  }

  /**
   * Drops a table with its indexes and the enum types that it owns. By default, fails if the table
   * does not exist, or if a foreign key of another table refers to it.
   */
  default void dropTable(String table, DropOption... options) {
    run(DropTable.with(table, options));
  }

  /**
   * Drops a table. {@code was} is its definition, from which a {@link ReversibleMigration} creates
   * it again.
   */
  default void dropTable(String table, Previous<Consumer<TableDefinition>> was) {
    run(DropTable.with(table), CreateTable.withIndexes(defined(table, was.value())));
  }

  /**
   * Renames a table. Foreign keys that refer to it follow, and so do the enum types that it owns.
   * Its constraints and indexes keep their names. Fails if the new name is taken.
   */
  default void renameTable(String before, String after) {
    run(new RenameTable(before, after));
  }

  /** Sets the comment of a table. Replaces the existing comment. */
  default void commentOnTable(String table, String comment) {
    run(new CommentOnTable(table, comment));
  }

  /**
   * Sets the comment of a table. {@code was} is the comment before, which a {@link
   * ReversibleMigration} restores; {@code previously("")} means that there was none.
   */
  default void commentOnTable(String table, String comment, Previous<String> was) {
    run(new CommentOnTable(table, comment), List.of(new CommentOnTable(table, was.value())));
  }

  /** Removes the comment of a table. */
  default void dropTableComment(String table) {
    run(new CommentOnTable(table, ""));
  }

  /**
   * Renames a column. Its type, default, comment, identity and keys do not change. Its enum type is
   * renamed with it. Constraints and indexes keep their names. Fails if the new name is taken.
   */
  default void renameColumn(String table, String before, String after) {
    run(new RenameColumn(table, before, after));
  }

  /**
   * Changes the type of a column, and the other attributes that {@code definition} names. All other
   * attributes stay: {@code changeColumn("rooms", "topic", string(400))} keeps {@code NOT NULL},
   * default, comment, collation, keys and references. For constraints, use {@link #addConstraint}.
   */
  default void changeColumn(String table, String column, ColumnDefinition definition) {
    changeColumn(table, column, change -> change.to(definition));
  }

  /**
   * Changes the named attributes of a column, and nothing else: {@code changeColumn("rooms",
   * "topic", c -> c.notNull().dropDefault())}. It is one step; on H2, one step for each attribute.
   */
  default void changeColumn(String table, String column, UnaryOperator<ColumnChange> change) {
    run(ChangeColumn.by(table, column, change));
  }

  /**
   * Changes a column. {@code was} names the earlier value of every attribute that changes, which a
   * {@link ReversibleMigration} restores: {@code changeColumn("rooms", "topic", string(400),
   * previously(string(200)))}.
   */
  default void changeColumn(
      String table, String column, ColumnDefinition definition, Previous<ColumnDefinition> was) {
    changeColumn(
        table,
        column,
        change -> change.to(definition),
        new Previous<>(change -> change.to(was.value())));
  }

  /**
   * Changes the named attributes of a column. {@code was} names their earlier values, which a
   * {@link ReversibleMigration} restores: {@code c -> c.notNull(), previously(c -> c.nullable())}.
   */
  default void changeColumn(
      String table,
      String column,
      UnaryOperator<ColumnChange> change,
      Previous<UnaryOperator<ColumnChange>> was) {
    run(
        ChangeColumn.by(table, column, change),
        List.of(ChangeColumn.by(table, column, was.value())));
  }

  /**
   * Adds a value to the enum type of a column, as the last value.
   *
   * <p>On PostgreSQL the step runs outside the transaction, so that later steps of the migration
   * can use the value. Earlier steps are committed first. Through a connection pooler, the step is
   * part of the transaction. PostgreSQL then refuses the value until the migration has committed
   * ("unsafe use of new value"): use the value in a later migration. {@code execute("ALTER TYPE …
   * ADD VALUE …")} behaves in the same way.
   */
  default void addEnumValue(String table, String column, String value) {
    run(new AddEnumValue(table, column, value, null, null));
  }

  /** Adds a value to the enum type of a column, before {@code next}. See {@link #addEnumValue}. */
  default void addEnumValueBefore(String table, String column, String value, String next) {
    run(new AddEnumValue(table, column, value, next, null));
  }

  /**
   * Adds a value to the enum type of a column, after {@code previous}. See {@link #addEnumValue}.
   */
  default void addEnumValueAfter(String table, String column, String value, String previous) {
    run(new AddEnumValue(table, column, value, null, previous));
  }

  /**
   * Adds a column after the existing columns. Its constraints follow as separate steps. A column
   * that is {@code NOT NULL} and has no default cannot be added to a table with rows.
   */
  default void addColumn(String table, String column, ColumnDefinition definition) {
    runAll(AddColumn.withConstraints(table, column, definition));
  }

  /**
   * Removes a column with its data, its enum type, and the constraints and indexes that contain no
   * other column.
   */
  default void removeColumn(String table, String column) {
    run(new RemoveColumn(table, column));
  }

  /**
   * Removes a column. {@code was} is its definition, from which a {@link ReversibleMigration} adds
   * it again. The data of the column are lost.
   */
  default void removeColumn(String table, String column, Previous<ColumnDefinition> was) {
    run(new RemoveColumn(table, column), AddColumn.withConstraints(table, column, was.value()));
  }

  /** Adds an index on {@code columns}, named {@code table_column_column}. */
  default void addIndex(String table, String... columns) {
    addIndex(table, Index.index(columns));
  }

  /** Adds an index with attributes: {@code index("email").unique().named("users_email_unique")}. */
  default void addIndex(String table, Index index) {
    run(new AddIndex(table, index));
  }

  /**
   * Removes an index by its definition: by its name, or by the default name if the definition has
   * none.
   */
  default void removeIndex(String table, Index index) {
    run(RemoveIndex.of(table, index), List.of(new AddIndex(table, index)));
  }

  /**
   * Adds a constraint from {@link dev.switchback.schema.Constraints}: {@code
   * foreignKey("owner_id").references("users", "id").onDelete(CASCADE)}. Fails if a row violates
   * it.
   */
  default void addConstraint(String table, Constraint constraint) {
    run(new AddConstraint(table, constraint));
  }

  /**
   * Removes a constraint of {@code table} by name, and the index that the database created for it.
   * This includes the index of a foreign key on MySQL and MariaDB. The default name of a primary
   * key, {@code table_pk}, is accepted also if the database has another name for it.
   */
  default void removeConstraint(String table, String name) {
    run(new RemoveConstraint(table, name));
  }

  /**
   * Removes a constraint by the name in its definition. Primary keys can also be removed on MySQL
   * and MariaDB, which do not store their names.
   */
  default void removeConstraint(String table, Constraint constraint) {
    run(RemoveConstraint.of(table, constraint), List.of(new AddConstraint(table, constraint)));
  }

  /** Removes an index of {@code table} by name. */
  default void removeIndex(String table, String name) {
    run(new RemoveIndex(table, name));
  }

  /**
   * Removes an index outside the transaction, without blocking readers and writers of the table.
   * See {@link Index#concurrently()}.
   */
  default void removeIndexConcurrently(String table, String name) {
    run(new RemoveIndex(table, name, true));
  }

  // ---- schemas and views

  /**
   * Creates a schema; on MySQL and MariaDB, a database. Fails if the name is taken. The current
   * schema of the migration does not change.
   */
  default void createSchema(String schema) {
    run(new CreateSchema(schema));
  }

  /**
   * Drops an empty schema. Fails if the schema does not exist or is not empty. Always fails on
   * MySQL and MariaDB, which cannot check that it is empty.
   */
  default void dropSchema(String schema) {
    run(new DropSchema(schema));
  }

  /**
   * Drops a schema with everything in it, and everything that depends on that. Fails if the schema
   * does not exist.
   */
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
   * Replaces the query of a view. Fails if the view does not exist. PostgreSQL allows new columns
   * after the existing columns, and no other change of the columns. For such a change, drop the
   * view and create it again.
   */
  default void replaceView(String view, String sql) {
    run(new ReplaceView(view, sql));
  }

  /**
   * Replaces the query of a view. {@code was} is the query before, which a {@link
   * ReversibleMigration} restores.
   */
  default void replaceView(String view, String sql, Previous<String> was) {
    run(new ReplaceView(view, sql), List.of(new ReplaceView(view, was.value())));
  }

  /** Drops a view. Fails if the view does not exist. */
  default void dropView(String view) {
    run(new DropView(view));
  }

  /**
   * Drops a view. {@code was} is its query, from which a {@link ReversibleMigration} creates it
   * again.
   */
  default void dropView(String view, Previous<String> was) {
    run(new DropView(view), List.of(new CreateView(view, was.value())));
  }

  /** Creates a materialized view, and fills it. PostgreSQL only. */
  default void createMaterializedView(String view, String sql) {
    run(new CreateView(view, sql, true));
  }

  /** Refreshes a materialized view. Other sessions cannot read it during the refresh. */
  default void refreshMaterializedView(String view) {
    run(new RefreshMaterializedView(view));
  }

  /** Drops a materialized view with its indexes. Fails if the view does not exist. */
  default void dropMaterializedView(String view) {
    run(new DropView(view, true));
  }

  /**
   * Drops a materialized view. {@code was} is its query, from which a {@link ReversibleMigration}
   * creates it again.
   */
  default void dropMaterializedView(String view, Previous<String> was) {
    run(new DropView(view, true), List.of(new CreateView(view, was.value(), true)));
  }

  // ---- introspection of the current schema. When a migration is resumed, a call before a step of
  // the journal returns its first answer again. A later call reads the database

  /** Returns the names of the tables of the current schema, sorted, without the metadata tables. */
  List<String> showAllTables();

  /** Returns whether the current schema has a table of this name. Views do not count. */
  boolean tableExists(String table);

  /**
   * Returns the columns, constraints and indexes of a table, in the same shape on every database.
   * Types and defaults are in the syntax of the server. Fails if the table does not exist.
   */
  TableDescription describeTable(String table);

  /**
   * Returns the indexes of a table, including those of its constraints. Fails if the table does not
   * exist. See {@link IndexDescription}.
   */
  default List<IndexDescription> showIndexes(String table) {
    return describeTable(table).indexes();
  }

  /** Returns the constraints of a table. Fails if the table does not exist. */
  default List<ConstraintDescription> showConstraints(String table) {
    return describeTable(table).constraints();
  }

  /**
   * Sends one statement in the database's own SQL. A body with semicolons is not split. Values for
   * question marks are bound. Without values, question marks and braces are sent unchanged. On
   * MySQL, MariaDB and H2, each of several plain statements in one string is a separate step.
   */
  default void execute(String sql, @Nullable Object... parameters) {
    if (parameters == null) {
      throw new IllegalArgumentException(
          "execute – its parameters are null; for one NULL, cast it: (Object) null");
    }
    run(new ExecuteSql(sql, Arrays.asList(parameters)));
  }

  /**
   * Inserts rows in order: {@code bulkInsert("users", row("id", 1, "name", "Ann"))}. Values are
   * bound. A column that a row does not name gets its default. {@code null} is {@code NULL}.
   */
  default void bulkInsert(String table, Row... rows) {
    run(new BulkInsert(table, List.of(rows)));
  }

  /**
   * Inserts any number of rows in steps of 1,000. At most 1,000 rows are in memory at a time. A
   * resumed migration must supply the same number of rows again. An empty {@code rows} inserts
   * nothing.
   */
  default void bulkInsert(String table, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(new BulkInsert(table, step)));
  }

  /**
   * Inserts the rows of a stream in steps of 1,000, and closes the stream. See {@link
   * #bulkInsert(String, Iterable)}.
   */
  default void bulkInsert(String table, Stream<Row> rows) {
    try (rows) {
      inSteps(rows.iterator(), step -> run(new BulkInsert(table, step)));
    }
  }

  /**
   * Inserts rows, or updates the existing row with the same {@code key}. An update sets the other
   * columns that the row names. The key is a primary key or unique constraint of the table, and
   * each row contains all of its columns.
   *
   * <p>MySQL and MariaDB would also update a row that is equal in another unique key. To prevent
   * this, rows that have columns of another unique key are refused there.
   */
  default void upsert(String table, List<String> key, Row... rows) {
    run(new Upsert(table, key, List.of(rows), Upsert.Existing.UPDATED));
  }

  /**
   * Upserts any number of rows in steps of 1,000; see {@link #bulkInsert(String, Iterable)} and
   * {@link #upsert(String, List, Row...)}.
   */
  default void upsert(String table, List<String> key, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(new Upsert(table, key, step, Upsert.Existing.UPDATED)));
  }

  /**
   * Inserts the rows whose {@code key} does not exist yet. Existing rows are not changed. Every
   * other problem is an error: a value that does not fit, or a conflict in another unique key.
   * MySQL and MariaDB insert row by row if the rows have columns of another unique key. See {@link
   * #upsert(String, List, Row...)}.
   */
  default void insertMissing(String table, List<String> key, Row... rows) {
    run(new Upsert(table, key, List.of(rows), Upsert.Existing.LEFT));
  }

  /**
   * Inserts the rows whose {@code key} does not exist yet, in steps of 1,000; see {@link
   * #bulkInsert(String, Iterable)} and {@link #insertMissing(String, List, Row...)}.
   */
  default void insertMissing(String table, List<String> key, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(new Upsert(table, key, step, Upsert.Existing.LEFT)));
  }

  /**
   * Updates the rows that match {@code condition}: {@code bulkUpdate("users", row("name", "Ann"),
   * where("id", 1))}. For all rows, use {@link Condition#everyRow()}.
   */
  default void bulkUpdate(String table, Row set, Condition condition) {
    run(new BulkUpdate(table, set, condition));
  }

  /**
   * Deletes the rows that match {@code condition}: {@code bulkDelete("users", where("name",
   * null))}. For all rows, use {@link Condition#everyRow()}.
   */
  default void bulkDelete(String table, Condition condition) {
    run(new BulkDelete(table, condition));
  }

  private static TableDefinition defined(String table, Consumer<TableDefinition> definition) {
    TableDefinition defined = new TableDefinition(table);
    definition.accept(defined);
    return defined;
  }

  private static void inSteps(Iterator<Row> rows, Consumer<List<Row>> step) {
    int most = 1_000; // constant: a resumed migration must repeat the same steps
    while (rows.hasNext()) {
      List<Row> some = new ArrayList<>();
      while (rows.hasNext() && some.size() < most) {
        some.add(rows.next());
      }
      step.accept(some);
    }
  }
}
