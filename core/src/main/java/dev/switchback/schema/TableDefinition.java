package dev.switchback.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a table that a migration creates:
 *
 * <pre>{@code
 * db.createTable("room_moderators", t -> {
 *   t.column("room_id", uuid().notNull().references("rooms", "id").onDelete(CASCADE));
 *   t.column("user_id", uuid().notNull().references("users", "id").onDelete(CASCADE));
 *   t.primaryKey("room_id", "user_id");
 *   t.index("user_id");
 * });
 * }</pre>
 *
 * <p>Not thread-safe. It is valid during one call.
 */
public final class TableDefinition {

  private final String name;
  private final List<Column> columns = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<Index> indexes = new ArrayList<>();
  private final List<TableOption> options = new ArrayList<>();
  private @Nullable String comment;
  private boolean ifNotExists;

  /** Creates an empty definition of a table. */
  public TableDefinition(String name) {
    this.name = name;
  }

  /**
   * Adds a column. The order of these calls is the order of the columns, so {@link
   * ColumnDefinition#first} and {@link ColumnDefinition#after} are refused here.
   */
  public void column(String column, ColumnDefinition definition) {
    Check.that(
        definition.position().isEmpty(),
        "table '%s' – its column '%s' has a position: leave it out, because the order of the"
            + " definition is the order of the columns",
        name,
        column);
    columns.add(new Column(column, definition));
  }

  /** Sets the primary key to these columns. */
  public void primaryKey(String... keyColumns) {
    constraints.add(Constraint.PrimaryKey.of(name, List.of(keyColumns)));
  }

  /** Adds a unique constraint on these columns, named {@code table_columns_uk}. */
  public void unique(String... uniqueColumns) {
    constraints.add(Constraint.Unique.of(name, List.of(uniqueColumns)));
  }

  /**
   * Adds a foreign key to {@code referencedColumns} of another table, named {@code
   * table_columns_fk}. For one column, {@link ColumnDefinition#references} is shorter.
   */
  public void foreignKey(
      List<String> keyColumns,
      String referencedTable,
      List<String> referencedColumns,
      ReferentialAction onDelete,
      ReferentialAction onUpdate) {
    constraints.add(
        Constraint.ForeignKey.of(
            name, keyColumns, referencedTable, referencedColumns, onDelete, onUpdate));
  }

  /** Adds a constraint with attributes, created by {@link Constraints}. */
  public void constraint(Constraint constraint) {
    constraints.add(constraint);
  }

  /**
   * Adds a check that refuses rows for which {@code sql} is false. The condition is in the
   * database's own SQL, and is sent unchanged: see {@link Constraints#check}.
   */
  public void check(String constraint, String sql) {
    constraints.add(Constraints.check(constraint, sql));
  }

  /** Adds an index on these columns, created after the table in a separate step. */
  public void index(String... indexColumns) {
    index(Index.index(indexColumns));
  }

  /** Adds an index with attributes, created after the table in a separate step. */
  public void index(Index index) {
    String indexName = index.nameOn(name);
    Check.that(
        indexes.stream().noneMatch(other -> other.nameOn(name).equals(indexName)),
        "table '%s' – it has two indexes '%s': give one of them another name with named(…)",
        name,
        indexName);
    indexes.add(index);
  }

  /** Sets the comment of the table, in a separate step after the table. */
  public void comment(String text) {
    comment = text;
  }

  /**
   * Sets the storage engine, such as {@code InnoDB}: only on MySQL and MariaDB. An engine without
   * transactions is refused.
   */
  public void engine(String engine) {
    options.add(new TableOption.Engine(engine));
  }

  /** Sets the character set of text columns, such as {@code utf8mb4}: only on MySQL and MariaDB. */
  public void characterSet(String characterSet) {
    options.add(new TableOption.CharacterSet(characterSet));
  }

  /**
   * Sets the collation of text columns, such as {@code utf8mb4_bin}: only on MySQL and MariaDB. A
   * column can have another one by {@link ColumnDefinition#collate}.
   */
  public void collate(String collation) {
    options.add(new TableOption.Collation(collation));
  }

  /** Sets the row format of InnoDB, such as {@code DYNAMIC}: only on MySQL and MariaDB. */
  public void rowFormat(String rowFormat) {
    options.add(new TableOption.RowFormat(rowFormat));
  }

  /**
   * Writes no write-ahead log for the table: only on PostgreSQL. After a crash of the server, the
   * table is empty.
   */
  public void unlogged() {
    options.add(new TableOption.Unlogged());
  }

  /** Sets the tablespace, by its exact name: only on PostgreSQL. */
  public void tablespace(String tablespace) {
    options.add(new TableOption.Tablespace(tablespace));
  }

  /**
   * Sets a storage parameter, such as {@code fillfactor}: only on PostgreSQL. Can be called once
   * for each parameter.
   *
   * @param value a number, a Boolean or a text
   */
  public void storageParameter(String parameter, Object value) {
    options.add(TableOption.StorageParameter.of(parameter, value));
  }

  /**
   * Accepts an existing table of this name, if it has the same columns, types and constraints, and
   * the same numbered and generated columns, and the options that the definition sets. A different
   * table is refused, not mistaken for this one. Conditions of checks and expressions differ if
   * they contain different constants. Defaults, comments and {@code NOT NULL} are not compared.
   * Indexes are not allowed in the definition, because they would be created a second time.
   */
  public void ifNotExists() {
    ifNotExists = true;
  }

  /** Returns whether an existing table is accepted. */
  public boolean isIfNotExists() {
    return ifNotExists;
  }

  /**
   * Returns the table to create. If several columns are marked as primary key, together they are
   * the primary key.
   */
  public Table table() {
    Check.that(
        !ifNotExists || indexes.isEmpty(),
        "createTable '%s' – with ifNotExists() its indexes may exist already: add them by"
            + " addIndex(…) in a migration that creates the table, or leave out ifNotExists()",
        name);
    List<Constraint> all = new ArrayList<>();
    List<String> keyColumns = new ArrayList<>();
    for (Column column : columns) {
      if (column.definition().key() == ColumnDefinition.Key.PRIMARY) {
        keyColumns.add(column.name());
      }
    }
    if (!keyColumns.isEmpty()) {
      all.add(Constraint.PrimaryKey.of(name, keyColumns));
    }
    for (Column column : columns) {
      for (Constraint constraint : column.constraintsOn(name)) {
        if (!(constraint instanceof Constraint.PrimaryKey)) {
          all.add(constraint);
        }
      }
    }
    all.addAll(constraints);
    return new Table(name, columns, all, options);
  }

  /** Returns the indexes that are created after the table. */
  public List<Index> indexes() {
    return Collections.unmodifiableList(indexes);
  }

  /** Returns the comment, if there is one. */
  public Optional<String> comment() {
    return Optional.ofNullable(comment);
  }
}
