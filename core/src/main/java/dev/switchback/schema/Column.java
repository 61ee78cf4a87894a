package dev.switchback.schema;

import java.util.ArrayList;
import java.util.List;

/** A column of a table: a name and a definition. */
public record Column(String name, ColumnDefinition definition) {

  public Column {
    Check.that(
        definition.position().flatMap(ColumnPosition::after).filter(name::equals).isEmpty(),
        "column '%s' – it cannot be after itself: name another column",
        name);
  }

  /** Returns the constraints on {@code table} that the definition of this column contains. */
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
                    in(
                        target.schema(),
                        Constraint.ForeignKey.of(
                            table,
                            columns,
                            target.table(),
                            List.of(target.column()),
                            target.onDelete(),
                            target.onUpdate()))));
    return constraints;
  }

  private static Constraint in(String schema, Constraint.ForeignKey key) {
    return schema.isEmpty() ? key : key.inSchema(schema);
  }
}
