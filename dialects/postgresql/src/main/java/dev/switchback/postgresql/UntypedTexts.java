package dev.switchback.postgresql;

import dev.switchback.dialect.Sender;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Binds the texts of raw SQL without a type, like quoted literals. The server then infers the type
 * from the context, such as an enum value, JSON or a date. In a place that takes a value of any
 * type, such as an argument of {@code concat}, the server cannot infer it. The statement is then
 * sent again with that value bound as text.
 *
 * <p>The first time a statement is sent, this takes a savepoint. How its values were bound is kept
 * for the next time.
 */
final class UntypedTexts implements Sender {

  /** indeterminate_datatype. The message contains the number of the parameter in every language. */
  private static final String UNKNOWN_TYPE = "42P18";

  /** datatype_mismatch, ambiguous_function, and undefined_function, which operators use too. */
  private static final Set<String> NO_SUCH_TYPE = Set.of("42804", "42725", "42883");

  /** invalid_text_representation: {@code tags || 'x'} reads x as an array, if tags is one. */
  private static final String MALFORMED = "22P02";

  private static final String CONCATENATION = "||";

  private static final Pattern PARAMETER = Pattern.compile("\\$([0-9]{1,5})");

  private static final int MOST_KEPT = 1_000;

  private final Connection connection;

  /** The parameters that are bound as text, for each statement. */
  private final Map<Shape, Set<Integer>> known = new HashMap<>();

  UntypedTexts(Connection connection) {
    this.connection = connection;
  }

  /** A statement and the places of its texts, counted from 1. */
  private record Shape(String sql, Set<Integer> texts) {}

  @Override
  public <T> T send(String sql, List<@Nullable Object> values, Sending<T> sending)
      throws SQLException {
    Shape shape = new Shape(sql, texts(values));
    if (shape.texts().isEmpty()) {
      return sending.send(values);
    }
    Set<Integer> typed = known.get(shape);
    return typed == null ? sendFirst(shape, values, sending) : sending.send(bound(values, typed));
  }

  private static Set<Integer> texts(List<@Nullable Object> values) {
    Set<Integer> places = new TreeSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof String) {
        places.add(i + 1);
      }
    }
    return places;
  }

  private static List<@Nullable Object> bound(List<@Nullable Object> values, Set<Integer> typed) {
    List<@Nullable Object> bound = new ArrayList<>(values);
    for (int i = 0; i < bound.size(); i++) {
      if (bound.get(i) instanceof String text && !typed.contains(i + 1)) {
        bound.set(i, new PostgreSqlData.Untyped(text));
      }
    }
    return bound;
  }

  private <T> T sendFirst(Shape shape, List<@Nullable Object> values, Sending<T> sending)
      throws SQLException {
    Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
    Set<Integer> typed = Set.of();
    SQLException reason = null;
    while (true) {
      try {
        T result = sending.send(bound(values, typed));
        if (before != null) {
          connection.releaseSavepoint(before);
        }
        if (known.size() < MOST_KEPT && !mayBeArray(shape, values)) {
          known.put(shape, typed);
        }
        return result;
      } catch (SQLException e) {
        Set<Integer> more = typedAfter(e, typed, shape);
        if (more.equals(typed)) {
          throw reason != null && isOfTypes(e, shape) ? reason : e;
        }
        reason = e;
        typed = more;
      }
      if (before != null) {
        connection.rollback(before);
      }
    }
  }

  private static boolean isOfTypes(SQLException error, Shape shape) {
    String state = String.valueOf(error.getSQLState());
    return UNKNOWN_TYPE.equals(state)
        || NO_SUCH_TYPE.contains(state)
        || (MALFORMED.equals(state) && shape.sql().contains(CONCATENATION));
  }

  /**
   * Returns whether the server may have read a text as an array, as it cannot read other texts of
   * the same statement.
   */
  private static boolean mayBeArray(Shape shape, List<@Nullable Object> values) {
    return shape.sql().contains(CONCATENATION)
        && values.stream().anyMatch(v -> v instanceof String text && text.startsWith("{"));
  }

  /** Returns the parameters to bind as text next. Unchanged if the error has another reason. */
  private static Set<Integer> typedAfter(SQLException error, Set<Integer> typed, Shape shape) {
    if (!isOfTypes(error, shape)) {
      return typed;
    }
    Set<Integer> texts = shape.texts();
    Matcher place = PARAMETER.matcher(String.valueOf(error.getMessage()));
    if (UNKNOWN_TYPE.equals(error.getSQLState()) && place.find()) {
      Set<Integer> more = new TreeSet<>(typed);
      Integer number = Integer.valueOf(place.group(1));
      if (texts.contains(number) && more.add(number)) {
        return more;
      }
    }
    return texts;
  }
}
