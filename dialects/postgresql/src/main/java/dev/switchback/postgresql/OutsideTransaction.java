package dev.switchback.postgresql;

import dev.switchback.dialect.RawSql;
import java.util.regex.Pattern;

/**
 * The statements that PostgreSQL refuses in a transaction, with SQLSTATE 25001: those that call
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

  /** Returns whether a statement adds an enum value, which the same transaction cannot use. */
  static boolean addsEnumValue(String sql) {
    return RawSql.isSingle(sql) && ADDS_VALUE.matcher(RawSql.words(sql)).matches();
  }

  /**
   * Returns whether a statement must run outside a transaction. Several statements sent together
   * are one transaction for the server, so they stay inside.
   */
  static boolean belongs(String sql) {
    return RawSql.isSingle(sql) && REFUSED.matcher(RawSql.words(sql)).matches();
  }
}
