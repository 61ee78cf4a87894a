package dev.switchback.schema;

import java.util.Comparator;
import java.util.List;

/**
 * A view as the server describes it.
 *
 * @param sql its query in the syntax of the server, which differs from the original: names are
 *     qualified and quoted. Empty if the user does not have the privilege to read it
 * @param columns the names of its columns, in order
 * @param isMaterialized whether it is a materialized view, which stores its rows until it is
 *     refreshed
 * @param indexes the indexes of a materialized view
 * @param extra further attributes, such as {@code CHECK OPTION CASCADED}; often empty
 */
public record ViewDescription(
    String name,
    String sql,
    List<String> columns,
    boolean isMaterialized,
    List<IndexDescription> indexes,
    String extra) {

  public ViewDescription {
    columns = List.copyOf(columns);
    indexes = indexes.stream().sorted(Comparator.comparing(IndexDescription::name)).toList();
  }
}
