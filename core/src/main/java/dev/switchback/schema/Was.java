package dev.switchback.schema;

/**
 * What something was before it is removed or changed, for the way back: {@code
 * removeColumn("rooms", "topic", was(string(200)))}.
 *
 * @param value what it was, in the words in which it would be made
 */
public record Was<T>(T value) {

  /** What it was. */
  public static <T> Was<T> was(T value) {
    return new Was<>(value);
  }
}
