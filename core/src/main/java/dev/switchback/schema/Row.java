package dev.switchback.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row to insert, or the columns that an update sets: values by column name. Immutable. {@code
 * toString} shows the columns, but never a value.
 *
 * <pre>{@code
 * db.bulkInsert("users", row("id", 1, "name", "Ann"), row("id", 2, "name", null));
 * }</pre>
 *
 * <p>{@code null} is {@code NULL}; a column that is not named gets its default. A value is a {@link
 * String} (also for enumerations and JSON documents), a {@link Boolean}, a number of Java, a {@link
 * java.math.BigInteger} or {@link java.math.BigDecimal}, a {@link java.util.UUID}, a {@code
 * byte[]}, an {@link java.time.Instant}, a {@link java.time.LocalDate}, {@link
 * java.time.LocalTime}, or {@link java.time.LocalDateTime} for a column without time zone. For an
 * array column, it is a {@link java.util.Collection} or an array of those.
 *
 * <p>A value is stored in the same way on every database. A timestamp or a time is rounded half up
 * to the precision of its column; a rounded time is never later than the last time of the day. A
 * timestamp is stored in UTC. A timestamp without an offset is taken as UTC, whatever the time zone
 * of the session or the machine.
 *
 * <p>A value that the databases would convert in different ways is refused before it is sent.
 * Examples: a {@code Boolean}, a {@code double}, a timestamp, bytes or a list for a text; a number
 * for a {@code bool()}; a {@code double} with a fraction for a whole number.
 */
public final class Row {

  private final Map<String, @Nullable Object> values;

  private Row(Map<String, @Nullable Object> values) {
    Check.that(!values.isEmpty(), "row – it has no columns: name at least one");
    this.values = Collections.unmodifiableMap(values);
  }

  /** Returns a row of alternating column names and values: {@code row("id", 1, "name", "Ann")}. */
  @SuppressWarnings("RedundantNullCheck") // callers need not check nulls as we do
  public static Row row(@Nullable Object... columnsAndValues) {
    Check.that(columnsAndValues != null, "row – it is null: name at least one column");
    Check.that(
        columnsAndValues.length % 2 == 0,
        "row – it has %d elements: write pairs of a column and its value",
        columnsAndValues.length);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      put(values, columnName(i, columnsAndValues[i]), columnsAndValues[i + 1]);
    }
    return new Row(values);
  }

  private static String columnName(int index, @Nullable Object column) {
    if (column instanceof String name) {
      return name;
    }
    throw new IllegalArgumentException(
        "row – element %d must be the name of a column, and is %s: write pairs of a column and its value"
            .formatted(
                index + 1, column == null ? "null" : "a " + column.getClass().getSimpleName()));
  }

  /**
   * Returns a row of values by column name. If {@code values} has a defined order, as a {@link
   * LinkedHashMap} or a {@link SortedMap} has, the row has the same order. Otherwise it is sorted
   * by column name. The order has no effect on the comparison of a migration with the applied
   * steps.
   */
  public static Row of(Map<String, ? extends @Nullable Object> values) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    boolean hasOrder = values instanceof LinkedHashMap || values instanceof SortedMap;
    Map<String, ? extends @Nullable Object> inOrder = hasOrder ? values : new TreeMap<>(values);
    inOrder.forEach((column, value) -> put(copy, column, value));
    return new Row(copy);
  }

  private static void put(
      Map<String, @Nullable Object> values, String column, @Nullable Object value) {
    Check.that(!values.containsKey(column), "row – the column '%s' appears twice", column);
    values.put(column, Values.kept("row", column, value));
  }

  /** Returns the column names, in the given order. */
  public List<String> columns() {
    return List.copyOf(values.keySet());
  }

  /** Returns whether the row has {@code column}, also with the value {@code null}. */
  public boolean has(String column) {
    return values.containsKey(column);
  }

  /** Returns whether {@code other} has the same columns, in any order. */
  public boolean hasColumnsOf(Row other) {
    return values.keySet().equals(other.values.keySet());
  }

  /**
   * Returns the value of a column.
   *
   * @throws IllegalArgumentException if it has no such column
   */
  public @Nullable Object value(String column) {
    Check.that(has(column), "row%s – it has no column '%s'", columns(), column);
    return values.get(column);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && values.equals(row.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "row" + columns();
  }
}
