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
import dev.switchback.schema.Column;
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
   * ({@code INSERT … RETURNING}) is a step, and what it returned cannot be read a second time. The
   * list is empty if a change returns no rows.
   */
  <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

  /**
   * Reads any number of rows with a query in the database's own SQL, one after another, without
   * holding them: {@code forEachRow("SELECT …", row -> out.println(row.getString(1)))}. Other
   * operations may be carried out for each row, unless they run outside the transaction; the rows
   * are those that were there at the beginning. MySQL's own driver sends nothing else while rows
   * come, so that every other operation is refused for as long; MariaDB's holds the rest of the
   * rows then. H2 keeps the rows in memory, or in a file if the database is one.
   */
  void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters);

  /**
   * Hands out the connection of the migration, for what the other methods cannot say. It is in the
   * migration's transaction if there is one. {@code commit}, {@code rollback}, {@code close},
   * {@code setAutoCommit} and what else would take it from the engine are refused. It is one step:
   * if its process dies in the middle after something of it was committed, as a schema statement on
   * MySQL, MariaDB and H2 does, {@link #verifiedBy} or {@link Migrator#resolve} has to settle it.
   */
  void withConnection(ConnectionWork work);

  /**
   * Does one thing on the way up and another on the way down, for steps that do not know what
   * undoes them: {@code reversibly(up -> up.execute("…"), down -> down.execute("…"))}. What they
   * are given is this query interface.
   */
  void reversibly(Consumer<QueryInterface> up, Consumer<QueryInterface> down);

  /**
   * Says that the next call is known to hold up those who use its table, and why that is taken:
   * {@code db.acknowledged("nobody is there at night").addIndex("rooms", "topic")}. The plan shows
   * the reason in place of the warning, and it is recorded with the migration. It also lets a table
   * or a column go that a view or a trigger uses, where the database does not refuse that; else it
   * changes nothing of what is done.
   */
  default QueryInterface acknowledged(String reason) {
    return this;
  }

  /**
   * Says how a run can tell whether the next {@code execute} or {@code withConnection} took effect:
   * {@code db.verifiedBy("SELECT COUNT(*) FROM t WHERE done = 1").execute("CALL fill_t()")}. The
   * query is sent only if a process ended while that step was in flight. The step took effect if
   * the first column of the first row is true, a number other than 0, or a text other than {@code
   * 0}, {@code f}, {@code false}, {@code n} and {@code no}. Otherwise the run sends the step again.
   * The query must tell whether the step took effect as a whole. It may be added to a migration
   * that is unfinished, because it does not change what the migration asks for.
   */
  default QueryInterface verifiedBy(String query) {
    return this;
  }

  /**
   * Says that what is done here cannot be taken back. A {@link ReversibleMigration} that says so is
   * not reverted, nor are others with it: the run is refused, with {@code reason}, before anything
   * is sent. On the way up it does nothing; a {@code down} that is written by hand and says so is
   * refused in the same way, or fails there if it has read before.
   */
  void irreversible(String reason);

  /**
   * Creates a table. Its constraints are created with it; its indexes and its comment follow as
   * steps of their own. It fails if the name is taken, unless {@link TableDefinition#ifNotExists}
   * is called.
   */
  default void createTable(String table, Consumer<TableDefinition> definition) {
    TableDefinition t = new TableDefinition(table);
    definition.accept(t);
    List<Operation> operations = new ArrayList<>();
    operations.add(new CreateTable(t.table(), t.isIfNotExists()));
    t.comment().ifPresent(text -> operations.add(new CommentOnTable(table, text)));
    t.indexes().forEach(index -> operations.add(new AddIndex(table, index)));
    runAll(operations);
  }

  /**
   * Drops a table with its indexes and the enum types that it owns. It fails if there is none, or
   * if a foreign key of another table refers to it, unless an option says otherwise.
   */
  default void dropTable(String table, DropOption... options) {
    run(DropTable.with(table, options));
  }

  /** Drops a table, and says how it was created, for {@link ReversibleMigration}. */
  default void dropTable(String table, Previous<Consumer<TableDefinition>> was) {
    dropTable(table);
  }

  /**
   * Gives a table another name; foreign keys that refer to it follow, and so do the enum types that
   * it owns. Its constraints and indexes keep their names. It fails if the name is taken.
   */
  default void renameTable(String before, String after) {
    run(new RenameTable(before, after));
  }

  /** Explains a table to whoever reads the database, in place of what was said before. */
  default void commentOnTable(String table, String comment) {
    run(new CommentOnTable(table, comment));
  }

  /**
   * Explains a table, and says what was said of it before, nothing by {@code previously("")}; for
   * {@link ReversibleMigration}.
   */
  default void commentOnTable(String table, String comment, Previous<String> was) {
    commentOnTable(table, comment);
  }

  /** Takes the comment of a table away. */
  default void dropTableComment(String table) {
    run(new CommentOnTable(table, ""));
  }

  /**
   * Gives a column another name. Everything else of it stays: its type and default, its comment,
   * how it is numbered, the keys it is in. Its enum type goes along; constraints and indexes keep
   * their names. It fails if the name is taken.
   */
  default void renameColumn(String table, String before, String after) {
    run(new RenameColumn(table, before, after));
  }

  /**
   * Changes the type of a column, and what else {@code definition} says of it. What it does not say
   * stays: {@code changeColumn("rooms", "topic", string(400))} keeps {@code NOT NULL}, default,
   * comment, collation, keys and references. Constraints are no part of this, see {@code
   * addConstraint}.
   */
  default void changeColumn(String table, String column, ColumnDefinition definition) {
    changeColumn(table, column, change -> change.to(definition));
  }

  /**
   * Changes what is named, and nothing else: {@code changeColumn("rooms", "topic", c ->
   * c.notNull().dropDefault())}. It is one step; on H2, one for each part.
   */
  default void changeColumn(String table, String column, UnaryOperator<ColumnChange> change) {
    run(new ChangeColumn(table, column, change.apply(ColumnChange.none())));
  }

  /**
   * Changes a column, and says of everything that it changes what it was, for {@link
   * ReversibleMigration}: {@code changeColumn("rooms", "topic", string(400),
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

  /** The same for what is not the type: {@code c -> c.notNull(), previously(c -> c.nullable())}. */
  default void changeColumn(
      String table,
      String column,
      UnaryOperator<ColumnChange> change,
      Previous<UnaryOperator<ColumnChange>> was) {
    changeColumn(table, column, change);
  }

  /**
   * Adds a value to the enumeration of a column, as the last.
   *
   * <p>On PostgreSQL it is a step outside the transaction, so that later steps of the same
   * migration may use the value: the steps before it are committed first. Through a pooler it is a
   * step in the transaction, and PostgreSQL lets the value be used only when the migration has
   * committed ("unsafe use of new value"): use it in a later migration there. The same holds for
   * {@code execute("ALTER TYPE … ADD VALUE …")}.
   */
  default void addEnumValue(String table, String column, String value) {
    run(new AddEnumValue(table, column, value, null, null));
  }

  /** Adds a value in front of {@code next}, see {@link #addEnumValue}. */
  default void addEnumValueBefore(String table, String column, String value, String next) {
    run(new AddEnumValue(table, column, value, next, null));
  }

  /** Adds a value behind {@code previous}, see {@link #addEnumValue}. */
  default void addEnumValueAfter(String table, String column, String value, String previous) {
    run(new AddEnumValue(table, column, value, null, previous));
  }

  /**
   * Adds a column behind the others; its constraints follow as steps of their own. One that refuses
   * {@code NULL} and has no default cannot be added to a table with rows.
   */
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

  /**
   * Removes a column, and says how it was added, for {@link ReversibleMigration}; what it held is
   * lost all the same.
   */
  default void removeColumn(String table, String column, Previous<ColumnDefinition> was) {
    removeColumn(table, column);
  }

  /** Adds an index over {@code columns}, named {@code table_column_column}. */
  default void addIndex(String table, String... columns) {
    addIndex(table, Index.index(columns));
  }

  /** Adds an index with attributes: {@code index("email").unique().named("one_user_an_email")}. */
  default void addIndex(String table, Index index) {
    run(new AddIndex(table, index));
  }

  /**
   * Removes an index by the definition that it was added with; one without a name, by its usual
   * one.
   */
  default void removeIndex(String table, Index index) {
    run(new RemoveIndex(table, index.nameOn(table), index.isConcurrent()));
  }

  /**
   * Adds a constraint: {@code foreignKey("owner_id").references("users", "id").onDelete(CASCADE)},
   * made by {@link dev.switchback.schema.Constraints}. It fails if a row breaks it.
   */
  default void addConstraint(String table, Constraint constraint) {
    run(new AddConstraint(table, constraint));
  }

  /**
   * Removes the constraint of {@code table} that has this name, and what the database made for it:
   * its index, also the one that a foreign key got on MySQL and MariaDB. The usual name of a
   * primary key, {@code table_pk}, is understood wherever the database calls it otherwise.
   */
  default void removeConstraint(String table, String name) {
    run(new RemoveConstraint(table, name));
  }

  /**
   * Removes a constraint by the definition that it was added with, which means by its name; a
   * primary key also on MySQL and MariaDB, which forget what it was called.
   */
  default void removeConstraint(String table, Constraint constraint) {
    run(
        new RemoveConstraint(
            table, constraint.on(table).name(), constraint instanceof Constraint.PrimaryKey));
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

  /** Gives a view another query, and says which it had, for {@link ReversibleMigration}. */
  default void replaceView(String view, String sql, Previous<String> was) {
    replaceView(view, sql);
  }

  /** Drops a view. It fails if there is none. */
  default void dropView(String view) {
    run(new DropView(view));
  }

  /** Drops a view, and says which query it had, for {@link ReversibleMigration}. */
  default void dropView(String view, Previous<String> was) {
    dropView(view);
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

  /** Drops a materialized view, and says which query it had, for {@link ReversibleMigration}. */
  default void dropMaterializedView(String view, Previous<String> was) {
    dropMaterializedView(view);
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
   * they are. On MySQL, MariaDB and H2 several plain statements in one string are a step each.
   */
  default void execute(String sql, @Nullable Object... parameters) {
    if (parameters == null) {
      throw new IllegalArgumentException(
          "execute – its parameters are null; for one NULL, cast it: (Object) null");
    }
    run(new ExecuteSql(sql, Arrays.asList(parameters)));
  }

  /**
   * Inserts rows, in their order: {@code bulkInsert("users", row("id", 1, "name", "Ann"))}. The
   * values are bound. A column that a row does not name gets its default; {@code null} is {@code
   * NULL}.
   */
  default void bulkInsert(String table, Row... rows) {
    run(new BulkInsert(table, List.of(rows)));
  }

  /**
   * Inserts any number of rows, of which no more than a thousand are held at a time: each thousand
   * is a step. When a migration is continued it has to come by the same number of rows again. No
   * rows are as good a number as any, and insert nothing.
   */
  default void bulkInsert(String table, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(new BulkInsert(table, step)));
  }

  /** Inserts the rows of a stream, and closes it; see {@link #bulkInsert(String, Iterable)}. */
  default void bulkInsert(String table, Stream<Row> rows) {
    try (rows) {
      inSteps(rows.iterator(), step -> run(new BulkInsert(table, step)));
    }
  }

  /**
   * Inserts rows, unless there is one already that is equal in {@code key}: then the other columns
   * that are named get their new values in it. The key is a primary key or unique constraint of the
   * table, and all of it is in each row.
   *
   * <p>MySQL and MariaDB would also take a row for the one that is meant that is equal in another
   * unique key: they refuse rows that have columns of another one.
   */
  default void upsert(String table, List<String> key, Row... rows) {
    run(new Upsert(table, key, List.of(rows), Upsert.Existing.UPDATED));
  }

  /** The same for any number of rows; see {@link #bulkInsert(String, Iterable)}. */
  default void upsert(String table, List<String> key, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(new Upsert(table, key, step, Upsert.Existing.UPDATED)));
  }

  /**
   * Inserts those rows of which there is none yet that is equal in {@code key}, and leaves what is
   * there as it is. Every other error is one: a value that does not fit, another unique key. MySQL
   * and MariaDB insert row by row if the rows have columns of another unique key. See {@link
   * #upsert(String, List, Row...)}.
   */
  default void insertMissing(String table, List<String> key, Row... rows) {
    run(new Upsert(table, key, List.of(rows), Upsert.Existing.LEFT));
  }

  /** The same for any number of rows; see {@link #bulkInsert(String, Iterable)}. */
  default void insertMissing(String table, List<String> key, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(new Upsert(table, key, step, Upsert.Existing.LEFT)));
  }

  /**
   * Sets columns in the rows that fit: {@code bulkUpdate("users", row("name", "Ann"), where("id",
   * 1))}. For all rows, write {@link Condition#everyRow()}.
   */
  default void bulkUpdate(String table, Row set, Condition condition) {
    run(new BulkUpdate(table, set, condition));
  }

  /**
   * Deletes the rows that fit: {@code bulkDelete("users", where("name", null))}. For all rows,
   * write {@link Condition#everyRow()}.
   */
  default void bulkDelete(String table, Condition condition) {
    run(new BulkDelete(table, condition));
  }

  private static void inSteps(Iterator<Row> rows, Consumer<List<Row>> step) {
    int most = 1_000; // it stays: a migration that is resumed has to come to the same steps
    while (rows.hasNext()) {
      List<Row> some = new ArrayList<>();
      while (rows.hasNext() && some.size() < most) {
        some.add(rows.next());
      }
      step.accept(some);
    }
  }
}
