package dev.switchback.schema;

import java.util.Locale;

/** Checks of arguments at the public door, each with a sentence. */
final class Check {

  private Check() {}

  static void that(boolean holds, String sentence, Object... subjects) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, subjects));
    }
  }
}
