package dev.switchback.schema;

import java.util.ArrayList;
import java.util.List;

/** A column of a table: a definition under a name. */
public record Column(String name, ColumnDefinition definition) {

  /** The constraints that this column brings along to {@code table} by itself. */
  public List<Constraint> constraintsOn(String table) {
    List<String> columns = List.of(name);
    List<Constraint> constraints = new ArrayList<>();
    if (definition.key() == ColumnDefinition.Key.PRIMARY) {
      constraints.add(Constraint.PrimaryKey.of(table, columns));
    }
    if (definition.key() == ColumnDefinition.Key.UNIQUE) {
      constraints.add(Constraint.Unique.of(table, columns));
    }
    definition
        .reference()
        .ifPresent(
            target ->
                constraints.add(
                    Constraint.ForeignKey.of(
                        table,
                        columns,
                        target.table(),
                        List.of(target.column()),
                        target.onDelete(),
                        target.onUpdate())));
    return constraints;
  }
}
