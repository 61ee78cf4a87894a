package dev.switchback.schema;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

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

  /**
   * Returns the earlier attributes of a column. In Java, {@link #previously} does the same. Kotlin
   * needs this method to infer the type of the lambda: {@code previousColumn { it.notNull() }}.
   */
  public static Previous<UnaryOperator<ColumnChange>> previousColumn(
      UnaryOperator<ColumnChange> change) {
    return new Previous<>(change);
  }

  /**
   * Returns the definition of a table before it is dropped. In Java, {@link #previously} does the
   * same. Kotlin needs this method to infer the type of the lambda: {@code previousTable {
   * it.column("id", uuid()) }}.
   */
  public static Previous<Consumer<TableDefinition>> previousTable(
      Consumer<TableDefinition> definition) {
    return new Previous<>(definition);
  }

  /**
   * Returns the earlier options of a table. In Java, {@link #previously} does the same. Kotlin
   * needs this method to infer the type of the lambda: {@code previousOptions { it.logged() }}.
   */
  public static Previous<Consumer<TableOptions>> previousOptions(Consumer<TableOptions> options) {
    return new Previous<>(options);
  }
}
