package dev.switchback;

import java.util.Locale;
import java.util.regex.Pattern;

/** Statements that would end or begin a transaction, which is the engine's to do. */
final class TransactionControl {

  private static final Pattern CONTROL =
      Pattern.compile(
          "(?s)(?:commit|abort|end|begin(?!\\s+not\\s+atomic)"
              + "|rollback(?!\\s+(?:work\\s+|transaction\\s+)?to\\b)"
              + "|start\\s+transaction|prepare\\s+transaction|set\\s+(?:\\w+\\s+|@@\\w+\\.)?@*autocommit)\\b.*");

  private TransactionControl() {}

  /**
   * Refuses a statement that begins with such a word. It is a courtesy, which names the mistake;
   * that a transaction is still ours is proved when a migration ends.
   */
  static void refuseIn(String sql) {
    String statement = withoutComments(sql).toLowerCase(Locale.ROOT);
    if (CONTROL.matcher(statement).matches()) {
      throw refused(statement.split("\\W+", 2)[0]);
    }
  }

  /** What follows the comments and blanks that a statement begins with. */
  private static String withoutComments(String sql) {
    String rest = sql.stripLeading();
    while (rest.startsWith("--") || rest.startsWith("#") || rest.startsWith("/*")) {
      String end = rest.startsWith("/*") ? "*/" : "\n";
      int at = rest.indexOf(end);
      rest = at < 0 ? "" : rest.substring(at + end.length()).stripLeading();
    }
    return rest;
  }

  /** The same answer for a method of the connection. */
  static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        "'"
            + what
            + "' is refused: the connection and its transaction belong to Switchback, which ends"
            + " them together with the record of the migration. Leave it out.");
  }
}
