package dev.switchback.mysql;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The rules by which the servers compare a value with a column of another type. Both become
 * floating-point numbers, and a text that does not begin with a digit becomes 0. Such a condition
 * would match unintended rows.
 */
final class Comparison {

  private static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*");

  private static final Set<String> TEXTS =
      Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

  private static final Set<String> NUMBERS =
      Set.of(
          "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit");

  private static final Set<String> TIMES = Set.of("date", "time", "datetime", "timestamp");

  private Comparison() {}

  /**
   * Returns whether a column equals a value only if it has exactly that value.
   *
   * @param type of the column as in the catalogue; may be unknown
   */
  static boolean isExact(String type, Object value) {
    String name = type.replaceFirst("[( ].*", "");
    boolean isNumber = value instanceof Number || value instanceof Boolean;
    if (TEXTS.contains(name)) {
      return !isNumber && !(value instanceof byte[]);
    }
    if (NUMBERS.contains(name)) {
      return isNumber || (value instanceof String text && NUMBER.matcher(text).matches());
    }
    if (name.endsWith("binary") || name.endsWith("blob")) {
      return !isNumber && (!(value instanceof UUID) || type.equals("binary(16)"));
    }
    return !TIMES.contains(name) || !(isNumber || value instanceof byte[]);
  }
}
