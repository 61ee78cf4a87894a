package dev.switchback.dialect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads the text of a field as a value of its column. There is one way to write each value, so that
 * every database stores the same.
 */
final class CsvValue {

  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,100}");

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,100}(?:\\.[0-9]{1,100})?(?:[eE][-+]?[0-9]{1,3})?");

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})*");

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private CsvValue() {}

  /** Returns the value of a field. Empty if it is not written as {@link #form} says. */
  static Optional<Object> of(ColumnType type, String text) {
    return switch (type.kind()) {
      case TEXT, DOCUMENT, OTHER -> Optional.of(text);
      case ENUMERATION -> Optional.<Object>of(text).filter(type.kind()::fits);
      case WHOLE_NUMBER -> matching(WHOLE, text).map(BigInteger::new);
      case NUMBER -> matching(NUMBER, text).map(number -> number(type, number));
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Optional.of(text.equals("true"))
              : Optional.empty();
      case DATE -> matching(DAY, text).flatMap(CsvValue::day);
      case TIME -> parsed(Moments.time(text));
      case MOMENT, LOCAL_MOMENT -> parsed(Moments.moment(text));
      case BYTES -> bytes(text);
      case SIXTEEN_BYTES -> uuid(text).or(() -> bytes(text));
      case UUID -> uuid(text);
      case ARRAY -> Optional.empty();
    };
  }

  /** Returns how the values of a column are written, for a message. */
  static String form(ColumnType type) {
    return switch (type.kind()) {
      case TEXT, DOCUMENT, OTHER -> "text";
      case ENUMERATION -> "one of its values";
      case WHOLE_NUMBER -> "a whole number in digits: 42";
      case NUMBER -> "a number in digits: 4.25";
      case BOOLEAN -> "true or false";
      case DATE -> "a date: 2025-03-01";
      case TIME -> "a time: 10:11:12";
      case MOMENT, LOCAL_MOMENT -> "a timestamp: 2025-03-01T10:11:12Z";
      case BYTES -> "hexadecimal digits: cafe01";
      case SIXTEEN_BYTES, UUID -> "a UUID with hyphens, in lower case";
      case ARRAY -> "the rows by bulkInsert(…), because the format has no arrays";
    };
  }

  private static Optional<String> matching(Pattern pattern, String text) {
    return Optional.of(text).filter(each -> pattern.matcher(each).matches());
  }

  /** A floating-point column stores the number that is nearest to the decimal one. */
  private static Object number(ColumnType type, String text) {
    String words = type.words().toLowerCase(Locale.ROOT);
    boolean isDecimal = words.startsWith("decimal") || words.startsWith("numeric");
    return isDecimal ? (Object) new BigDecimal(text) : Double.valueOf(text);
  }

  private static Optional<Object> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns what was read as a date or time. A text was not. */
  private static Optional<Object> parsed(Object value) {
    return value instanceof String ? Optional.empty() : Optional.of(value);
  }

  private static Optional<Object> bytes(String text) {
    return matching(HEX, text).map(HexFormat.of()::parseHex);
  }

  private static Optional<Object> uuid(String text) {
    return matching(UUID_TEXT, text).map(UUID::fromString);
  }
}
