package dev.switchback.internal.base;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes passwords and bound values from messages. Drivers and pools put URLs into their messages,
 * and servers the values that they rejected.
 */
public final class Redaction {

  private static final String HIDDEN = "********";

  private static final String RAISED =
      "a trigger or a routine of the database raised an error; the cause of this exception has its"
          + " text";

  /**
   * Everything after the name of the driver, because each driver writes passwords differently. A
   * password may contain a space, so the rest of the line is removed too.
   */
  private static final Pattern JDBC_URL =
      Pattern.compile(
          "(?i)(jdbc:(?:[\\w+.-]+:)?)(?:\\S*(?:password|passwd|pwd|secret)\\w*[\"']?[=:].*|\\S+)");

  /**
   * Passwords in the forms {@code password=x}, {@code password: x} and {@code "password":"x"}. A
   * comma or semicolon ends the value only if another name follows. MySQL's {@code (using password:
   * YES)} is not a secret.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:(?:password|passwd|pwd|secret)\\w*[\"']?\\s*[=:]"
              + "|(?:token|key)\\w*(?:[\"']\\s*[=:]|\\s*=))\\s*)"
              + "(?!(?:YES|NO)\\))"
              + "(?:\"[^\"]*+(?:\"|$)|'[^']*+(?:'|$)|[^\\s&]+?(?=[\\s&]|[;,]\\s*\\w+\\s*=|$))");

  /**
   * Variables of MySQL and MariaDB, {@code @@name} and {@code @name}, without another {@code @}
   * after them.
   */
  private static final String VARIABLE = "['\"`(=,]{0,2}@{1,2}[\\w`][^@\\s]*+(?!\\S)";

  /**
   * User and password in {@code //me:password@host} and {@code me/password@host}, and in what
   * drivers cut out of them. The password may contain each of these separators. MySQL's {@code
   * 'me'@'host'} is not a secret.
   */
  private static final Pattern USER_INFO =
      Pattern.compile("(?<!\\S)(?!" + VARIABLE + ")\\S+@(?=[\\w\\[/])");

  /**
   * The values of a row. H2's message ends with them, and the message of PostgreSQL's driver begins
   * with the statement.
   */
  private static final Pattern ROW = Pattern.compile("(?is)\\bVALUES\\s*\\(.*");

  /** The key of a row, after which H2 shows the rest of the row. */
  private static final Pattern KEY_IN_H2 = Pattern.compile("(?s)\\( ?/\\* ?key:.*");

  /** A foreign key in H2's message, followed by the value without a referenced row. */
  private static final Pattern REFERENCE_IN_H2 =
      Pattern.compile("(?s)( REFERENCES [^()]*\\([^()]*\\) )\\(.*");

  private static final Pattern BATCH = Pattern.compile("(?s)^Batch entry .* was aborted: ");

  /** A value that MySQL rejects. MySQL does not double the quotes in it. */
  private static final Pattern REFUSED_BY_MYSQL =
      Pattern.compile(
          "(?s)(Duplicate entry |Incorrect [\\w ]+ value: )'(.*)'( for (?:key|column) )");

  /** Either the name of an object, which stays, or a value. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "((?i:key|column|constraint|table|index|field) '[^']*+')|'([^']*+)(?:'|$)",
          Pattern.MULTILINE);

  /** A value in double quotes, as PostgreSQL and H2 show it after these words. */
  private static final Pattern DOUBLE_QUOTED =
      Pattern.compile("(?i)((?<!violation): |\\b(?:value|constant|converting) )\"(?:(.*)\"|.*)");

  /** The part of a statement that MySQL and MariaDB cannot parse. They show 80 characters of it. */
  private static final Pattern REST_IN_MYSQL =
      Pattern.compile("(?s)( near ')([^'\"$\\d]*)['\"$\\d].*(' at line \\d+)");

  /** The whole statement, in which H2 marks a syntax error with a star. */
  private static final Pattern STATEMENT_IN_H2 =
      Pattern.compile("(?s)(Syntax error in SQL statement \"[^'$]*)['$].*");

  /** The token that PostgreSQL cannot parse, if it is a string literal. */
  private static final Pattern WORD_IN_POSTGRESQL = Pattern.compile("(?s)(at or near \")['$].*");

  /** An invalid port or URL in a message of Java: either may be a password. */
  private static final Pattern NOT_UNDERSTOOD =
      Pattern.compile(
          "(?s)(For input string: |No suitable driver found for (?:jdbc:[\\w+.-]+:)?).*");

  /**
   * Characters that make the end of a string literal uncertain, because it depends on the database
   * and its settings.
   */
  private static final Pattern UNCERTAIN = Pattern.compile("\\\\|\\$|--|#|/\\*");

  /** A string literal, or a name in double quotes or backticks. Quotes are doubled in each. */
  private static final Pattern TEXT_OR_NAME =
      Pattern.compile("(?s)'(?:[^']|'')*+(?:'|$)|(\"(?:[^\"]|\"\")*+(?:\"|$)|`[^`]*+(?:`|$))");

  private Redaction() {}

