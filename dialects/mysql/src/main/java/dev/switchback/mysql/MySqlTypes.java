package dev.switchback.mysql;

import dev.switchback.dialect.StandardTypes;
import dev.switchback.schema.DataType;
import java.util.function.UnaryOperator;

/** The types that MySQL names differently from standard SQL. */
class MySqlTypes extends StandardTypes {

  /**
   * The longest enum value in characters. Strict mode refuses a longer one; other modes truncate
   * it.
   */
  private static final int LONGEST_VALUE = 255;

  /** The longest VARCHAR in characters of four bytes: a row has at most 65,535 bytes. */
  private static final int LONGEST_STRING = 16_383;

  private static final int LONGEST_FIXED = 255;

  /**
   * The longest VARBINARY in bytes. The row also stores two bytes of length, and one for {@code
   * NULL}.
   */
  private static final int LONGEST_BINARY = 65_532;

  private static final int MOST_DIGITS = 65;

  MySqlTypes(String database, UnaryOperator<String> quoteText) {
    super(database, quoteText);
  }

  /**
   * Refuses values that the server would change. It silently removes trailing spaces. Its catalogue
   * shows a character beyond U+FFFF as a question mark, which a change of the column would write
   * back.
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
                + " a different character",
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

  /** Returns a type for the form that {@code UUID()} returns. Upper and lower case are equal. */
  @Override
  public String uuid(DataType.Uuid type) {
    return type.isBinary() ? "BINARY(16)" : "CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci";
  }

  /** Returns LONGTEXT, because {@code TEXT} is limited to 64 KiB. */
  @Override
  public String text(DataType.Text type) {
    return "LONGTEXT";
  }

  /**
   * Returns DATETIME, because {@code TIMESTAMP} ends in 2038 and is shown in the time zone of the
   * session.
   */
  @Override
  public String timestamp(DataType.Timestamp type) {
    return "DATETIME" + seconds(type.precision());
  }

  /** Returns the precision, or an empty string for whole seconds, as in the catalogue. */
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
   * Returns DOUBLE, which {@code REAL} means here. A {@code FLOAT} is shown with six digits, to
   * drivers too. The server does not read the largest FLOAT from decimal digits (seen on MySQL
   * 8.0.15 and MariaDB 11.4).
   */
  @Override
  public String real(DataType.Real type) {
    return "DOUBLE";
  }

  @Override
  public String doublePrecision(DataType.DoublePrecision type) {
    return "DOUBLE";
  }

  /** Returns the maximum number of decimal places. */
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
   * Refuses the type. Case-insensitive collations also ignore other differences: {@code ß} equals
   * {@code ss}, and mostly {@code e} equals {@code é}.
   */
  @Override
  public String caseInsensitiveText(DataType.CaseInsensitiveText type) {
    throw unsupported(
        "make a column of citext(), which ignores only the case of letters",
        "Use text() with a suitable collation: text().collate(…)");
  }

  /** Returns LONGBLOB, because {@code BLOB} is limited to 64 KiB. */
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
    throw unsupported("make a column of " + type.describe(), "Use json(), or a separate table");
  }
}
