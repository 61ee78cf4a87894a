package dev.switchback.postgresql;

import dev.switchback.dialect.ConstraintKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The longest name in bytes: NAMEDATALEN - 1. The server truncates a longer name without an error,
 * and shortens the names that it makes itself ({@code makeObjectName} in its source).
 */
final class NameLimit {

  static final int BYTES = 63;

  private NameLimit() {}

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns the name that PostgreSQL gives to the sequence of a column. */
  static String sequence(String table, String column) {
    return made(table, column, "seq");
  }

  /**
   * Returns the name that PostgreSQL makes of a table, columns and a kind. If it is too long, the
   * server shortens the longer one of table and columns.
   *
   * @param columns empty for a name without columns
   */
  static String made(String table, String columns, String kind) {
    String end = "_" + kind;
    int rest = BYTES - bytes(end) - (columns.isEmpty() ? 0 : 1);
    int first = bytes(table);
    int second = bytes(columns);
    while (first + second > rest) {
      if (first > second) {
        first--;
      } else {
        second--;
      }
    }
    String middle = columns.isEmpty() ? "" : "_" + beginning(columns, second);
    return beginning(table, first) + middle + end;
  }

  /** Returns the names that PostgreSQL may give to a constraint or an index without a name. */
  static List<String> byServer(String table, Optional<ConstraintKind> kind, List<String> columns) {
    String joined = String.join("_", columns);
    if (kind.isEmpty()) {
      return List.of(made(table, joined, "idx"));
    }
    return switch (kind.get()) {
      case PRIMARY_KEY -> List.of(made(table, "", "pkey"));
      case UNIQUE -> List.of(made(table, joined, "key"));
      case FOREIGN_KEY -> List.of(made(table, joined, "fkey"));
      case CHECK -> List.of(made(table, joined, "check"));
      case EXCLUSION -> List.of(made(table, joined, "excl"));
      case NOT_NULL -> List.of();
    };
  }

  /** Returns the longest beginning of a text that has at most {@code bytes} bytes. */
  private static String beginning(String text, int bytes) {
    int end = text.length();
    while (bytes(text.substring(0, end)) > bytes) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }
}