  /**
   * Returns a statement without the quoted values in it. If it is uncertain what is quoted,
   * everything after the first quote is left out.
   *
   * @param hasNames whether double quotes enclose names, and not values
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

  /** Returns the first line of a message. Drivers add the statement and its values below it. */
  public static String firstLine(Throwable error) {
    return firstLine(error, "");
  }

  /**
   * Returns the first line of a message.
   *
   * @param definition a statement without secrets: a value that it quotes is shown
   */
  public static String firstLine(Throwable error, String definition) {
    return firstLine(error, refusesValue(error), definition);
  }

  /**
   * Returns a line of a server without passwords and without quoted text.
   *
   * @param definition a statement without secrets: a value that it quotes is shown
   */
  public static String line(String text, String definition) {
    return hide(text, true, definition);
  }

  private static String firstLine(Throwable error, boolean refusesValue, String definition) {
    String message = message(error);
    return message.isBlank()
        ? error.getClass().getSimpleName()
        : hide(message.strip(), refusesValue, definition).lines().findFirst().orElse("");
  }

  /** Returns the message without the statement that a batch shows first. */
  private static String message(Throwable error) {
    Throwable said =
        error instanceof BatchUpdateException batch && batch.getNextException() != null
            ? batch.getNextException()
            : error;
    String message = isRaised(said) ? RAISED : said.getMessage();
    return message == null ? "" : BATCH.matcher(message).replaceFirst("");
  }

  /**
   * Returns whether a trigger or a routine raised the error. Its message may contain any value of a
   * row.
   */
  private static boolean isRaised(Throwable error) {
    String state = error instanceof SQLException sql ? sql.getSQLState() : null;
    return state != null && (state.startsWith("P0") || state.startsWith("45"));
  }

  private static String hide(String message, boolean refusesValue, String definition) {
    String text = hideStatement(hideValues(hidePasswords(message), definition));
    return refusesValue ? hideQuoted(text, definition) : text;
  }

  private static String hidePasswords(String message) {
    String text = JDBC_URL.matcher(message).replaceAll("$1" + HIDDEN);
    text = NAMED.matcher(text).replaceAll("$1" + HIDDEN);
    text = NOT_UNDERSTOOD.matcher(text).replaceAll("$1" + HIDDEN);
    return USER_INFO.matcher(text).replaceAll(HIDDEN + "@");
  }

  private static String hideValues(String message, String definition) {
    String text =
        REFUSED_BY_MYSQL
            .matcher(message)
            .replaceAll(found -> shown(found, definition, "$1'" + HIDDEN + "'$3"));
    text = KEY_IN_H2.matcher(text).replaceAll("( " + HIDDEN + " )");
    text = REFERENCE_IN_H2.matcher(text).replaceAll("$1(" + HIDDEN + ")");
    return ROW.matcher(text).replaceAll("VALUES " + HIDDEN);
  }

  /**
   * Removes the part of a statement that a server shows after a syntax error, from the first value
   * on.
   */
  private static String hideStatement(String message) {
    String text = REST_IN_MYSQL.matcher(message).replaceAll("$1$2…$3");
    text = STATEMENT_IN_H2.matcher(text).replaceAll("$1…\"");
    return WORD_IN_POSTGRESQL.matcher(text).replaceAll("$1" + HIDDEN + "\"");
  }

  /** Returns whether the SQLSTATE class is "data exception" or "integrity constraint violation". */
  private static boolean refusesValue(Throwable error) {
    String state = error instanceof SQLException sql ? sql.getSQLState() : null;
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  private static String hideQuoted(String message, String definition) {
    String text =
        DOUBLE_QUOTED
            .matcher(message)
            .replaceAll(found -> shown(found, definition, "$1\"" + HIDDEN + "\""));
    return QUOTED
        .matcher(text)
        .replaceAll(
            found ->
                found.group(1) == null
                    ? shown(found, definition, "'" + HIDDEN + "'")
                    : Matcher.quoteReplacement(found.group()));
  }

  /** Returns the found text if the definition quotes its value, and otherwise {@code hidden}. */
  private static String shown(MatchResult found, String definition, String hidden) {
    String value = found.group(2);
    return value != null
            && !value.isEmpty()
            && definition.contains("'" + value.replace("'", "''") + "'")
        ? Matcher.quoteReplacement(found.group())
        : hidden;
  }

  /** Returns the first line of the error, and that of its root cause in parentheses. */
  public static String firstLineAndRoot(Throwable error) {
    return firstLineAndRoot(error, "");
  }

  /**
   * Returns the first line of the error, and the first line of its root cause in parentheses. A
   * driver may report only that the link failed.
   *
   * @param definition a statement without secrets: a value that it quotes is shown
   */
  public static String firstLineAndRoot(Throwable error, String definition) {
    Throwable root = error;
    boolean refusesValue = refusesValue(error);
    while (root.getCause() != null) {
      root = root.getCause();
      refusesValue |= refusesValue(root);
    }
    String first = firstLine(error, refusesValue, definition);
    String said = firstLine(root, refusesValue, definition);
    return first.contains(said) ? first : first + " (" + said + ")";
  }

  /**
   * Returns {@code error}. If a message in its chain of causes shows a secret, returns a redacted
   * copy without causes.
   */
  public static Throwable withoutSecrets(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !hide(message, refusesValue(cause), "").equals(message)) {
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
