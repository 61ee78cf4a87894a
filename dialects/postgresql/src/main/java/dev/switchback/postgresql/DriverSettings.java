package dev.switchback.postgresql;

import dev.switchback.dialect.SqlWords;
import dev.switchback.dialect.SqlWords.Syntax;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ExecuteSql;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The session settings for which pgjdbc closes the connection if their value changes. */
final class DriverSettings {

  private static final Pattern DATE_STYLE = assignment("\"?datestyle\"? ?(?:=|to\\b)", "datestyle");

  private static final Pattern ENCODING =
      assignment("(?:names\\b|\"?client_encoding\"? ?(?:=|to\\b))", "client_encoding");

  /** PostgreSQL's {@code check_datestyle} compares only the beginnings of words. */
  private static final Pattern NOT_ISO = Pattern.compile("\\b(?:sql|postgres|german)");

  /** The names of UTF-8, in the form that PostgreSQL's {@code clean_encoding_name} gives them. */
  private static final Set<String> UTF_8 = Set.of("utf8", "unicode", "default", "");

  /** Matches pgjdbc's message, which contains the name of the setting in every language. */
  private static final Pattern NAMED =
      Pattern.compile("\\b(?:DateStyle|client_encoding|standard_conforming_strings)\\b");

  private DriverSettings() {}

  private static Pattern assignment(String set, String name) {
    return Pattern.compile(
        "^set (?:session |local )?%s ?(.*)|\\bset_config ?\\( ?'%s' ?, ?'([^']*)'"
            .formatted(set, name));
  }

  /** Refuses a statement that sets one of them to a value with which the driver does not work. */
  static void refuse(String sql) {
    for (String words : SqlWords.of(sql, Syntax.DOLLAR_QUOTES, Syntax.TEXTS)) {
      if (NOT_ISO.matcher(value(DATE_STYLE, words)).find()) {
        throw refused(
            sql,
            "a DateStyle other than ISO",
            "Leave it out. Write dates in the ISO form, or convert them by to_date(…) and"
                + " to_char(…).");
      }
      if (!UTF_8.contains(value(ENCODING, words).replaceAll("[^a-z0-9]", ""))) {
        throw refused(
            sql,
            "a client_encoding other than UTF8",
            "Leave it out. The driver sends text in UTF-8, and the server converts it.");
      }
    }
  }

  /** Returns the value that a statement assigns, or an empty string if it assigns none. */
  private static String value(Pattern assignment, String words) {
    Matcher found = assignment.matcher(words);
    if (!found.find()) {
      return "";
    }
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  private static UnsupportedByDialectException refused(String sql, String setting, String remedy) {
    return new UnsupportedByDialectException(
        "PostgreSQL",
        "send '%s', because the driver closes a connection with %s"
            .formatted(ExecuteSql.shorten(sql), setting),
        "Nothing was sent. " + remedy);
  }

  /** Returns whether the driver closed the connection because of one of these settings. */
  static boolean isCauseOf(SQLException error) {
    return NAMED.matcher(String.valueOf(error.getMessage())).find();
  }
}
