package dev.switchback.internal.base;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps passwords and bound values out of messages: drivers and pools put the URL, and what is in
 * it, into theirs; servers the value that they refused.
 */
public final class Redaction {

  private static final String HIDDEN = "********";

  private static final String RAISED =
      "a trigger or a routine of the database raised an error; the cause of this exception has its"
          + " text";

  /**
   * All of it behind the name of the driver: each has its own way to write a password in it. One
   * may have a blank in it, so that the rest of the line goes too.
   */
  private static final Pattern JDBC_URL =
      Pattern.compile(
          "(?i)(jdbc:(?:[\\w+.-]+:)?)(?:\\S*(?:password|passwd|pwd|secret)\\w*[\"']?[=:].*|\\S+)");

  /**
   * {@code password=x}, {@code password: x} and {@code "password":"x"}. A comma or semicolon ends
   * the value only where another name follows. MySQL's {@code (using password: YES)} is no secret.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:(?:password|passwd|pwd|secret)\\w*[\"']?\\s*[=:]"
              + "|(?:token|key)\\w*(?:[\"']\\s*[=:]|\\s*=))\\s*)"
              + "(?!(?:YES|NO)\\))"
              + "(?:\"[^\"]*+(?:\"|$)|'[^']*+(?:'|$)|[^\\s&]+?(?=[\\s&]|[;,]\\s*\\w+\\s*=|$))");

  /** {@code @@name} and {@code @name}, of MySQL and MariaDB, with no other {@code @} behind it. */
  private static final String VARIABLE = "['\"`(=,]{0,2}@{1,2}[\\w`][^@\\s]*+(?!\\S)";

  /**
   * {@code //me:password@host}, {@code me/password@host}, and what drivers cut out of them; the
   * password may have each of these characters itself. MySQL's {@code 'me'@'host'} is no secret.
   */
  private static final Pattern USER_INFO =
      Pattern.compile("(?<!\\S)(?!" + VARIABLE + ")\\S+@(?=[\\w\\[/])");

  /** H2 ends with the row, PostgreSQL's driver begins with the statement. */
  private static final Pattern ROW = Pattern.compile("(?is)\\bVALUES\\s*\\(.*");

  /** The key of a row, from which on H2 shows the rest of the row too. */
  private static final Pattern KEY_IN_H2 = Pattern.compile("(?s)\\( ?/\\* ?key:.*");

  /** A foreign key in H2, after which the value stands that refers to nothing. */
  private static final Pattern REFERENCE_IN_H2 =
      Pattern.compile("(?s)( REFERENCES [^()]*\\([^()]*\\) )\\(.*");

  private static final Pattern BATCH = Pattern.compile("(?s)^Batch entry .* was aborted: ");

  /** MySQL does not double the quotes in the value. */
  private static final Pattern REFUSED_BY_MYSQL =
      Pattern.compile("(?s)(Duplicate entry |Incorrect [\\w ]+ value: )'.*'( for (?:key|column) )");

  /** Either the name of something, which stays, or a value. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "((?i:key|column|constraint|table|index|field) '[^']*+')|'[^']*+(?:'|$)",
          Pattern.MULTILINE);

  /** A value between double quotes, as PostgreSQL and H2 show it behind these words. */
  private static final Pattern DOUBLE_QUOTED =
      Pattern.compile("(?i)((?<!violation): |\\b(?:value|constant|converting) )\"(?:.*\"|.*)");

  /** From where MySQL and MariaDB cannot read a statement on; they show 80 characters of it. */
  private static final Pattern REST_IN_MYSQL =
      Pattern.compile("(?s)( near ')([^'\"$\\d]*)['\"$\\d].*(' at line \\d+)");

  /** The whole statement, which H2 shows with a star where it cannot read it. */
  private static final Pattern STATEMENT_IN_H2 =
      Pattern.compile("(?s)(Syntax error in SQL statement \"[^'$]*)['$].*");

  /** The word that PostgreSQL cannot read, which is a text. */
  private static final Pattern WORD_IN_POSTGRESQL = Pattern.compile("(?s)(at or near \")['$].*");

  /** What Java says of a port that is none, and of a URL that is none: either may be a password. */
  private static final Pattern NOT_UNDERSTOOD =
      Pattern.compile(
          "(?s)(For input string: |No suitable driver found for (?:jdbc:[\\w+.-]+:)?).*");

  /** What makes it uncertain where a text ends: it depends on the database and its settings. */
  private static final Pattern UNCERTAIN = Pattern.compile("\\\\|\\$|--|#|/\\*");

  /**
   * A text, or a name between double quotes or backticks, in each of which the quote is doubled.
   */
  private static final Pattern TEXT_OR_NAME =
      Pattern.compile("(?s)'(?:[^']|'')*+(?:'|$)|(\"(?:[^\"]|\"\")*+(?:\"|$)|`[^`]*+(?:`|$))");

  private Redaction() {}

