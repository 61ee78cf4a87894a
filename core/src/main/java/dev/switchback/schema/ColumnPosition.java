package dev.switchback.schema;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The position of a column among the columns of its table: {@code text().first()} or {@code
 * text().after("name")}. Without a position, a new column is the last one, and an existing column
 * stays where it is.
 *
 * @param afterOrNull the column that it follows; null if it is the first column
 */
public record ColumnPosition(@Nullable String afterOrNull) {

  /** The position before all other columns. */
  public static final ColumnPosition FIRST = new ColumnPosition(null);

  public ColumnPosition {
    Check.that(
        afterOrNull == null || !afterOrNull.isEmpty(),
        "after(\"\") – the name of the column is empty");
  }

  /** Returns the position that follows {@code column}. */
  public static ColumnPosition after(String column) {
    return new ColumnPosition(column);
  }

  /** Returns the column that it follows; empty if it is the first column. */
  public Optional<String> after() {
    return Optional.ofNullable(afterOrNull);
  }

  /**
   * Returns how a migration requests it, for messages: {@code first()} or {@code after("name")}.
   */
  public String call() {
    return afterOrNull == null ? "first()" : "after(\"" + afterOrNull + "\")";
  }

  /** Returns the position in words, for messages: {@code first}, or {@code after 'name'}. */
  public String describe() {
    return afterOrNull == null ? "first" : "after '" + afterOrNull + "'";
  }
}
