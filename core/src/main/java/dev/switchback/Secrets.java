package dev.switchback;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps passwords and bound values out of messages: drivers and pools put the URL, and what is in
 * it, into theirs; servers the value that they refused.
 */
final class Secrets {

  private static final String HIDDEN = "********";

  /** All of it behind the name of the driver: each has its own way to write a password in it. */
  private static final Pattern JDBC_URL = Pattern.compile("(?i)(jdbc:(?:[\\w+.-]+:)?)\\S+");

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

  /** {@code //me:password@host}; the password may have each of these characters itself. */
  private static final Pattern USER_INFO = Pattern.compile("//\\S*@");

  /** {@code me/password@host}, as Oracle has it. */
  private static final Pattern USER_SLASH =
      Pattern.compile("(?<![\\w/])[\\w.$#-]+/[^\\s/]\\S*@(?=[\\w\\[/])");

  /** H2 ends with the row, PostgreSQL's driver begins with the statement. */
  private static final Pattern ROW = Pattern.compile("(?is)\\bVALUES\\s*\\(.*");

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
      Pattern.compile("(?i)((?<!violation): |\\bvalue |converting )\"(?:.*\"|.*)");

  private Secrets() {}

  /** The first line of a message; what drivers add below it are the statement and its values. */
  static String firstLine(Throwable error) {
    String message = message(error);
    return message.isBlank()
        ? error.getClass().getSimpleName()
        : hide(error, message.strip()).lines().findFirst().orElse("");
  }

  /** What is wrong, without the statement that a batch shows first. */
  private static String message(Throwable error) {
    Throwable said =
        error instanceof BatchUpdateException batch && batch.getNextException() != null
            ? batch.getNextException()
            : error;
    String message = said.getMessage();
    return message == null ? "" : BATCH.matcher(message).replaceFirst("");
  }

  private static String hide(Throwable error, String message) {
    String text = hideValues(hidePasswords(message));
    return refusesValue(error) ? hideQuoted(text) : text;
  }

  private static String hidePasswords(String message) {
    String text = JDBC_URL.matcher(message).replaceAll("$1" + HIDDEN);
    text = NAMED.matcher(text).replaceAll("$1" + HIDDEN);
    text = USER_INFO.matcher(text).replaceAll("//" + HIDDEN + "@");
    return USER_SLASH.matcher(text).replaceAll(HIDDEN + "@");
  }

  private static String hideValues(String message) {
    String text = REFUSED_BY_MYSQL.matcher(message).replaceAll("$1'" + HIDDEN + "'$2");
    return ROW.matcher(text).replaceAll("VALUES " + HIDDEN);
  }

  /** Whether it is of the classes "data exception" or "integrity constraint violation". */
  private static boolean refusesValue(Throwable error) {
    String state = error instanceof SQLException sql ? sql.getSQLState() : null;
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  private static String hideQuoted(String message) {
    String text = DOUBLE_QUOTED.matcher(message).replaceAll("$1\"" + HIDDEN + "\"");
    return QUOTED.matcher(text).replaceAll(Secrets::nameOrHidden);
  }

  private static String nameOrHidden(MatchResult quoted) {
    return quoted.group(1) == null ? "'" + HIDDEN + "'" : Matcher.quoteReplacement(quoted.group(1));
  }

  /**
   * The first line, and that of what is behind it all in brackets: a driver may say no more than
   * that the link failed, and a migration no more than what it was at.
   */
  static String firstLineAndRoot(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String first = firstLine(error);
    String said = firstLine(root);
    return first.contains(said) ? first : first + " (" + said + ")";
  }

  /** {@code error}; or a copy without causes, if the message of one of them shows a secret. */
  static Throwable withoutSecrets(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !hide(cause, message).equals(message)) {
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
