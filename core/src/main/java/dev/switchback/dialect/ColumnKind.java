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
 * The kind of a column's values, as far as it decides how a value is converted. Drivers and servers
 * convert values between these kinds, each in a different way.
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
  /** The kind is not known, and the server decides. */
  OTHER("");

  private static final Pattern WHOLE = Pattern.compile("\\s*[-+]?\\d+\\s*");

  private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");

  private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");

  private final String remedy;

  ColumnKind(String remedy) {
    this.remedy = remedy;
  }

  /** Returns what to pass instead of a value that does not fit. */
  String remedy() {
    return remedy;
  }

  /** Returns the kind of a column whose type the catalogue shows as {@code type}. */
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

  /**
   * Returns the boolean that H2 and PostgreSQL read {@code text} as. Returns any other string
   * unchanged.
   */
  static Object truth(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return TRUE.contains(word) ? (Object) true : FALSE.contains(word) ? (Object) false : text;
  }

  /** Returns whether every database stores {@code value} in the same way, or rejects it. */
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

  /**
   * Rejects a string with a backslash, which PostgreSQL reads as the beginning of an escaped byte.
   */
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

  /**
   * Rejects fractions, because PostgreSQL rounds a half to even and the others round it away from
   * zero.
   */
  private static boolean isWhole(Object value) {
    return value instanceof Double number
        ? number == Math.rint(number)
        : value instanceof String text && WHOLE.matcher(text).matches();
  }
}
