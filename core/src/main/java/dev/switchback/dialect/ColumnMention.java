package dev.switchback.dialect;

import dev.switchback.schema.IndexDescription;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the name of a column in an index or in an expression. */
final class ColumnMention {

  private ColumnMention() {}

  /** Returns whether an index is built over a column, by its key or by its condition. */
  static boolean isIn(IndexDescription index, String column) {
    return index.included().contains(column)
        || index.key().stream()
            .anyMatch(
                key ->
                    key.equals(column)
                        || key.startsWith(column + " ")
                        || key.startsWith(column + "(")
                        || isIn(key, column))
        || isIn(index.whereOrNull(), column);
  }

  /** Returns whether an expression contains the name of a column outside string literals. */
  static boolean isIn(@Nullable String expression, String column) {
    if (expression == null) {
      return false;
    }
    String withoutTexts = expression.replaceAll("'(?:[^']|'')*'", "''");
    return Pattern.compile("(?<![\\w$])[\"`]?" + Pattern.quote(column) + "[\"`]?(?![\\w$(])")
        .matcher(withoutTexts)
        .find();
  }
}
