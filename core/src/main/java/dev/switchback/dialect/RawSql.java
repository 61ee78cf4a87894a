package dev.switchback.dialect;

import java.util.Locale;
import java.util.regex.Pattern;

/** What the first words of a statement tell of it. A parser of each database's SQL it is not. */
public final class RawSql {

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?(?:\\*/|$)|--[^\n]*|#[^\n]*");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final Pattern LAST_SEMICOLONS = Pattern.compile("[\\s;]+$");

  private static final Pattern DATA =
      Pattern.compile("(?:insert|update|delete|merge|replace)\\b.*");

  private static final Pattern SCHEMA =
      Pattern.compile("(?:create|alter|drop|truncate|rename|comment|grant|revoke)\\b.*");

  /**
   * A table of the session alone comes and goes without a commit; so does a loadable function of
   * MySQL, and to drop a function is said in the same words for both kinds.
   */
  private static final Pattern WITHOUT_COMMIT =
      Pattern.compile(
          "(?:create|drop|alter|truncate)\\b(?: (?!table )\\w+){0,3}? temporary\\b.*"
              + "|create\\b.*\\bsoname\\b.*|drop function\\b.*");

  /**
   * MariaDB has dropped the first of several tables when it fails at the second, has made the first
   * of several users, and has dropped the old table when it cannot make the one that replaces it.
   */
  private static final Pattern IN_PARTS =
      Pattern.compile(
          "(?:drop|(?:create|alter|rename) (?:user|role))\\b[^,]*,.*"
              + "|(?:grant|revoke)\\b.*\\b(?:to|from)\\b[^,]*,.*"
              + "|create or replace table\\b.*");

  /** What looks like a comment, and is read by MySQL and MariaDB. */
  private static final Pattern HIDDEN = Pattern.compile("(?is).*/\\*M?!.*|\\s*/\\*\\+.*");

  private RawSql() {}

  /**
   * {@code sql} in lower case, with one blank for each comment and between words, and without
   * semicolons at its end. To be looked at only: what stands in quotes is changed like the rest.
   */
  public static String words(String sql) {
    String withoutComments = COMMENT.matcher(sql).replaceAll(" ");
    String line = BLANKS.matcher(withoutComments).replaceAll(" ").strip();
    return LAST_SEMICOLONS.matcher(line).replaceFirst("").toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it is one statement for sure. A semicolon before the end may stand in a text or in the
   * body of a function, and then it is one all the same.
   */
  public static boolean isSingle(String sql) {
    return LAST_SEMICOLONS.matcher(sql).replaceFirst("").indexOf(';') < 0;
  }

  /** How {@code sql} gets on with a transaction where each schema statement commits by itself. */
  static TransactionMode modeWithoutTransactionalDdl(String sql) {
    String words = words(sql);
    if (!isSingle(sql) || HIDDEN.matcher(sql).matches()) {
      return TransactionMode.OPAQUE;
    }
    if (DATA.matcher(words).matches()) {
      return TransactionMode.JOINS;
    }
    boolean isWhole =
        SCHEMA.matcher(words).matches()
            && !WITHOUT_COMMIT.matcher(words).matches()
            && !IN_PARTS.matcher(words).matches();
    return isWhole ? TransactionMode.COMMITS : TransactionMode.OPAQUE;
  }
}
