package dev.switchback.dialect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts dates and times to what a column stores: rounded half up to its digits, and in UTC. The
 * result does not depend on the server or its session.
 */
final class Moments {

  private static final Pattern DIGITS = Pattern.compile("\\((\\d)\\)");

  private static final String OF_DAY = "\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?";

  private static final Pattern TIME = Pattern.compile(OF_DAY);

  private static final Pattern DAY =
      Pattern.compile(
          "(?<day>\\d{4}-\\d\\d-\\d\\d)(?:[ Tt](?<time>"
              + OF_DAY
              + ") ?(?<offset>[Zz]|[-+]\\d\\d(?::?\\d\\d)?)?)?");

  private Moments() {}

  /** Returns the number of fractional digits of a second that {@code type} has. */
  static int digits(String type, int ifNotSaid) {
    Matcher matcher = DIGITS.matcher(type);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : ifNotSaid;
  }

  /** Returns whether {@code text} is a date, with or without a time. */
  static boolean isDay(String text) {
    return DAY.matcher(text).matches();
  }

  /** Returns whether {@code text} is a date or a time. */
  static boolean isMoment(String text) {
    return isDay(text) || TIME.matcher(text).matches();
  }

  /**
   * Returns the {@link LocalTime} that {@code text} represents, or {@code text} itself if it is not
   * a time.
   */
  static Object time(String text) {
    try {
      return TIME.matcher(text).matches() ? LocalTime.parse(text) : text;
    } catch (DateTimeException e) {
      return text; // which the server rejects
    }
  }

  /**
   * Returns the {@link Instant} or {@link LocalDateTime} that {@code text} represents, or {@code
   * text} itself.
   */
  static Object moment(String text) {
    Matcher matcher = DAY.matcher(text);
    try {
      return matcher.matches()
          ? moment(matcher.group("day"), matcher.group("time"), matcher.group("offset"))
          : text;
    } catch (DateTimeException e) {
      return text; // which the server rejects
    }
  }

  private static Object moment(String day, @Nullable String time, @Nullable String offset) {
    LocalTime atTime = time == null ? LocalTime.MIDNIGHT : LocalTime.parse(time);
    LocalDateTime local = LocalDate.parse(day).atTime(atTime);
    return offset == null ? local : local.toInstant(ZoneOffset.of(offset.toUpperCase(Locale.ROOT)));
  }

  /**
   * Returns a date or time rounded to {@code digits} of a second, and any other value unchanged.
   */
  static Object rounded(Object value, int digits) {
    if (value instanceof Instant instant) {
      long nanos = roundedNanos(instant.get(ChronoField.NANO_OF_SECOND), digits);
      return instant.truncatedTo(ChronoUnit.SECONDS).plusNanos(nanos);
    }
    if (value instanceof LocalDateTime moment) {
      return rounded(moment, digits);
    }
    return value instanceof LocalTime time ? rounded(time, digits) : value;
  }

  private static LocalDateTime rounded(LocalDateTime moment, int digits) {
    long nanos = roundedNanos(moment.get(ChronoField.NANO_OF_SECOND), digits);
    return moment.truncatedTo(ChronoUnit.SECONDS).plusNanos(nanos);
  }

  /** Returns at most the last time of the day, because servers would round up to 24:00 or 00:00. */
  private static LocalTime rounded(LocalTime time, int digits) {
    LocalTime second = time.truncatedTo(ChronoUnit.SECONDS);
    LocalTime rounded =
        second.plusNanos(roundedNanos(time.get(ChronoField.NANO_OF_SECOND), digits));
    long unit = unit(digits);
    return rounded.isBefore(second)
        ? LocalTime.ofNanoOfDay(ChronoUnit.DAYS.getDuration().toNanos() - unit)
        : rounded;
  }

  private static long roundedNanos(long nanos, int digits) {
    long unit = unit(digits);
    return (nanos + unit / 2) / unit * unit;
  }

  private static long unit(int digits) {
    long unit = 1;
    for (int i = digits; i < 9; i++) {
      unit *= 10;
    }
    return unit;
  }
}
