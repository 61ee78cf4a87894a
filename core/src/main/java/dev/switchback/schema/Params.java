package dev.switchback.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of raw SQL, by name. Immutable. {@code toString} shows the names, but never a value.
 *
 * <pre>{@code
 * db.execute(
 *     "UPDATE rooms SET size = :size WHERE kind = :kind AND id IN (:ids)",
 *     params("size", 5, "kind", "open", "ids", List.of(1, 2, 3)));
 * }</pre>
 *
 * <p>Pass it to {@code execute}, {@code query}, {@code forEachRow}, {@code whereSql} or {@code
 * andSql}, as the only value. Each name in the SQL is bound as a question mark. A name may occur
 * several times. A {@link Collection} is bound as one question mark for each element; an array is
 * one value.
 *
 * <p>A name is not replaced in a string literal, a quoted name or a comment. {@code ::} and {@code
 * :=} are not names. The statement is refused before it is sent if a name has no value, if a value
 * has no name in the SQL, or if the SQL has question marks for values too. On PostgreSQL, a
 * question mark that is an operator is written once: {@code data ?| array[:keys]}.
 */
public final class Params {

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private final Map<String, @Nullable Object> values;

  private Params(Map<String, @Nullable Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** Returns values of alternating names and values: {@code params("id", 1, "kind", "open")}. */
  @SuppressWarnings("RedundantNullCheck") // callers need not check nulls as we do
  public static Params params(@Nullable Object... namesAndValues) {
    Check.that(
        namesAndValues != null && namesAndValues.length > 0,
        "params – it has no values: name at least one, or leave it out");
    Check.that(
        namesAndValues.length % 2 == 0,
        "params – it has %d elements: write pairs of a name and its value",
        namesAndValues.length);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = name(i, namesAndValues[i]);
      Check.that(!values.containsKey(name), "params – the name '%s' appears twice", name);
      values.put(name, kept(name, namesAndValues[i + 1]));
    }
    return new Params(values);
  }

  private static String name(int index, @Nullable Object element) {
    if (!(element instanceof String name)) {
      throw new IllegalArgumentException(
          "params – element %d must be a name, and is %s: write pairs of a name and its value"
              .formatted(
                  index + 1, element == null ? "null" : "a " + element.getClass().getSimpleName()));
    }
    Check.that(
        NAME.matcher(name).matches(),
        "params – '%s' cannot be a name: write letters, digits and '_', without a colon",
        name);
    return name;
  }

  private static @Nullable Object kept(String name, @Nullable Object value) {
    if (!(value instanceof Collection<?> list)) {
      return value;
    }
    Check.that(
        !list.isEmpty(),
        "params – the list for '%s' is empty, and SQL has no empty list: leave out the statement or"
            + " its condition in this case",
        name);
    List<Object> elements = new ArrayList<>();
    for (Object element : list) {
      Check.that(
          element != null,
          "params – the list for '%s' contains null, which equals nothing in SQL, and with which"
              + " NOT IN finds no row: leave it out, and write OR … IS NULL",
          name);
      Check.that(
          !(element instanceof Collection || element instanceof Object[]),
          "params – the list for '%s' contains a list: use bulkInsert(…) for rows, or write several"
              + " names",
          name);
      elements.add(element);
    }
    return Collections.unmodifiableList(elements);
  }

  /** Returns the names, in the given order. */
  public Set<String> names() {
    return values.keySet();
  }

  /**
   * Returns the value of a name, an immutable {@link List} if it is a collection.
   *
   * @throws IllegalArgumentException if there is no such name
   */
  public @Nullable Object value(String name) {
    Check.that(values.containsKey(name), "%s – there is no name '%s'", this, name);
    return values.get(name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Params params && values.equals(params.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "params" + names();
  }
}
