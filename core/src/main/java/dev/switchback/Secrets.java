package dev.switchback;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Keeps passwords out of messages: drivers and pools put the URL, and what is in it, into theirs.
 */
final class Secrets {

  private static final String HIDDEN = "********";
  private static final Pattern NAMED =
      Pattern.compile("(?i)((?:password|passwd|pwd|secret|token|key)\\w*=)[^\\s;&,'\"]+");
  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");

  private Secrets() {}

  /** The first line of a message; what drivers add below it are the statement and its values. */
  static String firstLine(Throwable error) {
    String message = error.getMessage();
    return message == null || message.isBlank()
        ? error.getClass().getSimpleName()
        : hide(message.strip().lines().findFirst().orElse(""));
  }

  private static String hide(String text) {
    return USER_INFO
        .matcher(NAMED.matcher(text).replaceAll("$1" + HIDDEN))
        .replaceAll("//" + HIDDEN + "@");
  }

  /** {@code error}; or a copy without causes, if the message of one of them shows a secret. */
  static Throwable withoutSecrets(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !hide(message).equals(message)) {
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
