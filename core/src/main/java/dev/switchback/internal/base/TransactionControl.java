package dev.switchback.internal.base;

import dev.switchback.dialect.RawSql;
import dev.switchback.dialect.SqlSyntax;
import dev.switchback.dialect.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Detects statements that would begin or end a transaction. Only the engine may do so. */
public final class TransactionControl {

  private static final Pattern CONTROL =
      Pattern.compile(
          "(?:commit|abort|end|begin(?!\\s+not\\s+atomic)"
              + "|rollback(?!\\s+(?:work\\s+|transaction\\s+)?to\\b)"
              + "|start\\s+transaction|prepare\\s+transaction|set\\s+(?:\\w+\\s+|@@\\w+\\.)?@*autocommit)\\b");

  /**
   * Reading statements. Excludes a {@code WITH} whose parts change rows, and H2's {@code FINAL
   * TABLE}.
   */
  private static final Pattern READING =
      Pattern.compile(
          "(?s)\\(*\\s*(?:select|values|table|show|explain|describe|desc|pragma)\\b"
              + "(?!.*\\b(?:old|new|final)\\s+table\\b).*"
              + "|with\\b(?!.*\\b(?:insert|update|delete|merge|replace)\\b).*");

  private TransactionControl() {}

  /** Returns whether a statement changes nothing, as far as its keywords show. */
  public static boolean onlyReads(String sql) {
    return READING.matcher(RawSql.words(sql)).matches();
  }

  /**
   * Rejects a statement that begins with such a keyword. This only names the mistake early. When a
   * migration ends, the engine proves that the transaction is still its own.
   *
   * @return whether {@code sql} may still contain one: after another statement, or where the first
   *     keyword cannot be read
   */
  public static boolean mayHideIn(String sql, SqlSyntax syntax) {
    String words = RawSql.words(sql);
    if (CONTROL.matcher(words).lookingAt()) {
      throw refused("'" + words.split("\\W+", 2)[0] + "'");
    }
    requireNone(SqlTokens.statements(sql, syntax).orElse(List.of()));
    boolean beginsWithWord = !words.isEmpty() && Character.isLetter(words.charAt(0));
    return !beginsWithWord || !RawSql.isSingle(sql);
  }

  /**
   * Rejects such statements up to the first routine. What follows the body of a routine may still
   * belong to it.
   */
  private static void requireNone(List<SqlTokens.Statement> statements) {
    for (SqlTokens.Statement statement : statements) {
      String shape = statement.shape().replace("@ ", "@").replace(" . ", ".");
      if (CONTROL.matcher(shape.toLowerCase(Locale.ROOT)).lookingAt()) {
        throw refused(
            "'%s' in line %d of the statement"
                .formatted(statement.tokens().get(0).text(), statement.line()));
      }
      if (statement.hasBody()) {
        return;
      }
    }
  }

  /** Returns the exception for a call that asks for the driver's own connection. */
  public static UnsupportedOperationException unwrapRefused() {
    return new UnsupportedOperationException(
        "'unwrap' is refused: the connection and its transaction belong to Switchback, and nothing"
            + " guards the driver's own connection. Nothing was sent by this call. Insert the rows"
            + " of a file by copyIn(…), and read many rows by forEachRow(…).");
  }

  /** Returns the exception for a rejected statement, or for a method of the connection. */
  public static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        what
            + " is refused: the connection and its transaction belong to Switchback, which ends"
            + " them together with the record of the migration. Leave it out.");
  }
}
