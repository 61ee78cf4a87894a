package dev.switchback.schema;

import java.util.HashSet;
import java.util.List;

/** Checks and names the column lists of indexes and constraints. */
final class Columns {

  private Columns() {}

  /** Returns an immutable copy of {@code columns}. Refuses an empty list and duplicates. */
  static List<String> checked(String subject, List<String> columns) {
    Check.that(!columns.isEmpty(), "%s – it has no columns: name at least one", subject);
    Check.that(
        new HashSet<>(columns).size() == columns.size(),
        "%s – a column appears twice in %s",
        subject,
        columns);
    return List.copyOf(columns);
  }

  /**
   * Returns the beginning of the default names of indexes and constraints, the same on every
   * database.
   */
  static String name(String table, List<String> columns) {
    return table + "_" + String.join("_", columns);
  }
}
