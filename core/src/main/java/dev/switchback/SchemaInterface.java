package dev.switchback;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropEnumType;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DropOption;
import dev.switchback.schema.Index;
import dev.switchback.schema.Previous;
import dev.switchback.schema.RenameOption;
import dev.switchback.schema.TableDefinition;
import dev.switchback.schema.TableOptions;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The operations that change the schema: tables, columns, indexes, constraints, schemas, views. */
public interface SchemaInterface extends OperationRunner {

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

  /**
   * Renames a table, and with it what has its default name: {@code renameTable("rooms", "halls",
   * withDependants())} also renames the primary key {@code rooms_pk}, the index {@code rooms_topic}
   * and the like. The names that PostgreSQL gives by default count too, and the sequence of a
   * numbered column is renamed there. Names that were chosen stay. The catalogue is queried first;
   * the step is refused if a new name is taken.
   *
   * <p>On PostgreSQL, it is part of the transaction. On MySQL, it is one statement that renames all
   * or nothing. On MariaDB and H2, the parts are renamed before the table, and each commits by
   * itself; a run that was interrupted renames the rest. On MySQL and MariaDB, a foreign key or a
   * check has no rename: it is dropped and added in one statement, which checks every row.
   *
   * <p>A {@link ReversibleMigration} renames all of them back. It refuses the step if something of
   * the table already has the default name of the new table, because the undo would rename that
   * too.
   *
   * @param option {@link RenameOption#withDependants()}
   */
  default void renameTable(String before, String after, RenameOption option) {
    Objects.requireNonNull(option, "option");
    RenameTable rename = new RenameTable(before, after, true);
    run(rename, List.of(rename.inverse()));
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

  /**
   * Sets options of an existing table, such as {@code o -> o.storageParameter("fillfactor", 70)}.
   * Other options stay as they are. It is one statement. An option that the database does not have
   * is refused before anything is sent. Some options make the server write the table again: see
   * {@link TableOptions}.
   */
  default void setTableOptions(String table, Consumer<TableOptions> options) {
    run(new SetTableOptions(table, TableOptions.of(options)));
  }

  /**
   * Sets options of an existing table. {@code was} sets the same options to what they were before,
   * which a {@link ReversibleMigration} restores. It is compared with the catalogue, and refused if
   * they were not so: {@code o -> o.rowFormat("COMPRESSED"), previously(o ->
   * o.defaultRowFormat())}.
   */
  default void setTableOptions(
      String table, Consumer<TableOptions> options, Previous<Consumer<TableOptions>> was) {
    SetTableOptions change = new SetTableOptions(table, TableOptions.of(options));
    run(change, List.of(change.undoneBy(TableOptions.of(was.value()))));
  }

  /** Removes the comment of a table. */
  default void dropTableComment(String table) {
    run(new CommentOnTable(table, ""));
  }

  /**
   * Makes the database number an existing column: a row without a value for it gets the next
   * number, above the numbers in the table. The column is a whole number that refuses {@code NULL}
   * and has no default. On MySQL and MariaDB, it is the first column of a key.
   */
  default void addNumbering(String table, String column) {
    run(new SetNumbering(table, column, true));
  }

  /**
   * Makes the database stop numbering a column. Its values stay. To undo it, a {@code down} calls
   * {@link #addNumbering}.
   */
  default void removeNumbering(String table, String column) {
    run(new SetNumbering(table, column, false));
  }

  /**
   * Sets the next number of a column that the database numbers. If the table has higher numbers,
   * the next number is the one after them, so that none is given twice. Delete the rows first to
   * begin from {@code 1} again. Fails if the database does not number the column, or if its type
   * does not reach {@code next}.
   *
   * <p>On PostgreSQL, other sessions cannot change rows of the table until the migration commits.
   */
  default void restartNumbering(String table, String column, long next) {
    run(new RestartNumbering(table, column, next));
  }

  /**
   * Sets the next number of a column that the database numbers. {@code was} is the next number that
   * a {@link ReversibleMigration} sets on the way down; it is not compared with the database.
   */
  default void restartNumbering(
      String table, String column, long next, Previous<? extends Number> was) {
    run(
        new RestartNumbering(table, column, next),
        List.of(new RestartNumbering(table, column, was.value().longValue())));
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
   * Renames a value of the enum type of a column, on PostgreSQL. Rows, defaults, checks and views
   * that have the value follow. Other databases refuse it, because the values belong to the column
   * there: add the new value, change the rows, and remove the old value by {@link #changeColumn}.
   */
  default void renameEnumValue(String table, String column, String before, String after) {
    run(new RenameEnumValue(table, column, before, after));
  }

  /**
   * Adds a column after the existing columns, or where {@link ColumnDefinition#first} or {@link
   * ColumnDefinition#after} places it. Its constraints follow as separate steps. A column that is
   * {@code NOT NULL} and has no default cannot be added to a table with rows.
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

  /**
   * Changes a table in several ways at once: {@code alterTable("rooms", t -> { t.addColumn("topic",
   * string(200)); t.removeColumn("note"); })}.
   *
   * <p>On PostgreSQL, MySQL and MariaDB, it is one {@code ALTER TABLE} and one step, so that the
   * server rewrites or copies the table once at most, and makes all the changes or none of them.
   * PostgreSQL writes comments and enum types as statements of their own, in the same transaction.
   * H2 has a statement and a step for each change.
   *
   * <p>All changes are checked before the first is sent. A {@link ReversibleMigration} undoes the
   * last change first, in one statement again.
   *
   * @throws IllegalArgumentException if there is no change, or if a column or a constraint is named
   *     twice
   */
  default void alterTable(String table, Consumer<TableAlteration> changes) {
    TableAlteration alteration = new TableAlteration(table);
    changes.accept(alteration);
    AlterTable operation = alteration.operation();
    run(operation, operation.previously().map(List::of).orElseGet(List::of));
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
    if (!constraint.usedIndex().isEmpty()) {
      throw new IllegalArgumentException(
          "removeConstraint '%s' from '%s' – usingIndex(…) is for adding it: leave it out"
              .formatted(constraint.on(table).name(), table));
    }
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

  /**
   * Makes queries not use an index, to see what happens before it is removed. The server maintains
   * it, and a unique index stays a rule. Fails if the table has no such index. MySQL ({@code
   * INVISIBLE}) and MariaDB ({@code IGNORED}); the other databases refuse it.
   */
  default void hideIndex(String table, String name) {
    run(new SetIndexVisible(table, name, false));
  }

  /** Makes queries use a hidden index again, see {@link #hideIndex}. */
  default void showIndex(String table, String name) {
    run(new SetIndexVisible(table, name, true));
  }

  /**
   * Renames an index. Fails if the table has no such index, if the new name is taken, or if the
   * index belongs to a constraint; see {@link #renameConstraint}.
   */
  default void renameIndex(String table, String before, String after) {
    run(new RenameIndex(table, before, after));
  }

  /**
   * Renames a constraint of {@code table}, and the index that it has under its name. On MySQL and
   * MariaDB, a foreign key or a check is dropped and added in one statement, which checks every
   * row; a primary key has no name there, and is refused.
   */
  default void renameConstraint(String table, String before, String after) {
    run(new RenameConstraint(table, before, after));
  }

  /**
   * Checks the existing rows of a foreign key or a check that was added with {@code notValid()}.
   * Fails if a row violates it; the constraint then stays as it was. Other sessions read and write
   * the table meanwhile.
   *
   * <p>It runs outside the transaction of the migration, and earlier steps are committed first, so
   * that no stronger lock is held during the check. A {@link ReversibleMigration} undoes nothing:
   * the constraint stays valid. PostgreSQL only. On the other databases every constraint is valid,
   * and the step is refused.
   */
  default void validateConstraint(String table, String name) {
    run(new ValidateConstraint(table, name));
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
   * Renames a schema. Fails if the new name is taken. Refuses the schema of the migration. MySQL
   * and MariaDB cannot rename a database, and refuse it.
   */
  default void renameSchema(String before, String after) {
    run(new RenameSchema(before, after));
  }

  /**
   * Creates an enum type, whose columns have the type {@code custom("mood")}. Its values are in the
   * order in which they sort. Only PostgreSQL has such types; an enumeration of one column is
   * {@code enumeration("sad", "happy")} on every database, and creates its type by itself. Fails if
   * the name is taken.
   */
  default void createEnumType(String type, String... values) {
    run(new CreateEnumType(type, List.of(values)));
  }

  /**
   * Drops an enum type. Fails if it does not exist, or if a column or anything else uses it. Only
   * PostgreSQL has such types.
   */
  default void dropEnumType(String type) {
    run(new DropEnumType(type));
  }

  /**
   * Drops an enum type. {@code was} has its values in order, from which a {@link
   * ReversibleMigration} creates it again.
   */
  default void dropEnumType(String type, Previous<List<String>> was) {
    run(new DropEnumType(type), List.of(new CreateEnumType(type, was.value())));
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

  /**
   * Renames a view. Fails if the view does not exist, or if the new name is taken. If another view
   * reads it, the step is refused where the database would leave that view broken.
   */
  default void renameView(String before, String after) {
    run(new RenameView(before, after));
  }

  /** Creates a materialized view, and fills it. PostgreSQL only. */
  default void createMaterializedView(String view, String sql) {
    run(new CreateView(view, sql, true));
  }

  /** Refreshes a materialized view. Other sessions cannot read it during the refresh. */
  default void refreshMaterializedView(String view) {
    run(new RefreshMaterializedView(view));
  }

  /**
   * Refreshes a materialized view while other sessions read its old rows. The view needs a unique
   * index over columns, which covers every row; the step is refused if there is none. It is part of
   * the transaction of the migration. Another refresh of the view waits for its end.
   */
  default void refreshMaterializedViewConcurrently(String view) {
    run(new RefreshMaterializedView(view, true));
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

  /** Renames a materialized view. Its indexes keep their names. */
  default void renameMaterializedView(String before, String after) {
    run(new RenameView(before, after, true));
  }

  private static TableDefinition defined(String table, Consumer<TableDefinition> definition) {
    TableDefinition defined = new TableDefinition(table);
    definition.accept(defined);
    return defined;
  }
}
