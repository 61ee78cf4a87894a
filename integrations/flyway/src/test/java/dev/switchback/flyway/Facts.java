package dev.switchback.flyway;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.DatabaseImage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a database has, besides the tables of migration tools: in the words of its catalogue. */
final class Facts {

  private static final Map<TestDatabase, List<String>> QUERIES =
      Map.of(
          TestDatabase.POSTGRESQL,
          List.of(
              """
              SELECT pg_get_functiondef(p.oid) FROM pg_proc p
              WHERE p.pronamespace = current_schema()::regnamespace ORDER BY p.proname
              """,
              "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY"
                  + " tgname",
              "SELECT definition FROM pg_rules WHERE schemaname = current_schema() ORDER BY"
                  + " rulename",
              "SELECT viewname, definition FROM pg_views WHERE schemaname = current_schema() ORDER"
                  + " BY 1",
              "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1",
              "SELECT enumlabel FROM pg_enum ORDER BY enumtypid, enumsortorder",
              """
              SELECT c.relname, obj_description(c.oid), pg_get_partkeydef(c.oid) FROM pg_class c
              WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
              AND c.relname NOT LIKE 'switchback%' AND c.relname NOT LIKE 'flyway%' ORDER BY 1
              """,
              """
              SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
              WHERE connamespace = current_schema()::regnamespace
              AND conrelid::regclass::text !~ 'switchback|flyway' ORDER BY 1
              """),
          TestDatabase.MYSQL,
          ofMySql(),
          TestDatabase.MARIADB,
          ofMySql(),
          TestDatabase.H2,
          List.of(
              """
              SELECT ROUTINE_NAME, ROUTINE_DEFINITION FROM INFORMATION_SCHEMA.ROUTINES
              WHERE ROUTINE_SCHEMA = CURRENT_SCHEMA ORDER BY 1
              """,
              """
              SELECT SEQUENCE_NAME, BASE_VALUE FROM INFORMATION_SCHEMA.SEQUENCES
              WHERE SEQUENCE_SCHEMA = CURRENT_SCHEMA AND SEQUENCE_NAME NOT LIKE 'SYSTEM%' ORDER BY 1
              """,
              """
              SELECT TABLE_NAME, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS
              WHERE TABLE_SCHEMA = CURRENT_SCHEMA ORDER BY 1
              """,
              """
              SELECT TABLE_NAME, REMARKS FROM INFORMATION_SCHEMA.TABLES
              WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND REMARKS IS NOT NULL ORDER BY 1
              """));

  private Facts() {}

  /** The two modes about dates differ on MySQL 8.0.10 to 8.0.19, see decision 5. */
  private static final String MODE =
      "REPLACE(REPLACE(SQL_MODE, 'NO_ZERO_IN_DATE,', ''), 'NO_ZERO_DATE,', '')";

  private static List<String> ofMySql() {
    return List.of(
        """
        SELECT ROUTINE_NAME, ROUTINE_TYPE, DTD_IDENTIFIER, ROUTINE_DEFINITION, %s
        FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY 1
        """
            .formatted(MODE),
        """
        SELECT TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT, %s
        FROM INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1
        """
            .formatted(MODE),
        """
        SELECT EVENT_NAME, EVENT_DEFINITION, INTERVAL_VALUE, STATUS
        FROM INFORMATION_SCHEMA.EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER BY 1
        """,
        """
        SELECT TABLE_NAME, REPLACE(VIEW_DEFINITION, DATABASE(), '')
        FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1
        """,
        """
        SELECT TABLE_NAME, TABLE_COMMENT, TABLE_COLLATION, CREATE_OPTIONS
        FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = DATABASE()
        AND TABLE_NAME NOT LIKE 'switchback%' AND TABLE_NAME NOT LIKE 'flyway%' ORDER BY 1
        """,
        """
        SELECT TABLE_NAME, PARTITION_NAME, PARTITION_DESCRIPTION FROM INFORMATION_SCHEMA.PARTITIONS
        WHERE TABLE_SCHEMA = DATABASE() AND PARTITION_NAME IS NOT NULL ORDER BY 1, 2
        """);
  }

  /** Returns the facts, with rows. A time in a row counts as any other time. */
  static Map<String, String> of(TestDatabase kind, FreshDatabase database) throws SQLException {
    Map<String, String> facts = new TreeMap<>();
    try (Connection connection = database.dataSource().getConnection()) {
      DatabaseImage.of(connection)
          .facts()
          .forEach(
              (subject, fact) -> {
                if (!subject.startsWith("flyway_schema_history")) {
                  facts.merge(
                      subject.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:[\\d:.]+", "TIME"),
                      fact,
                      (one, another) -> one + " + " + another);
                }
              });
      for (String query : QUERIES.get(kind)) {
        facts.put(query, String.join("\n", rows(connection, query)));
      }
    }
    return facts;
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(rows.getString(i)).append(" | ");
        }
        all.add(row.toString());
      }
    }
    return all;
  }
}
