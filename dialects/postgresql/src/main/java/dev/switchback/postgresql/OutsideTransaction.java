package dev.switchback.postgresql;

import dev.switchback.dialect.RawSql;
import java.util.regex.Pattern;

/**
 * The statements that PostgreSQL refuses in a transaction, with the state 25001: those that call
 * {@code PreventInTransactionBlock} in its source.
 */
final class OutsideTransaction {

  private static final Pattern REFUSED =
      Pattern.compile(
          "create (?:unique )?index concurrently\\b.*"
              + "|drop index concurrently\\b.*"
              + "|reindex (?:\\([^)]*\\) ?)?(?:schema|database|system)\\b.*"
              + "|reindex (?:\\([^)]*\\) ?)?(?:table|index) concurrently\\b.*"
              + "|reindex \\((?:[^)]*\\W)?concurrently\\b(?! (?:false|off|0)\\b)[^)]*\\).*"
              + "|vacuum\\b.*"
              + "|cluster(?: verbose| ?\\([^)]*\\))?"
              + "|(?:create|drop) (?:database|tablespace|subscription)\\b.*"
              + "|alter system\\b.*"
              + "|alter database\\b.*\\bset tablespace\\b.*"
              + "|alter table\\b.*\\bdetach partition\\b.*\\bconcurrently");

  private OutsideTransaction() {}

  private static final Pattern ADDS_VALUE = Pattern.compile("alter type\\b.*\\badd value\\b.*");

  /** Whether it adds a value to an enum type, which the transaction that adds it cannot use. */
  static boolean addsEnumValue(String sql) {
    return RawSql.isSingle(sql) && ADDS_VALUE.matcher(RawSql.words(sql)).matches();
  }

  /** Several statements at once are one transaction to the server: they stay in ours. */
  static boolean belongs(String sql) {
    return RawSql.isSingle(sql) && REFUSED.matcher(RawSql.words(sql)).matches();
  }
}
