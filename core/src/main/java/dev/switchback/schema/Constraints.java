package dev.switchback.schema;

import java.util.List;

/**
 * Factory methods for constraints, for a static import: {@code import static
 * dev.switchback.schema.Constraints.*}.
 *
 * <pre>{@code
 * db.addConstraint("rooms", unique("name", "kind"));
 * db.addConstraint("rooms", check("positive_size", "size > 0"));
 * db.addConstraint("rooms", foreignKey("owner_id").references("users", "id").onDelete(CASCADE));
 * }</pre>
 *
 * <p>Each constraint has a default name, the same on every database; {@code named(…)} replaces it.
 * A check has no default name, because only the database parses its condition.
 */
public final class Constraints {

  private Constraints() {}

  /** Returns a unique constraint on {@code columns}, named {@code table_columns_uk}. */
  public static Constraint.Unique unique(String... columns) {
    return new Constraint.Unique("", List.of(columns));
  }

  /**
   * Returns a primary key of {@code columns}, named {@code table_pk}. MySQL and MariaDB do not
   * store the name of a primary key: there, {@code table_pk} removes it, whatever its name was.
   */
  public static Constraint.PrimaryKey primaryKey(String... columns) {
    return new Constraint.PrimaryKey("", List.of(columns));
  }

  /** Begins a foreign key on {@code columns}, named {@code table_columns_fk}. */
  public static ForeignKeyColumns foreignKey(String... columns) {
    return new ForeignKeyColumns(List.of(columns));
  }

  /**
   * Returns a check that refuses rows for which {@code sql} is false. The condition is in the
   * database's own SQL, and is sent unchanged. On MySQL before 8.0.16 it is refused, because the
   * server would ignore it.
   */
  public static Constraint.Check check(String name, String sql) {
    return new Constraint.Check(name, sql);
  }

  /** The columns of a foreign key that has no referenced table yet. */
  public record ForeignKeyColumns(List<String> columns) {

    public ForeignKeyColumns {
      columns = Columns.checked("foreign key", columns);
    }

    /** Returns a foreign key to the same number of columns of {@code table}, in the same order. */
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
