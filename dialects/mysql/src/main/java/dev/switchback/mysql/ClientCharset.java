package dev.switchback.mysql;

import dev.switchback.dialect.SqlWords;
import dev.switchback.dialect.SqlWords.Syntax;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ExecuteSql;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The character set in which the server reads what the driver sends. Drivers send UTF-8. If SQL
 * sets another character set, MariaDB's driver closes the connection. Connector/J does not notice
 * the change (Connector/J Developer Guide, "Using Character Sets and Unicode").
 */
final class ClientCharset {

  /**
   * Matches assignments for the session. {@code CHARACTER SET} takes a part of its values from the
   * database.
   */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?<![\\w@])(?:names|(character set|char set|charset)) ['\"`]?(\\w+)"
              + "|(?<!\\w)(?<![^@]@)(?<!global[ .])(?<!persist[ .])(?<!persist_only[ .])"
              + "`?(?:character_set_(?:client|connection|results)|collation_connection)`?"
              + " ?:?= ?['\"`]?([\\w@]+)");

  /**
   * Matches safe values: UTF-8 and its collations, a previous value in a variable, and null, which
   * means results without conversion.
   */
  private static final Pattern HARMLESS = Pattern.compile("utf8.*|uca\\d.*|@.*|null");

  private ClientCharset() {}

  /** Refuses a statement that sets another character set than UTF-8. */
  static void refuse(String sql, String dialect) {
    for (String words : SqlWords.of(sql, Syntax.MYSQL, Syntax.TEXTS)) {
      if (words.startsWith("set ") && setsAnother(words)) {
        throw new UnsupportedByDialectException(
            dialect,
            "send '%s', because drivers send text in UTF-8: MariaDB's driver closes the connection, and with Connector/J the server reads text wrongly"
                .formatted(ExecuteSql.shorten(sql)),
            "Nothing was sent. Leave it out, or write SET NAMES utf8mb4.");
      }
    }
  }

  private static boolean setsAnother(String words) {
    Matcher found = ASSIGNMENT.matcher(words);
    while (found.find()) {
      String value = found.group(2) == null ? found.group(3) : found.group(2);
      if (found.group(1) != null || !HARMLESS.matcher(value).matches()) {
        return true;
      }
    }
    return false;
  }
}
