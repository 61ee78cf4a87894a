package dev.switchback.mysql;

import dev.switchback.dialect.StandardTypes;
import dev.switchback.schema.DataType;
import java.util.function.UnaryOperator;

/** The types of MySQL that have another name than in standard SQL. */
class MySqlTypes extends StandardTypes {

  /** In characters; more are refused in a strict mode, and cut off in others. */
  private static final int LONGEST_VALUE = 255;

  /** Of four bytes each, in the 65,535 bytes that a row may have. */
  private static final int LONGEST_STRING = 16_383;

  private static final int LONGEST_FIXED = 255;

  /** In bytes; the row has two more for its length and one for {@code NULL}. */
  private static final int LONGEST_BINARY = 65_532;

  private static final int MOST_DIGITS = 65;

  MySqlTypes(String database, UnaryOperator<String> quoteText) {
    super(database, quoteText);
  }

  /**
   * The server would take away the last spaces of a value and say nothing; and its catalogue shows
   * a question mark for a character beyond U+FFFF, which a change of the column would write.
   */
  @Override
  public String enumeration(DataType.Enumeration type) {
    for (String value : type.values()) {
      if (value.endsWith(" ")) {
        throw unsupported(
            "keep the value '" + value + "' of an enumeration, which ends with a space",
            "Write it without, or use string(…)");
      }
      if (value.codePointCount(0, value.length()) < value.length()) {
        throw unsupported(
            "keep the value '"
                + value
                + "' of an enumeration, which has a character beyond U+FFFF: the server would show"
                + " another one",
            "Write it without, or use string(…)");
      }
      if (value.codePointCount(0, value.length()) > LONGEST_VALUE) {
        throw unsupported(
            "keep a value of an enumeration with more than " + LONGEST_VALUE + " characters",
            "Write a shorter one, or use string(…)");
      }
    }
    return super.enumeration(type);
  }

  /** As {@code UUID()} writes it; upper and lower case are the same. */
  @Override
  public String uuid(DataType.Uuid type) {
    return type.isBinary() ? "BINARY(16)" : "CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci";
  }

  /** {@code TEXT} ends at 64 KiB. */
  @Override
  public String text(DataType.Text type) {
    return "LONGTEXT";
  }

  /** {@code TIMESTAMP} ends in 2038 and is shown in the time zone of the session. */
  @Override
  public String timestamp(DataType.Timestamp type) {
    return "DATETIME" + seconds(type.precision());
  }

  /** The server shows none for whole seconds. */
  private static String seconds(int precision) {
    return precision == 0 ? "" : "(" + precision + ")";
  }

  @Override
  public String time(DataType.Time type) {
    return "TIME" + seconds(type.precision());
  }

  @Override
  public String localTimestamp(DataType.LocalTimestamp type) {
    return "DATETIME" + seconds(type.precision());
  }

  @Override
  public String tinyInt(DataType.TinyInt type) {
    return whole("TINYINT", type);
  }

  @Override
  public String smallInt(DataType.SmallInt type) {
    return whole("SMALLINT", type);
  }

  @Override
  public String integer(DataType.Int type) {
    return whole("INTEGER", type);
  }

  @Override
  public String bigInt(DataType.BigInt type) {
    return whole("BIGINT", type);
  }

  private static String whole(String name, DataType.WholeNumber type) {
    return type.isUnsigned() ? name + " UNSIGNED" : name;
  }

  /**
   * What {@code REAL} means here. A {@code FLOAT} is shown with six digits, to drivers too, and
   * does not take the largest of its numbers in decimal digits (seen on MySQL 8.0.15 and MariaDB
   * 11.4).
   */
  @Override
  public String real(DataType.Real type) {
    return "DOUBLE";
  }

  @Override
  public String doublePrecision(DataType.DoublePrecision type) {
    return "DOUBLE";
  }

  /** How many digits behind the point a decimal may have. */
  int largestScale() {
    return 30;
  }

  @Override
  public String decimal(DataType.Decimal type) {
    refuseOver(MOST_DIGITS, type.precision(), type, "Use a smaller precision, or string(…)");
    refuseOver(largestScale(), type.scale(), type, "Use a smaller scale, or string(…)");
    return super.decimal(type);
  }

  @Override
  public String string(DataType.Varchar type) {
    refuseOver(LONGEST_STRING, type.length(), type, "Use text()");
    return super.string(type);
  }

  @Override
  public String fixedString(DataType.FixedString type) {
    refuseOver(LONGEST_FIXED, type.length(), type, "Use string(…) or text()");
    return super.fixedString(type);
  }

  /**
   * The collations that do not tell letters by their case do not tell others apart either: {@code
   * ß} and {@code ss}, and mostly {@code e} and {@code é}.
   */
  @Override
  public String caseInsensitiveText(DataType.CaseInsensitiveText type) {
    throw unsupported(
        "make a column of citext(), which ignores the case of letters and nothing else",
        "Use text() with a collation that ignores what you want: text().collate(…)");
  }

  /** {@code BLOB} ends at 64 KiB. */
  @Override
  public String binary(DataType.Binary type) {
    return "LONGBLOB";
  }

  @Override
  public String fixedBinary(DataType.FixedBinary type) {
    refuseOver(LONGEST_FIXED, type.length(), type, "Use varBinary(…) or binary()");
    return super.fixedBinary(type);
  }

  @Override
  public String varBinary(DataType.VarBinary type) {
    refuseOver(LONGEST_BINARY, type.length(), type, "Use binary()");
    return super.varBinary(type);
  }

  @Override
  public String array(DataType.ArrayOf type) {
    throw unsupported("make a column of " + type.describe(), "Use json(), or a table of its own");
  }
}
