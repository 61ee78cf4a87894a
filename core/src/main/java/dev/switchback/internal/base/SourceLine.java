package dev.switchback.internal.base;

import java.util.Optional;
import java.util.stream.Stream;

/** Finds the line of a user's class that caused a failure. */
public final class SourceLine {

  private SourceLine() {}

  /** Returns the line of {@code type} or of its lambdas: {@code M2025….java:12}. */
  public static Optional<String> of(Class<?> type, Throwable error) {
    return Stream.of(error.getStackTrace())
        .filter(frame -> frame.getFileName() != null)
        .filter(
            frame ->
                frame.getClassName().equals(type.getName())
                    || frame.getClassName().startsWith(type.getName() + "$"))
        .findFirst()
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber());
  }
}
