package dev.switchback.schema;

/**
 * The definition of something before it is removed or changed, for its undo: {@code
 * removeColumn("rooms", "topic", previously(string(200)))}.
 *
 * @param value the previous definition, as a migration would create it
 */
public record Previous<T>(T value) {

  /** Returns the previous definition. */
  public static <T> Previous<T> previously(T value) {
    return new Previous<>(value);
  }
}
