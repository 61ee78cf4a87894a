package dev.switchback.mysql;

import dev.switchback.schema.DataType;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the values that a change of type would alter without an error, although the session is in
 * strict mode: MySQL rounds '1.5' to a whole number, MySQL and MariaDB cut the time off a date, and
 * a BOOLEAN keeps every small number (seen on MySQL 8.0.15 and MariaDB 11.4).
 */
final class LossyConversion {

  private static final Pattern TEXT = Pattern.compile("(?i)(var)?char\\b.*|\\w*text\\b.*");

  /** Matches a whole number, except a column that is a BOOLEAN already. */
  private static final Pattern WHOLE_NUMBER =
      Pattern.compile("(?i)(?!tinyint\\(1\\))(?:tiny|small|medium|big)?int\\b.*");

  private LossyConversion() {}

  /**
   * Returns the condition that such values meet. Empty if there are none.
   *
   * @param definition the present definition of the column
   * @param column its name, quoted
   */
  static Optional<String> of(String definition, DataType after, String column) {
    if (TEXT.matcher(definition).matches()) {
      if (after instanceof DataType.WholeNumber) {
        return Optional.of(column + " NOT REGEXP '^[[:space:]]*[-+]?[0-9]+[[:space:]]*$'");
      } else if (after instanceof DataType.Date) {
        return Optional.of(column + " REGEXP ':'");
      } else if (after instanceof DataType.Timestamp) { // MySQL 8.0.19 uses the zone of the session
        return Optional.of(column + " REGEXP ':[0-9]{2}.*(Z|[-+][0-9]{2}(:?[0-9]{2})?)$'");
      } else if (after instanceof DataType.Uuid type && !type.isBinary()) {
        return Optional.of(
            column + " NOT REGEXP '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'");
      }
    }
    return after instanceof DataType.Bool && WHOLE_NUMBER.matcher(definition).matches()
        ? Optional.of(column + " NOT IN (0, 1)")
        : Optional.empty();
  }
}
