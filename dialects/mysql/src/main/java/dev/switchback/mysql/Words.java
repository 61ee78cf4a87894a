package dev.switchback.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A statement of the server's own, cut into words, quoted names, texts, comments and brackets with
 * all that is in them.
 */
final class Words {

  private static final Set<String> BEFORE_BRACKETS = Set.of("DEFAULT", "AS", "CHECK");

  private final String sql;
  private int at;

  private Words(String sql) {
    this.sql = sql;
  }

  /** The words of {@code sql}; a comma is a word of its own. */
  static List<String> of(String sql) {
    Words words = new Words(sql);
    List<String> result = new ArrayList<>();
    while (words.skipSpace()) {
      result.add(words.next());
    }
    return result;
  }

  /** In one line; brackets stay where they belong to the name of a type or function. */
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

  /** The definition of {@code column} in {@code SHOW CREATE TABLE}, without its name, or "". */
  static String definition(String createTable, String column) {
    return elements(createTable).stream()
        .filter(element -> unquoted(element.get(0)).equals(column))
        .findFirst()
        .map(element -> join(element.subList(1, element.size())))
        .orElse("");
  }

  /** The words of each column, key and constraint in {@code SHOW CREATE TABLE}. */
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

  /** The quoted names in {@code sql}, in brackets too, whatever their case. */
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

  /** With {@code sql_quote_show_create} switched off, a name is quoted only if it has to be. */
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

  /** Brackets begin a word: those of a type are a word behind its name. */
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

  /** A quote that is doubled ends one text and begins another: together they are one word. */
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
