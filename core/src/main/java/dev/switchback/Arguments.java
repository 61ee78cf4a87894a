package dev.switchback;

import org.jspecify.annotations.Nullable;

/** Checks arguments of public methods. */
final class Arguments {

  private Arguments() {}

  static <T> T given(@Nullable T argument, String what, String method) {
    if (argument == null) {
      throw none(what, method);
    }
    return argument;
  }

  static String notBlank(@Nullable String argument, String what, String method) {
    if (argument == null || argument.isBlank()) {
      throw none(what, method);
    }
    return argument;
  }

  private static ConfigurationException none(String what, String method) {
    return new ConfigurationException(
        "No %s – %s(…) was called without one. Nothing was run. Pass one, or leave out the call."
            .formatted(what, method));
  }
}
