package dev.switchback.junit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Drops what a schema contains. Each database has its own statements for that. */
enum DatabaseCleaner {
  H2(
      """
      SELECT 'DROP ' || CASE WHEN TABLE_TYPE LIKE '%VIEW%' THEN TABLE_TYPE ELSE 'TABLE' END || ' IF EXISTS '
          || QUOTE_IDENT(TABLE_SCHEMA) || '.' || QUOTE_IDENT(TABLE_NAME) || ' CASCADE', TABLE_NAME
        FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ?
        ORDER BY CASE WHEN TABLE_TYPE LIKE '%VIEW%' THEN 0 ELSE 1 END, TABLE_NAME
      """,
      """
      SELECT 'DROP ALIAS IF EXISTS ' || QUOTE_IDENT(ROUTINE_SCHEMA) || '.' || QUOTE_IDENT(ROUTINE_NAME)
        FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_SCHEMA = ? AND ROUTINE_TYPE <> 'AGGREGATE'
      """,
      """
      SELECT 'DROP SEQUENCE IF EXISTS ' || QUOTE_IDENT(SEQUENCE_SCHEMA) || '.' || QUOTE_IDENT(SEQUENCE_NAME)
        FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = ?
      """,
      """
      SELECT 'DROP DOMAIN IF EXISTS ' || QUOTE_IDENT(DOMAIN_SCHEMA) || '.' || QUOTE_IDENT(DOMAIN_NAME) || ' CASCADE'
        FROM INFORMATION_SCHEMA.DOMAINS WHERE DOMAIN_SCHEMA = ?
      """),
  POSTGRESQL(
      """
      SELECT format('DROP %s IF EXISTS %I.%I CASCADE',
          CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
            WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, n.nspname, c.relname), c.relname
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND NOT c.relispartition
          AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'a', 'i'))
        ORDER BY CASE c.relkind WHEN 'v' THEN 0 WHEN 'm' THEN 0 WHEN 'S' THEN 2 WHEN 'c' THEN 3 ELSE 1 END, c.relname
      """,
      """
      SELECT format('DROP ROUTINE IF EXISTS %I.%I(%s) CASCADE',
          n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid))
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = ? AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
      """,
      """
      SELECT format('DROP TYPE IF EXISTS %I.%I CASCADE', n.nspname, t.typname)
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        WHERE n.nspname = ? AND t.typtype IN ('e', 'd', 'r') AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
      """),
  MYSQL(
      """
      SELECT CONCAT('DROP ', CASE TABLE_TYPE WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END,
          ' IF EXISTS `', REPLACE(TABLE_SCHEMA, '`', '``'), '`.`', REPLACE(TABLE_NAME, '`', '``'), '`'), TABLE_NAME
        FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ?
        ORDER BY CASE TABLE_TYPE WHEN 'VIEW' THEN 0 WHEN 'SEQUENCE' THEN 2 ELSE 1 END, TABLE_NAME
      """,
      """
      SELECT CONCAT('DROP ', ROUTINE_TYPE, ' IF EXISTS `', REPLACE(ROUTINE_SCHEMA, '`', '``'), '`.`',
          REPLACE(ROUTINE_NAME, '`', '``'), '`')
        FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_SCHEMA = ? AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE')
      """,
      """
      SELECT CONCAT('DROP EVENT IF EXISTS `', REPLACE(EVENT_SCHEMA, '`', '``'), '`.`', REPLACE(EVENT_NAME, '`', '``'), '`')
        FROM INFORMATION_SCHEMA.EVENTS WHERE EVENT_SCHEMA = ?
      """);

  /** Queries for statements that drop objects. The first one also returns the names of tables. */
  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> queries;

  DatabaseCleaner(String... queries) {
    this.queries = List.of(queries);
  }

  /** Returns the cleaner for a database, by the name that its driver returns. */
  static DatabaseCleaner of(Connection connection) throws SQLException {
    return switch (connection.getMetaData().getDatabaseProductName()) {
      case "H2" -> H2;
      case "PostgreSQL" -> POSTGRESQL;
      default -> MYSQL;
    };
  }

  /** Returns the current schema of a connection, which MySQL and MariaDB call a database. */
  String currentSchema(Connection connection) throws SQLException {
    return this == MYSQL ? connection.getCatalog() : connection.getSchema();
  }

  /** Returns whether H2 has a schema only under this name in upper case. */
  boolean isFolded(Connection connection, String schema) throws SQLException {
    return !column(connection, "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA", 1)
        .contains(schema);
  }

  /** Returns the names of the tables, views and sequences of a schema. */
  List<String> contents(Connection connection, String schema) throws SQLException {
    return column(connection, queries.get(0), 2, schema);
  }

  /** Returns the names of the tables of a schema, as the catalogue has them. */
  static List<String> tables(Connection connection, String schema) throws SQLException {
    return column(
        connection,
        """
        SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES
        WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1
        """,
        1,
        schema);
  }

  /** Returns what may be outside the schemas, and that migrations can create. */
  List<String> surroundings(Connection connection) throws SQLException {
    return switch (this) {
      case H2 -> column(connection, "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA", 1);
      case POSTGRESQL ->
          column(
              connection,
              """
              SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%'
              UNION ALL SELECT extname FROM pg_catalog.pg_extension ORDER BY 1
              """,
              1);
      case MYSQL -> List.of();
    };
  }

  /** Drops everything in a schema. */
  void clean(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      checkForeignKeys(statement, false);
      try {
        for (String query : queries) { // an earlier drop may take later objects with it
          for (String drop : column(connection, query, 1, schema)) {
            statement.execute(drop);
          }
        }
      } finally {
        checkForeignKeys(statement, true);
      }
    }
  }

  /** MySQL and MariaDB have no {@code CASCADE}. */
  private void checkForeignKeys(Statement statement, boolean isOn) throws SQLException {
    if (this == MYSQL) {
      statement.execute("SET SESSION foreign_key_checks = " + (isOn ? "1" : "0"));
    }
  }

  private static List<String> column(
      Connection connection, String query, int column, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(column));
        }
        return values;
      }
    }
  }
}
