package dev.switchback.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a migration says of a table that it creates:
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
 * <p>Not thread-safe: it lives for one call.
 */
public final class TableDefinition {

  private final String name;
  private final List<Column> columns = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<Index> indexes = new ArrayList<>();
  private @Nullable String comment;
  private boolean ifNotExists;

  /** The definition, empty so far, of a table. */
  public TableDefinition(String name) {
    this.name = name;
  }

  /** Adds a column. The table has them in the order of these calls. */
  public void column(String column, ColumnDefinition definition) {
    columns.add(new Column(column, definition));
  }

  /** Makes {@code columns} together the primary key. */
  public void primaryKey(String... keyColumns) {
    constraints.add(Constraint.PrimaryKey.of(name, List.of(keyColumns)));
  }

  /** Allows each combination of values in {@code columns} once; named {@code table_columns_uk}. */
  public void unique(String... uniqueColumns) {
    constraints.add(Constraint.Unique.of(name, List.of(uniqueColumns)));
  }

  /**
   * Makes {@code columns} refer to {@code referencedColumns} of another table; named {@code
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

  /** Adds a constraint with attributes, made by {@link Constraints}. */
  public void constraint(Constraint constraint) {
    constraints.add(constraint);
  }

  /**
   * Refuses rows that break a condition in the database's own SQL, which is passed on as it is: see
   * {@link Constraints#check}.
   */
  public void check(String constraint, String sql) {
    constraints.add(Constraints.check(constraint, sql));
  }

  /** Adds an index over {@code columns}, made right after the table as a step of its own. */
  public void index(String... indexColumns) {
    index(Index.index(indexColumns));
  }

  /** Adds an index with attributes, made right after the table as a step of its own. */
  public void index(Index index) {
    String indexName = index.nameOn(name);
    Check.that(
        indexes.stream().noneMatch(other -> other.nameOn(name).equals(indexName)),
        "table '%s' – it has two indexes '%s': give one of them another name with named(…)",
        name,
        indexName);
    indexes.add(index);
  }

  /** Explains the table to whoever reads the database; a step of its own, after the table. */
  public void comment(String text) {
    comment = text;
  }

  /**
   * Takes a table for this one that is there already, under this name and with these columns, their
   * types, and these constraints. If it has others it is refused, so that no other table is hidden.
   * Defaults, comments and {@code NOT NULL} are not compared. It cannot have indexes then, which
   * would be made a second time.
   */
  public void ifNotExists() {
    ifNotExists = true;
  }

  /** Whether a table that is there already will do. */
  public boolean isIfNotExists() {
    return ifNotExists;
  }

  /** The table as it is to be created. Several columns marked as primary key make one together. */
  public Table table() {
    Check.that(
        !ifNotExists || indexes.isEmpty(),
        "createTable '%s' – with ifNotExists() its indexes could be there already: add them by"
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
    return new Table(name, columns, all);
  }

  /** The indexes that are made after the table. */
  public List<Index> indexes() {
    return Collections.unmodifiableList(indexes);
  }

  /** The comment, if there is one. */
  public Optional<String> comment() {
    return Optional.ofNullable(comment);
  }
}
