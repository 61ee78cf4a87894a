package dev.switchback.mysql;

import java.sql.Connection;

/** Describes the current MariaDB database. Overrides what differs from MySQL. */
final class MariaDbSchema extends MySqlSchema {

  /** The attribute of an index that queries do not use. */
  static final String IGNORED = "IF(IGNORED = 'YES', 'IGNORED', NULL)";

  MariaDbSchema(Connection connection) {
    super(connection);
  }

  @Override
  protected String asked(String query) {
    return InFull.inMariaDb(query);
  }

  /** Selects the columns. MariaDB shows defaults as SQL, and a missing default as the word NULL. */
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

  /** Selects the indexes. MariaDB has no indexes over expressions. */
  @Override
  protected String indexesQuery() {
    return indexesQuery("NULL", IGNORED);
  }

  /** Selects the sequences without their bounds, which would need one query for each sequence. */
  @Override
  protected String sequencesQuery() {
    return """
    SELECT TABLE_NAME AS sequence_name, 'SEQUENCE' AS words FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'SEQUENCE'\
    """;
  }
}
