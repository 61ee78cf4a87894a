package dev.switchback.mysql;

import dev.switchback.dialect.Dependants;
import java.util.regex.Pattern;

/**
 * Finds a table or a column in the text of a trigger, routine or event, which the server keeps as
 * it was written.
 *
 * @param schema the schema of the text, for names without a schema
 */
record TextUse(String schema, Dependants taken) {

  private static final Pattern STRING_OR_COMMENT =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|/\\*.*?\\*/|(?:#|-- )[^\\n]*+",
          Pattern.DOTALL);

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;

  /** Matches what stands before the name of a table; in a list, also the tables before it. */
  private static final String BEFORE_TABLE =
      "\\b(?:INTO|INSERT|REPLACE|UPDATE|FROM|JOIN|TABLE|IGNORE|LOW_PRIORITY|QUICK|CALL)\\s+"
          + "(?:[\\w$`.]+(?:\\s+(?:AS\\s+)?[\\w$`]+)?\\s*,\\s*)*";

  boolean isIn(String original) {
    String text = withoutStrings(original);
    if (taken.kind() == Dependants.Kind.SCHEMA) {
      return Pattern.compile(word(taken.table()) + "\\s*\\.", FLAGS).matcher(text).find();
    }
    String table = "(?:" + word(schema) + "\\s*\\.\\s*)?" + word(taken.table()) + "(?!\\s*\\.)";
    return finds(BEFORE_TABLE + table, text)
        && taken
            .columnOrEmpty()
            .map(column -> named(column).matcher(text).find() || fillsAllColumns(table, text))
            .orElse(true);
  }

  /** Returns whether the text inserts into the table without naming columns. */
  private boolean fillsAllColumns(String table, String text) {
    return !taken.isRenamed()
        && finds("\\bINTO\\s+" + table + "\\s*(?:VALUES?\\b|SELECT\\b|\\(\\s*SELECT\\b)", text);
  }

  private static boolean finds(String pattern, String text) {
    return Pattern.compile(pattern, FLAGS).matcher(text).find();
  }

  /** Matches a column, unless it is that of the row of a trigger. */
  static Pattern named(String column) {
    return Pattern.compile(
        "(?<![\\w$`.@])(?:(?!(?:NEW|OLD)\\s*\\.)[\\w$`]+\\s*\\.\\s*)*" + word(column), FLAGS);
  }

  private static String word(String name) {
    return "(?:`" + Pattern.quote(name) + "`|(?<![\\w$`])" + Pattern.quote(name) + "(?![\\w$`]))";
  }

  static String withoutStrings(String text) {
    return STRING_OR_COMMENT.matcher(text).replaceAll(" '' ");
  }
}
