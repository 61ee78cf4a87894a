package dev.switchback.postgresql;

import java.nio.charset.StandardCharsets;

/**
 * The longest name in bytes: NAMEDATALEN - 1. The server truncates a longer name without an error.
 */
final class NameLimit {

  static final int BYTES = 63;

  private NameLimit() {}

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Returns the name that PostgreSQL gives to the sequence of a column. If it is too long, the
   * server shortens the longer one of table and column name.
   */
  static String sequence(String table, String column) {
    int first = bytes(table);
    int second = bytes(column);
    while (first + second > BYTES - "__seq".length()) {
      if (first > second) {
        first--;
      } else {
        second--;
      }
    }
    return beginning(table, first) + "_" + beginning(column, second) + "_seq";
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
