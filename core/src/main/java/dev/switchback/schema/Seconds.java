package dev.switchback.schema;

import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/** The precision of a time: the number of fractional digits of its seconds. */
final class Seconds {

  /** Microseconds, the finest precision of all supported databases. */
  static final int FINEST = 6;

  private static final int NANOSECOND = 9;

  private Seconds() {}

  static void check(String type, int precision) {
    Check.that(
        precision >= 0 && precision <= FINEST,
        "%s(%d) – a second has from 0 to 6 digits",
        type,
        precision);
  }

  /** Returns whether {@code time} can be stored with this precision without loss. */
  static boolean fit(TemporalAccessor time, int precision) {
    int unit = 1;
    for (int digit = precision; digit < NANOSECOND; digit++) {
      unit *= 10;
    }
    return time.get(ChronoField.NANO_OF_SECOND) % unit == 0;
  }

  static String describe(String type, int precision) {
    return precision == FINEST ? type + "()" : type + "(" + precision + ")";
  }
}
