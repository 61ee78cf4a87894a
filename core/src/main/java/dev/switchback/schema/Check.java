package dev.switchback.schema;

import java.util.Locale;

/** Checks arguments of public methods; each check has a message. */
final class Check {

  private Check() {}

  static void that(boolean holds, String sentence, Object... subjects) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, subjects));
    }
  }
}
