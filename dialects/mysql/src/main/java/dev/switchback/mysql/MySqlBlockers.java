package dev.switchback.mysql;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogQuery;
import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the sessions that block another session. Empty if performance_schema is switched off, or if
 * the user may not read it.
 */
final class MySqlBlockers {

  /**
   * Selects the holders of the metadata lock that the session waits for. Works on MySQL and
   * MariaDB.
   */
  private static final String OF_METADATA =
      """
      SELECT DISTINCT %s
      FROM performance_schema.threads w
      JOIN performance_schema.metadata_locks p
        ON p.OWNER_THREAD_ID = w.THREAD_ID AND p.LOCK_STATUS = 'PENDING'
      JOIN performance_schema.metadata_locks g
        ON g.OBJECT_TYPE = p.OBJECT_TYPE AND g.OBJECT_SCHEMA <=> p.OBJECT_SCHEMA
        AND g.OBJECT_NAME <=> p.OBJECT_NAME AND g.LOCK_STATUS = 'GRANTED'
        AND g.OWNER_THREAD_ID <> p.OWNER_THREAD_ID
      JOIN performance_schema.threads b ON b.THREAD_ID = g.OWNER_THREAD_ID
      WHERE w.PROCESSLIST_ID = ? ORDER BY 1\
      """
          .formatted(text("b.PROCESSLIST_"));

  private static final String OF_ROWS_IN_MYSQL =
      """
      SELECT DISTINCT %s
      FROM performance_schema.threads w
      JOIN performance_schema.data_lock_waits d ON d.REQUESTING_THREAD_ID = w.THREAD_ID
      JOIN performance_schema.threads b ON b.THREAD_ID = d.BLOCKING_THREAD_ID
      WHERE w.PROCESSLIST_ID = ? ORDER BY 1\
      """
          .formatted(text("b.PROCESSLIST_"));

  private static final String OF_ROWS_IN_MARIADB =
      """
      SELECT DISTINCT %s
      FROM information_schema.INNODB_LOCK_WAITS d
      JOIN information_schema.INNODB_TRX w ON w.trx_id = d.requesting_trx_id
      JOIN information_schema.INNODB_TRX o ON o.trx_id = d.blocking_trx_id
      JOIN information_schema.PROCESSLIST b ON b.ID = o.trx_mysql_thread_id
      WHERE w.trx_mysql_thread_id = ? ORDER BY 1\
      """
          .formatted(text("b."));

  private MySqlBlockers() {}

  static List<String> ofMySql(Connection connection, String waiting) {
    return found(connection, waiting, OF_METADATA, OF_ROWS_IN_MYSQL);
  }

  static List<String> ofMariaDb(Connection connection, String waiting) {
    return found(connection, waiting, OF_METADATA, OF_ROWS_IN_MARIADB);
  }

  /** Describes a session without its statement, which may contain secrets. */
  private static String text(String columns) {
    return "CONCAT('session ', %1$sID, ' of user ', COALESCE(%1$sUSER, '?'),".formatted(columns)
        + " COALESCE(CONCAT(' from ', %1$sHOST), ''), ', ', %1$sCOMMAND, ' for ', %1$sTIME, ' s')"
            .formatted(columns);
  }

  private static List<String> found(Connection connection, String waiting, String... queries) {
    Set<String> found = new LinkedHashSet<>();
    for (String query : queries) {
      try {
        found.addAll(CatalogQuery.strings(connection, InFull.limited(query), waiting));
      } catch (CatalogException e) {
        // The list is only informative; the error it explains matters more.
      }
    }
    return List.copyOf(found);
  }
}
