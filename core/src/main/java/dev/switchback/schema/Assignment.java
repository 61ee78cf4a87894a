package dev.switchback.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column and its new value. Immutable. {@code toString} never shows a value. */
public sealed interface Assignment {

  /** Returns the name of the column. */
  String column();

  /** A column gets a value, as in a {@link Row}. */
  record Value(String column, @Nullable Object value) implements Assignment {
    @Override
    public String toString() {
      return "value[" + column + "]";
    }
  }

  /**
   * A column gets the value of an expression in the database's own SQL, with the values for its
   * question marks, or a {@link Params} alone.
   */
  record Sql(String column, String sql, List<@Nullable Object> parameters) implements Assignment {
    @Override
    public String toString() {
      return "sql[" + column + "]";
    }
  }

  /** Returns the assignment of a value. */
  static Assignment of(String column, @Nullable Object value) {
    return new Value(column, Values.kept("set", column, value));
  }

  /** Returns the assignment of an expression. */
  @SuppressWarnings("RedundantNullCheck") // callers need not check nulls as we do
  static Assignment ofSql(String column, String sql, @Nullable Object... parameters) {
    Check.that(!sql.isBlank(), "setSql – the expression for '%s' is empty", column);
    Check.that(
        sql.indexOf(';') < 0,
        "setSql – the expression for '%s' contains a semicolon: bind the text that contains it",
        column);
    Check.that(
        parameters != null,
        "setSql – the parameters for '%s' are null; for one NULL, cast it: (Object) null",
        column);
    return new Sql(
        column,
        sql,
        Collections.unmodifiableList(new ArrayList<@Nullable Object>(Arrays.asList(parameters))));
  }
}
