package dev.switchback.schema;

import java.util.HashSet;
import java.util.List;

/** Lists of columns, as indexes and constraints have them. */
final class Columns {

  private Columns() {}

  /** An immutable copy of {@code columns}, which are at least one, and none of them twice. */
  static List<String> checked(String subject, List<String> columns) {
    Check.that(!columns.isEmpty(), "%s – it has no columns: name at least one", subject);
    Check.that(
        new HashSet<>(columns).size() == columns.size(),
        "%s – a column stands twice in %s",
        subject,
        columns);
    return List.copyOf(columns);
  }

  /** What the usual names of indexes and constraints begin with, the same on every database. */
  static String name(String table, List<String> columns) {
    return table + "_" + String.join("_", columns);
  }
}
