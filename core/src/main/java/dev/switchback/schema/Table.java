package dev.switchback.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table to be created.
 *
 * @param constraints all of them, those that columns bring along ({@code primaryKey()}, {@code
 *     unique()}, {@code references(…)}) included
 */
public record Table(String name, List<Column> columns, List<Constraint> constraints) {

  public Table {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
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
  }
}
