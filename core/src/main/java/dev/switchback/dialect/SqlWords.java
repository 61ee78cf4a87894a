package dev.switchback.dialect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Normalizes raw SQL: each statement in lower case, with one space between words, without comments,
 * and without the content of string literals.
 */
public final class SqlWords {

  /** Syntax that only some databases have. */
  public enum Syntax {
    /**
     * A backslash in a string literal escapes the next character, and double quotes may enclose a
     * literal. {@code #} begins a comment, and the content of {@code /*!} is executed.
     */
    MYSQL,
    /** A string literal {@code $tag$ text $tag$}. */
    DOLLAR_QUOTES,
    /** Keeps the content of a literal between single or double quotes. */
    TEXTS
  }

  private final String sql;
  private final Set<Syntax> syntax;
  private final List<String> statements = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private int at;

  private SqlWords(String sql, Set<Syntax> syntax) {
    this.sql = sql;
    this.syntax = syntax;
  }

  /** Returns the statements of {@code sql}, without empty ones. */
  public static List<String> of(String sql, Syntax... syntax) {
    Set<Syntax> all = EnumSet.noneOf(Syntax.class);
    all.addAll(List.of(syntax));
    return new SqlWords(sql, all).read();
  }

  private List<String> read() {
    while (at < sql.length()) {
      readNext(sql.charAt(at));
    }
    end();
    return statements;
  }

  private void readNext(char next) {
    if (next == '\'' || next == '"' || next == '`') {
      readQuoted(next);
    } else if (next == ';') {
      end();
      at++;
    } else if (sql.startsWith("--", at) || (next == '#' && has(Syntax.MYSQL))) {
      at = after("\n");
      blank();
    } else if (sql.startsWith("/*", at)) {
      readComment();
    } else if (sql.startsWith("*/", at) && has(Syntax.MYSQL)) {
      at += 2; // the end of a comment that the server executes
      blank();
    } else if (next == '$' && has(Syntax.DOLLAR_QUOTES)) {
      readDollars();
    } else if (Character.isWhitespace(next)) {
      blank();
      at++;
    } else {
      words.append(Character.toString(next).toLowerCase(Locale.ROOT));
      at++;
    }
  }

  private boolean has(Syntax each) {
    return syntax.contains(each);
  }

  private void blank() {
    if (words.length() > 0 && words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }

  private void end() {
    String statement = words.toString().strip();
    if (!statement.isEmpty()) {
      statements.add(statement);
    }
    words.setLength(0);
  }

  /** Drops the content of a string literal, and keeps that of a name. */
  private void readQuoted(char quote) {
    boolean isText = quote == '\'' || (quote == '"' && has(Syntax.MYSQL));
    boolean hasBackslashes = isText && (has(Syntax.MYSQL) || isBehindE());
    int from = at++;
    while (at < sql.length() && sql.charAt(at) != quote) {
      at += sql.charAt(at) == '\\' && hasBackslashes ? 2 : 1;
    }
    at = Math.min(at + 1, sql.length());
    words.append(
        isText && !has(Syntax.TEXTS) ? "''" : sql.substring(from, at).toLowerCase(Locale.ROOT));
  }

  /** Returns whether the literal is PostgreSQL's {@code E'…'}. */
  private boolean isBehindE() {
    int last = words.length() - 1;
    return last >= 0
        && words.charAt(last) == 'e'
        && (last == 0 || !Character.isLetterOrDigit(words.charAt(last - 1)));
  }

  private void readComment() {
    boolean isRead = has(Syntax.MYSQL) && (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at));
    if (isRead) {
      at = sql.indexOf('!', at) + 1;
      while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
        at++;
      }
    } else {
      at = after("*/");
    }
    blank();
  }

  private void readDollars() {
    int end = at + 1;
    while (end < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
      end++;
    }
    if (end == sql.length() || sql.charAt(end) != '$') {
      words.append('$');
      at++;
      return;
    }
    String tag = sql.substring(at, end + 1);
    at = end + 1;
    at = after(tag);
    words.append("''");
  }

  private int after(String end) {
    int found = sql.indexOf(end, at);
    return found < 0 ? sql.length() : found + end.length();
  }
}