  /**
   * A statement without the values in it, as far as they are in quotes. Where it is uncertain what
   * is in quotes, what comes behind the first one is left out.
   *
   * @param hasNames whether there are names between double quotes, and not values
   */
  public static String statement(String sql, boolean hasNames) {
    if (UNCERTAIN.matcher(sql).find()) {
      int first = 0;
      while (first < sql.length() && "'\"$".indexOf(sql.charAt(first)) < 0) {
        first++;
      }
      return first < sql.length() ? sql.substring(0, first) + "…" : sql;
    }
    return TEXT_OR_NAME
        .matcher(sql)
        .replaceAll(
            found -> {
              String name = found.group(1);
              return name != null && (hasNames || name.startsWith("`"))
                  ? Matcher.quoteReplacement(name)
                  : "'" + HIDDEN + "'";
            });
  }

  /** The first line of a message; what drivers add below it are the statement and its values. */
  public static String firstLine(Throwable error) {
    return firstLine(error, refusesValue(error));
  }

  /** A line of a server's own, without passwords and without what is in quotes. */
  public static String line(String text) {
    return hide(text, true);
  }

  private static String firstLine(Throwable error, boolean refusesValue) {
    String message = message(error);
    return message.isBlank()
        ? error.getClass().getSimpleName()
        : hide(message.strip(), refusesValue).lines().findFirst().orElse("");
  }

  /** What is wrong, without the statement that a batch shows first. */
  private static String message(Throwable error) {
    Throwable said =
        error instanceof BatchUpdateException batch && batch.getNextException() != null
            ? batch.getNextException()
            : error;
    String message = isRaised(said) ? RAISED : said.getMessage();
    return message == null ? "" : BATCH.matcher(message).replaceFirst("");
  }

  /** Whether a trigger or a routine wrote it, in which any value of a row may stand. */
  private static boolean isRaised(Throwable error) {
    String state = error instanceof SQLException sql ? sql.getSQLState() : null;
    return state != null && (state.startsWith("P0") || state.startsWith("45"));
  }

  private static String hide(String message, boolean refusesValue) {
    String text = hideStatement(hideValues(hidePasswords(message)));
    return refusesValue ? hideQuoted(text) : text;
  }

  private static String hidePasswords(String message) {
    String text = JDBC_URL.matcher(message).replaceAll("$1" + HIDDEN);
    text = NAMED.matcher(text).replaceAll("$1" + HIDDEN);
    text = NOT_UNDERSTOOD.matcher(text).replaceAll("$1" + HIDDEN);
    return USER_INFO.matcher(text).replaceAll(HIDDEN + "@");
  }

  private static String hideValues(String message) {
    String text = REFUSED_BY_MYSQL.matcher(message).replaceAll("$1'" + HIDDEN + "'$2");
    text = KEY_IN_H2.matcher(text).replaceAll("( " + HIDDEN + " )");
    text = REFERENCE_IN_H2.matcher(text).replaceAll("$1(" + HIDDEN + ")");
    return ROW.matcher(text).replaceAll("VALUES " + HIDDEN);
  }

  /** What a server that cannot read a statement shows of it, from the first value on. */
  private static String hideStatement(String message) {
    String text = REST_IN_MYSQL.matcher(message).replaceAll("$1$2…$3");
    text = STATEMENT_IN_H2.matcher(text).replaceAll("$1…\"");
    return WORD_IN_POSTGRESQL.matcher(text).replaceAll("$1" + HIDDEN + "\"");
  }

  /** Whether it is of the classes "data exception" or "integrity constraint violation". */
  private static boolean refusesValue(Throwable error) {
    String state = error instanceof SQLException sql ? sql.getSQLState() : null;
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  private static String hideQuoted(String message) {
    String text = DOUBLE_QUOTED.matcher(message).replaceAll("$1\"" + HIDDEN + "\"");
    return QUOTED.matcher(text).replaceAll(Redaction::nameOrHidden);
  }

  private static String nameOrHidden(MatchResult quoted) {
    return quoted.group(1) == null ? "'" + HIDDEN + "'" : Matcher.quoteReplacement(quoted.group(1));
  }

  /**
   * The first line, and that of what is behind it all in brackets: a driver may say no more than
   * that the link failed, and a migration no more than what it was at.
   */
  public static String firstLineAndRoot(Throwable error) {
    Throwable root = error;
    boolean refusesValue = refusesValue(error);
    while (root.getCause() != null) {
      root = root.getCause();
      refusesValue |= refusesValue(root);
    }
    String first = firstLine(error, refusesValue);
    String said = firstLine(root, refusesValue);
    return first.contains(said) ? first : first + " (" + said + ")";
  }

  /** {@code error}; or a copy without causes, if the message of one of them shows a secret. */
  public static Throwable withoutSecrets(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !hide(message, refusesValue(cause)).equals(message)) {
        return copy(error);
      }
    }
    return error;
  }

  private static SQLException copy(Throwable error) {
    SQLException copy =
        error instanceof SQLException sql
            ? new SQLException(firstLine(error), sql.getSQLState(), sql.getErrorCode())
            : new SQLException(error.getClass().getName() + ": " + firstLine(error));
    copy.setStackTrace(error.getStackTrace());
    return copy;
  }
}
