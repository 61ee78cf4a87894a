package dev.switchback.schema;

/**
 * What something was before it is removed or changed, for the way back: {@code
 * removeColumn("rooms", "topic", previously(string(200)))}.
 *
 * @param value what it was, in the words in which it would be made
 */
public record Previous<T>(T value) {

  /** What it was. */
  public static <T> Previous<T> previously(T value) {
    return new Previous<>(value);
  }
}
