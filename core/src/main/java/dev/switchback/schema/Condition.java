package dev.switchback.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition of an update or a delete. Immutable: each method returns a new condition. Only
 * {@link #everyRow()} matches all rows.
 *
 * <pre>{@code
 * db.bulkDelete("rooms", where("kind", "open").and("owner_id", null));
 * db.bulkUpdate("rooms", row("kind", "big"), whereSql("size > ?", 5).and("kind", List.of("a", "b")));
 * }</pre>
 */
public final class Condition {

  private static final Condition EVERY_ROW = new Condition(List.of());

  private final List<Part> parts;

  private Condition(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** A part of a condition. */
  public sealed interface Part {}

  /** A column is equal to a value, or is {@code NULL}. */
  public record Equal(String column, @Nullable Object value) implements Part {
    @Override
    public String toString() {
      return "equal[" + column + "]";
    }
  }

  /** A column is equal to one of several values. */
  public record In(String column, List<Object> values) implements Part {
    @Override
    public String toString() {
      return "in[" + column + "]";
    }
  }

  /**
   * An expression in the database's own SQL, with the values for its question marks, or a {@link
   * Params} alone.
   */
  public record Sql(String sql, List<@Nullable Object> parameters) implements Part {
    @Override
    public String toString() {
      return "sql[" + parameters.size() + " parameters]";
    }
  }

  /**
   * Returns a condition that {@code column} is equal to {@code value}. {@code null} means {@code IS
   * NULL}. A {@link Collection} means one of its elements.
   */
  public static Condition where(String column, @Nullable Object value) {
    return EVERY_ROW.with(compared(column, value));
  }

  /**
   * Returns a condition in the database's own SQL. Values for question marks are bound, or values
   * by name: see {@link Params}.
   */
  public static Condition whereSql(String sql, @Nullable Object... parameters) {
    return EVERY_ROW.with(raw(sql, parameters));
  }

  /** Returns the condition that matches every row of the table. */
  public static Condition everyRow() {
    return EVERY_ROW;
  }

  /**
   * Returns this condition with the further condition that {@code column} is equal to {@code
   * value}; see {@link #where}.
   */
  public Condition and(String column, @Nullable Object value) {
    refuseEveryRow();
    for (Part part : parts) {
      boolean isTwice =
          (part instanceof Equal equal && equal.column().equals(column))
              || (part instanceof In in && in.column().equals(column));
      Check.that(
          !isTwice,
          "where – the column '%s' appears twice: for one of several values, pass a List",
          column);
    }
    return with(compared(column, value));
  }

  /** Returns this condition with a further condition in SQL; see {@link #whereSql}. */
  public Condition andSql(String sql, @Nullable Object... parameters) {
    refuseEveryRow();
    return with(raw(sql, parameters));
  }

  private void refuseEveryRow() {
    Check.that(!isEveryRow(), "everyRow() – it has a condition too: leave one of them out");
  }

  private Condition with(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new Condition(more);
  }

  private static Part compared(String column, @Nullable Object value) {
    return value instanceof Collection<?> values
        ? new In(column, elements(column, values))
        : new Equal(column, Values.kept("where", column, value));
  }

  private static List<Object> elements(String column, Collection<?> values) {
    Check.that(
        !values.isEmpty(),
        "where – the list for '%s' is empty, and no row could match: leave out the step in this"
            + " case",
        column);
    List<Object> elements = new ArrayList<>();
    for (Object value : values) {
      Object element = Values.kept("where", column, value);
      if (element == null) {
        throw new IllegalArgumentException(
            "where – the list for '%s' contains null, which equals nothing in SQL: use whereSql(…)"
                .formatted(column));
      }
      elements.add(element);
    }
    return Collections.unmodifiableList(elements);
  }

  @SuppressWarnings("RedundantNullCheck") // callers need not check nulls as we do
  private static Part raw(String sql, @Nullable Object... parameters) {
    Check.that(!sql.isBlank(), "whereSql – the condition is empty: for all rows, write everyRow()");
    Check.that(
        sql.indexOf(';') < 0,
        "whereSql – a condition cannot contain a semicolon: bind the text that contains it");
    Check.that(
        parameters != null,
        "whereSql – its parameters are null; for one NULL, cast it: (Object) null");
    return new Sql(
        sql,
        Collections.unmodifiableList(new ArrayList<@Nullable Object>(Arrays.asList(parameters))));
  }

  /** Returns the parts, all of which must be true; empty for every row. */
  public List<Part> parts() {
    return parts;
  }

  /** Returns whether this is {@link #everyRow()}. */
  public boolean isEveryRow() {
    return parts.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Condition condition && parts.equals(condition.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  /** Returns the condition without values. */
  @Override
  public String toString() {
    return isEveryRow() ? "every row" : parts.toString();
  }
}
