package dev.switchback;

import dev.switchback.dialect.RawSql;
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
    String statement = RawSql.words(sql);
    if (CONTROL.matcher(statement).matches()) {
      throw refused(statement.split("\\W+", 2)[0]);
    }
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
