package dev.switchback.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as the server describes it.
 *
 * @param columns in the order of the table
 * @param constraints sorted by name
 * @param indexes sorted by name, including those of constraints
 * @param extra further attributes, such as {@code ENGINE=InnoDB}; often empty
 */
public record TableDescription(
    String name,
    @Nullable String commentOrNull,
    List<ColumnDescription> columns,
    List<ConstraintDescription> constraints,
    List<IndexDescription> indexes,
    String extra) {

  public TableDescription {
    columns = List.copyOf(columns);
    constraints =
        constraints.stream().sorted(Comparator.comparing(ConstraintDescription::name)).toList();
    indexes = indexes.stream().sorted(Comparator.comparing(IndexDescription::name)).toList();
  }

  /** Returns the comment, if there is one. */
  public Optional<String> comment() {
    return Optional.ofNullable(commentOrNull);
  }

  /** Returns the column of this name, if there is one. */
  public Optional<ColumnDescription> column(String column) {
    return columns.stream().filter(each -> each.name().equals(column)).findFirst();
  }
}
