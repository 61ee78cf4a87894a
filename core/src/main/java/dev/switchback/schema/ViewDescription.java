package dev.switchback.schema;

import java.util.Comparator;
import java.util.List;

/**
 * A view as the server shows it.
 *
 * @param sql its query in the server's words, which are not those that it was created with: names
 *     are completed and quoted. Empty if this user may not see it
 * @param columns their names, in order
 * @param isMaterialized whether it keeps its rows until it is refreshed
 * @param indexes those of a materialized view
 * @param extra what else the server says of it, such as {@code CHECK OPTION CASCADED}; often empty
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
