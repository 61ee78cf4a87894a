package dev.switchback.mysql;

import java.sql.Connection;

/** All of the current database, where MariaDB shows it differently from MySQL. */
final class MariaDbSchema extends MySqlSchema {

  MariaDbSchema(Connection connection) {
    super(connection);
  }

  @Override
  protected String asked(String query) {
    return InFull.inMariaDb(query);
  }

  /** Defaults are SQL here, and the absence of one is the word NULL. */
  @Override
  protected String columnsQuery() {
    return columnsQuery("NULLIF(COLUMN_DEFAULT, 'NULL')");
  }

  @Override
  protected String checksQuery() {
    return """
    SELECT TABLE_NAME AS table_name, CONSTRAINT_NAME AS constraint_name, 'CHECK' AS kind,
      CHECK_CLAUSE AS check_sql, NULL AS extra
    FROM information_schema.CHECK_CONSTRAINTS
    WHERE CONSTRAINT_SCHEMA = DATABASE() {AND TABLE_NAME = ?}\
    """;
  }

  /** It has no indexes over expressions. */
  @Override
  protected String indexesQuery() {
    return indexesQuery("NULL", "IF(IGNORED = 'YES', 'IGNORED', NULL)");
  }

  /** Its bounds could be read from each sequence alone. */
  @Override
  protected String sequencesQuery() {
    return """
    SELECT TABLE_NAME AS sequence_name, 'SEQUENCE' AS words FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'SEQUENCE'\
    """;
  }
}
