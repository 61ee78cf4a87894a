package dev.switchback.spring.boot;

import org.assertj.core.api.Assertions;

/** Reads the chain of causes of a failed start. */
final class StackTraces {

  private StackTraces() {}

  static <T extends Throwable> T first(Throwable failure, Class<T> type) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (type.isInstance(next)) {
        return type.cast(next);
      }
    }
    return Assertions.fail("no " + type.getSimpleName() + " in the causes", failure);
  }
}
