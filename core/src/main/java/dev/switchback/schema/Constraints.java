package dev.switchback.schema;

import java.util.List;

/**
 * The constraints, to be imported statically: {@code import static
 * dev.switchback.schema.Constraints.*}.
 *
 * <pre>{@code
 * db.addConstraint("rooms", unique("name", "kind"));
 * db.addConstraint("rooms", check("positive_size", "size > 0"));
 * db.addConstraint("rooms", foreignKey("owner_id").references("users", "id").onDelete(CASCADE));
 * }</pre>
 *
 * <p>Each has a usual name, the same on every database, which {@code named(…)} replaces. Only a
 * check has none, because nobody but the database reads its condition.
 */
public final class Constraints {

  private Constraints() {}

  /** Allows each combination of values in {@code columns} once; named {@code table_columns_uk}. */
  public static Constraint.Unique unique(String... columns) {
    return new Constraint.Unique("", List.of(columns));
  }

  /**
   * Makes {@code columns} together the primary key; named {@code table_pk}. MySQL and MariaDB keep
   * no name of a primary key: there, {@code table_pk} removes it, whatever name it was given.
   */
  public static Constraint.PrimaryKey primaryKey(String... columns) {
    return new Constraint.PrimaryKey("", List.of(columns));
  }

  /** Begins a foreign key over {@code columns}; named {@code table_columns_fk}. */
  public static ForeignKeyColumns foreignKey(String... columns) {
    return new ForeignKeyColumns(List.of(columns));
  }

  /**
   * Refuses rows that break {@code sql}, a condition in the database's own SQL, which is passed on
   * as it is. MySQL before 8.0.16 would read it and forget it, and is refused therefore.
   */
  public static Constraint.Check check(String name, String sql) {
    return new Constraint.Check(name, sql);
  }

  /** The columns of a foreign key that does not know yet what it refers to. */
  public record ForeignKeyColumns(List<String> columns) {

    public ForeignKeyColumns {
      columns = Columns.checked("foreign key", columns);
    }

    /** Makes them refer to as many columns of {@code table}, in the same order. */
    public Constraint.ForeignKey references(String table, String... referencedColumns) {
      return new Constraint.ForeignKey(
          "",
          columns,
          table,
          List.of(referencedColumns),
          ReferentialAction.NO_ACTION,
          ReferentialAction.NO_ACTION);
    }
  }
}
