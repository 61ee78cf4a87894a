package dev.switchback.dialect;

import dev.switchback.schema.Bytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes identifiers and values as the SQL text of one database. A dialect overrides what its
 * database writes differently.
 */
public abstract class SqlText {

  /** Constructor for dialects. */
  protected SqlText() {}

  /** Returns the database's name as its vendor spells it, for messages. */
  protected abstract String database();

  /**
   * Holds the formatters in a separate class: creating them is slow, and a start with nothing
   * pending needs none.
   */
  private static final class Formats {

    static final DateTimeFormatter UTC_MICROSECONDS =
        new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static final DateTimeFormatter TIME_MICROSECONDS =
        new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
            .toFormatter(Locale.ROOT);
  }

  /** Returns the names of columns, quoted and in parentheses. */
  protected final String columns(Collection<String> names) {
    return names.stream().map(this::quote).collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * Returns the name as an identifier of this database.
   *
   * @throws IllegalArgumentException if the database cannot keep this name
   */
  public String quote(String identifier) {
    refuse(identifier.isEmpty(), identifier, "it is empty");
    refuse(identifier.indexOf('\0') >= 0, identifier, "it contains the character NUL");
    refuse(hasHalfOfPair(identifier), identifier, "it contains half of a surrogate pair");
    refuseUnfit(identifier);
    String quote = identifierQuote();
    return quote + identifier.replace(quote, quote + quote) + quote;
  }

  /**
   * Returns the name of a table, a view, an index or a type as an identifier, with its schema if
   * that is not the current one.
   */
  public final String object(String name) {
    return qualifier() + quote(name);
  }

  /** Returns the quoted schema and a dot. Empty for the current schema. */
  protected abstract String qualifier();

  /**
   * Returns whether {@code text} has an unpaired surrogate. A driver would send another character
   * instead.
   */
  private static boolean hasHalfOfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return false;
  }

  /** Returns the character that encloses identifiers, and is doubled within them. */
  protected String identifierQuote() {
    return "\"";
  }

  /** Rejects a name that the database would truncate, change or reject. */
  protected abstract void refuseUnfit(String identifier);

  /** Rejects {@code identifier} if it is longer than {@code longest}. */
  protected final void refuseLonger(String identifier, int length, int longest, String unit) {
    if (length > longest) {
      refuse(
          true,
          identifier,
          "it has %d %s, and %d is the limit. Shorten it. Name an index or a constraint by named(…)"
              .formatted(length, unit, longest));
    }
  }

  /** Rejects {@code identifier} with the reason, if {@code wrong}. */
  protected final void refuse(boolean wrong, String identifier, String reason) {
    if (wrong) {
      throw new IllegalArgumentException(
          "Name '"
              + identifier.replace('\0', '␀')
              + "' – "
              + database()
              + " cannot keep it: "
              + reason);
    }
  }

  /** Returns a value as a literal. */
  protected String literal(Object value) {
    if (value instanceof Float || value instanceof Double) {
      return approximate(value.toString());
    }
    if (value instanceof Boolean || value instanceof Number) {
      return value instanceof Boolean ? value.toString().toUpperCase(Locale.ROOT) : number(value);
    }
    if (value instanceof Instant instant) {
      return timestamp(Formats.UTC_MICROSECONDS.format(instant));
    }
    if (value instanceof LocalDate date) {
      return date(date.toString());
    }
    if (value instanceof LocalTime time) {
      return time(Formats.TIME_MICROSECONDS.format(time));
    }
    if (value instanceof LocalDateTime time) {
      return localTimestamp(Formats.UTC_MICROSECONDS.format(time));
    }
    if (value instanceof Bytes bytes) {
      return binary(bytes.toString());
    }
    return string(value.toString());
  }

  private static String number(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  /** Returns the literal of a point in time, given as {@code 2025-01-31 12:00:00.000000} in UTC. */
  protected String timestamp(String utc) {
    return "TIMESTAMP WITH TIME ZONE " + string(utc + "+00:00");
  }

  /** Returns the literal of a date, given as {@code 2025-01-31}. */
  protected String date(String day) {
    return "DATE " + string(day);
  }

  /** Returns the literal of a time of day, given as {@code 12:00:00.000000}. */
  protected String time(String time) {
    return "TIME " + string(time);
  }

  /** Returns the literal of a local date and time, given as {@code 2025-01-31 12:00:00.000000}. */
  protected String localTimestamp(String time) {
    return "TIMESTAMP " + string(time);
  }

  /** Returns the literal of bytes, given as hexadecimal digits. */
  protected String binary(String digits) {
    return "X'" + digits + "'";
  }

  /**
   * Returns the literal of a floating-point number, given as Java writes it. Written as a string
   * literal, so that the column's type parses it. A numeric literal would be a decimal first, which
   * has no {@code NaN}, {@code Infinity} or {@code -0.0}.
   */
  protected String approximate(String number) {
    return string(number);
  }

  /** Returns a string literal between single quotes. Single quotes within it are doubled. */
  protected String string(String text) {
    refuse(text.indexOf('\0') >= 0, text, "a text cannot contain the character NUL");
    refuse(hasHalfOfPair(text), text, "a text cannot contain half of a surrogate pair");
    return "'" + text.replace("'", "''") + "'";
  }
}
