package dev.switchback.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Splits a statement that the server wrote into words, quoted names, texts, comments, and brackets
 * with their contents.
 */
final class Words {

  private static final Set<String> BEFORE_BRACKETS = Set.of("DEFAULT", "AS", "CHECK");

  private final String sql;
  private int at;

  private Words(String sql) {
    this.sql = sql;
  }

  /** Returns the words of {@code sql}. A comma is a separate word. */
  static List<String> of(String sql) {
    Words words = new Words(sql);
    List<String> result = new ArrayList<>();
    while (words.skipSpace()) {
      result.add(words.next());
    }
    return result;
  }

  /**
   * Joins words to one line. There is no space between the name of a type or function and its
   * brackets.
   */
  static String join(List<String> words) {
    StringBuilder line = new StringBuilder();
    String before = "(";
    for (String word : words) {
      boolean isOfName = word.startsWith("(") && !BEFORE_BRACKETS.contains(before);
      line.append(line.isEmpty() || isOfName ? "" : " ").append(word);
      before = word;
    }
    return line.toString();
  }

  /**
   * Returns the definition of {@code column} in {@code SHOW CREATE TABLE}, without its name; "" if
   * there is none.
   */
  static String definition(String createTable, String column) {
    return elements(createTable).stream()
        .filter(element -> unquoted(element.get(0)).equals(column))
        .findFirst()
        .map(element -> join(element.subList(1, element.size())))
        .orElse("");
  }

  /** Returns the words of each column, key and constraint in {@code SHOW CREATE TABLE}. */
  static List<List<String>> elements(String createTable) {
    String body =
        of(createTable).stream().filter(word -> word.startsWith("(")).findFirst().orElse("()");
    List<List<String>> elements = new ArrayList<>();
    List<String> element = new ArrayList<>();
    List<String> words = of(body.substring(1, body.length() - 1));
    words.add(",");
    for (String word : words) {
      if (!word.equals(",")) {
        element.add(word);
      } else if (!element.isEmpty()) {
        elements.add(element);
        element = new ArrayList<>();
      }
    }
    return elements;
  }

  /** Returns the quoted names in {@code sql}, also in brackets. Case is ignored. */
  static Set<String> names(String sql) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Words words = new Words(sql);
    while (words.at < sql.length()) {
      int start = words.at;
      char quote = sql.charAt(start);
      if (quote != '\'' && quote != '"' && quote != '`') {
        words.at++;
        continue;
      }
      do {
        words.quoted(quote);
      } while (words.at < sql.length() && sql.charAt(words.at) == quote);
      if (quote != '\'') {
        names.add(unquoted(sql.substring(start, words.at)));
      }
    }
    return names;
  }

  /**
   * Removes the quotes of a name. With {@code sql_quote_show_create} off, only names that need
   * quotes have them.
   */
  static String unquoted(String name) {
    String quote = name.substring(0, 1);
    return quote.equals("`") || quote.equals("\"")
        ? name.substring(1, name.length() - 1).replace(quote + quote, quote)
        : name;
  }

  private boolean skipSpace() {
    while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
      at++;
    }
    return at < sql.length();
  }

  private String next() {
    int start = at;
    if (sql.charAt(at) == ',') {
      at++;
    } else {
      while (at < sql.length() && " ,\n\t\r".indexOf(sql.charAt(at)) < 0 && !endsBefore(start)) {
        step();
      }
    }
    return sql.substring(start, at);
  }

  /**
   * Returns whether a word ends here. Brackets begin a new word: those of a type follow its name as
   * a word.
   */
  private boolean endsBefore(int start) {
    return at > start && (sql.charAt(at) == '(' || sql.charAt(start) == '(');
  }

  private void step() {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      quoted(c);
    } else if (sql.startsWith("/*", at)) {
      int end = sql.indexOf("*/", at + 2);
      at = end < 0 ? sql.length() : end + 2;
    } else if (c == '(') {
      brackets();
    } else {
      at++;
    }
  }

  /** Skips a quoted part. A doubled quote ends one text and begins another; both are one word. */
  private void quoted(char quote) {
    at++;
    while (at < sql.length() && sql.charAt(at) != quote) {
      at += quote == '\'' && sql.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private void brackets() {
    at++;
    while (at < sql.length() && sql.charAt(at) != ')') {
      step();
    }
    at++;
  }
}
