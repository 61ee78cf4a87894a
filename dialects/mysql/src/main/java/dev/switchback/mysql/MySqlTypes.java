package dev.switchback.mysql;

import dev.switchback.dialect.StandardTypes;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.schema.DataType;
import java.util.function.UnaryOperator;

/** The types of MySQL that have another name than in standard SQL. */
class MySqlTypes extends StandardTypes {

  /** In characters; more are refused in a strict mode, and cut off in others. */
  private static final int LONGEST_VALUE = 255;

  private final String database;

  MySqlTypes(String database, UnaryOperator<String> quoteText) {
    super(quoteText);
    this.database = database;
  }

  /** The server would take away the last spaces of a value and say nothing. */
  @Override
  public String enumeration(DataType.Enumeration type) {
    for (String value : type.values()) {
      if (value.endsWith(" ")) {
        throw new UnsupportedByDialectException(
            database,
            "keep the value '" + value + "' of an enumeration, which ends with a space",
            "Write it without, or use string(…)");
      }
      if (value.codePointCount(0, value.length()) > LONGEST_VALUE) {
        throw new UnsupportedByDialectException(
            database,
            "keep a value of an enumeration with more than " + LONGEST_VALUE + " characters",
            "Write a shorter one, or use string(…)");
      }
    }
    return super.enumeration(type);
  }

  /** As {@code UUID()} writes it; upper and lower case are the same. */
  @Override
  public String uuid(DataType.Uuid type) {
    return "CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci";
  }

  /** {@code TEXT} ends at 64 KiB. */
  @Override
  public String text(DataType.Text type) {
    return "LONGTEXT";
  }

  /** {@code TIMESTAMP} ends in 2038 and is shown in the time zone of the session. */
  @Override
  public String timestamp(DataType.Timestamp type) {
    return "DATETIME(6)";
  }
}
