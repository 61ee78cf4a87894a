package dev.switchback.mysql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds the clauses to a change of a table that tell the server what it must not do for it. */
final class OnlineClauses {

  /** MariaDB has no such clauses for {@code DROP INDEX}. */
  private static final Pattern DROP_INDEX = Pattern.compile("DROP INDEX (`(?:[^`]|``)*`) ON (.*)");

  private OnlineClauses() {}

  /** Returns the statement with {@code clauses}. An index is dropped by {@code ALTER TABLE}. */
  static String added(String sql, List<String> clauses) {
    Matcher dropped = DROP_INDEX.matcher(sql);
    String change =
        dropped.matches()
            ? "ALTER TABLE " + dropped.group(2) + " DROP INDEX " + dropped.group(1)
            : sql;
    String separator = change.startsWith("ALTER TABLE ") ? ", " : " "; // CREATE INDEX
    return change + separator + String.join(separator, clauses);
  }
}
