package dev.switchback.dialect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a column holds, as far as it decides what becomes of a value. Drivers and servers convert
 * values between these kinds, and each of them does so in its own way.
 */
enum ColumnKind {
  TEXT("a String"),
  WHOLE_NUMBER("a whole number"),
  NUMBER("a number"),
  BOOLEAN("a Boolean"),
  DATE("a LocalDate"),
  TIME("a LocalTime"),
  MOMENT("an Instant"),
  LOCAL_MOMENT("a LocalDateTime or an Instant"),
  DOCUMENT("a JSON document, as a String"),
  BYTES("a byte[]"),
  SIXTEEN_BYTES("a UUID or a byte[]"),
  ENUMERATION("one of its values, as a String"),
  UUID("a UUID"),
  ARRAY("a List"),
  /** It is not known, and the server decides. */
  OTHER("");

  private static final Pattern WHOLE = Pattern.compile("\\s*[-+]?\\d+\\s*");

  private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");

  private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");

  private final String remedy;

  ColumnKind(String remedy) {
    this.remedy = remedy;
  }

  /** What to give in place of a value that does not fit. */
  String remedy() {
    return remedy;
  }

  /** The kind of a column whose type the catalogue shows as {@code type}. */
  static ColumnKind of(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    if (name.endsWith("]") || name.contains(" array")) {
      return ARRAY;
    }
    if (name.contains("enum(")) {
      return ENUMERATION;
    }
    if (name.startsWith("tinyint(1)")) {
      return BOOLEAN;
    }
    if (name.equals("binary(16)")) {
      return SIXTEEN_BYTES;
    }
    boolean hasZone = name.endsWith("with time zone");
    return switch (name.replaceFirst("[( ].*", "")) {
      case "char", "character", "bpchar", "varchar", "text", "citext" -> TEXT;
      case "tinytext", "mediumtext", "longtext" -> TEXT;
      case "tinyint", "smallint", "mediumint", "int", "integer", "bigint" -> WHOLE_NUMBER;
      case "decimal", "numeric", "real", "float", "double" -> NUMBER;
      case "boolean" -> BOOLEAN;
      case "date" -> DATE;
      case "time" -> hasZone ? OTHER : TIME;
      case "timestamp" -> hasZone ? MOMENT : LOCAL_MOMENT;
      case "datetime" -> LOCAL_MOMENT;
      case "json", "jsonb" -> DOCUMENT;
      case "binary", "varbinary", "bytea" -> BYTES;
      case "blob", "tinyblob", "mediumblob", "longblob" -> BYTES;
      case "uuid" -> UUID;
      default -> OTHER;
    };
  }

  /** The words of H2 and PostgreSQL for true and false; any other text is left alone. */
  static Object truth(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return TRUE.contains(word) ? (Object) true : FALSE.contains(word) ? (Object) false : text;
  }

  /** Whether {@code value} becomes the same on every database, or is refused by the server. */
  boolean fits(Object value) {
    return switch (this) {
      case TEXT -> value instanceof String || isExact(value) || isUuid(value) || isDate(value);
      case WHOLE_NUMBER -> isExact(value) || isWhole(value);
      case NUMBER -> value instanceof Number || value instanceof String;
      case BOOLEAN -> value instanceof Boolean;
      case DATE -> isDate(value) || (value instanceof String text && !text.contains(":"));
      case TIME ->
          value instanceof LocalTime
              || (value instanceof String text && text.contains(":") && !Moments.isDay(text));
      case MOMENT, LOCAL_MOMENT ->
          value instanceof Instant || value instanceof LocalDateTime || value instanceof String;
      case DOCUMENT -> value instanceof String;
      case BYTES -> isBytes(value);
      case SIXTEEN_BYTES -> isBytes(value) || isUuid(value);
      case ENUMERATION -> value instanceof String text && !text.endsWith(" ");
      case UUID -> isUuid(value) || value instanceof String;
      case ARRAY -> value instanceof List;
      case OTHER -> true;
    };
  }

  /** PostgreSQL takes a backslash in a text for the beginning of a byte. */
  private static boolean isBytes(Object value) {
    return value instanceof byte[] || (value instanceof String text && text.indexOf('\\') < 0);
  }

  private static boolean isUuid(Object value) {
    return value instanceof java.util.UUID;
  }

  private static boolean isDate(Object value) {
    return value instanceof LocalDate;
  }

  private static boolean isExact(Object value) {
    return value instanceof Number && !(value instanceof Double);
  }

  /** Half of a number is rounded to the even one on PostgreSQL, and away from zero elsewhere. */
  private static boolean isWhole(Object value) {
    return value instanceof Double number
        ? number == Math.rint(number)
        : value instanceof String text && WHOLE.matcher(text).matches();
  }
}
