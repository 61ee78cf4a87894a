package dev.switchback.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table to create.
 *
 * @param constraints all constraints, including those that columns declare ({@code primaryKey()},
 *     {@code unique()}, {@code references(…)})
 * @param options the options of the database, sorted by their names
 */
public record Table(
    String name, List<Column> columns, List<Constraint> constraints, List<TableOption> options) {

  /** Creates a table with the options that the database gives to a table. */
  public Table(String name, List<Column> columns, List<Constraint> constraints) {
    this(name, columns, constraints, List.of());
  }

  public Table {
    columns = List.copyOf(columns);
    constraints = on(name, constraints);
    options = TableOption.sorted(name, options);
    Check.that(!columns.isEmpty(), "table '%s' – it has no columns: add at least one", name);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      Check.that(
          names.add(column.name()), "table '%s' – it has two columns '%s'", name, column.name());
    }
    int primaryKeys = 0;
    for (Constraint constraint : constraints) {
      primaryKeys += constraint instanceof Constraint.PrimaryKey ? 1 : 0;
      for (String column : constraint.columns()) {
        Check.that(
            names.contains(column),
            "table '%s' – its %s names a column '%s', which it does not have",
            name,
            constraint.describe(),
            column);
      }
    }
    Check.that(primaryKeys <= 1, "table '%s' – it has two primary keys", name);
    refuseTwice(name, constraints);
    refuseNotNew(name, constraints);
    refuseNullableKey(name, columns, constraints);
    refuseNullInKey(name, columns, constraints);
  }

  private static List<Constraint> on(String table, List<Constraint> constraints) {
    List<Constraint> named = new ArrayList<>();
    for (Constraint constraint : constraints) {
      named.add(constraint.on(table));
    }
    return List.copyOf(named);
  }

  /** Refuses what needs rows or an index, which a new table does not have. */
  private static void refuseNotNew(String table, List<Constraint> constraints) {
    for (Constraint constraint : constraints) {
      Check.that(
          !constraint.isNotValid(),
          "table '%s' – its %s is notValid(), and a new table has no rows to check: leave out"
              + " notValid()",
          table,
          constraint.describe());
      Check.that(
          constraint.usedIndex().isEmpty(),
          "table '%s' – its %s is usingIndex(…), and a new table has no index yet: leave out"
              + " usingIndex(…)",
          table,
          constraint.describe());
    }
  }

  /**
   * Refuses {@code nullable()} in a primary key: every database would make the column {@code NOT
   * NULL} without a message.
   */
  private static void refuseNullableKey(String table, List<Column> columns, List<Constraint> all) {
    for (Constraint constraint : all) {
      for (Column column : columns) {
        Check.that(
            !(constraint instanceof Constraint.PrimaryKey)
                || !constraint.columns().contains(column.name())
                || column.definition().nullability() != ColumnDefinition.Nullability.NULLABLE,
            "table '%s' – its %s is over column '%s', which is nullable(): leave that out",
            table,
            constraint.describe(),
            column.name());
      }
    }
  }

  /**
   * Refuses {@code SET_NULL} on a column that refuses {@code NULL}. PostgreSQL would create the
   * foreign key, and later refuse each delete.
   */
  private static void refuseNullInKey(String table, List<Column> columns, List<Constraint> all) {
    for (Constraint constraint : all) {
      if (constraint instanceof Constraint.ForeignKey key && key.setsNull()) {
        for (Column column : columns) {
          Check.that(
              column.definition().isNullable() || !key.columns().contains(column.name()),
              "table '%s' – its %s cannot be SET_NULL, because column '%s' refuses NULL",
              table,
              key.describe(),
              column.name());
        }
      }
    }
  }

  /**
   * Refuses two unique constraints on the same columns, because one of them only makes inserts
   * slower. Refuses a unique constraint on the columns of the primary key, which PostgreSQL would
   * omit without a message.
   */
  private static void refuseTwice(String table, List<Constraint> constraints) {
    Set<List<String>> unique = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Constraint constraint : constraints) {
      Check.that(
          !(constraint instanceof Constraint.PrimaryKey)
              || constraints.stream()
                  .noneMatch(
                      other ->
                          other instanceof Constraint.Unique
                              && other.columns().equals(constraint.columns())),
          "table '%s' – it has a primary key and a unique constraint over %s: leave out the unique"
              + " constraint",
          table,
          constraint.columns());
      Check.that(
          !(constraint instanceof Constraint.Unique) || unique.add(constraint.columns()),
          "table '%s' – it has two unique constraints over %s: leave one of them out",
          table,
          constraint.columns());
      Check.that(
          names.add(constraint.name()),
          "table '%s' – it has two constraints '%s': give one of them another name with named(…)",
          table,
          constraint.name());
    }
  }
}
