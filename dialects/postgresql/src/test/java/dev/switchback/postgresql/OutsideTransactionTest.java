package dev.switchback.postgresql;

import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.dialect.TransactionMode;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideTransactionTest {

  private static final String ACTIVE_SQL_TRANSACTION = "25001";
  private static final String SYNTAX_ERROR = "42601";

  private final PostgreSqlDialect dialect = new PostgreSqlDialect();

  private TransactionMode modeOf(String sql) {
    return dialect.rendering().modeOf(new ExecuteSql(sql, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX CONCURRENTLY i ON parts (a)",
        "create unique index concurrently if not exists i on whole (a);",
        "CREATE /* a */ INDEX -- b\n CONCURRENTLY i ON whole (a)",
        "DROP INDEX CONCURRENTLY IF EXISTS i",
        "REINDEX TABLE CONCURRENTLY whole",
        "REINDEX INDEX CONCURRENTLY whole_pk",
        "REINDEX (VERBOSE, CONCURRENTLY) TABLE whole",
        "REINDEX (CONCURRENTLY true) TABLE whole",
        "REINDEX SCHEMA public",
        "REINDEX (VERBOSE) SYSTEM postgres",
        "REINDEX DATABASE CONCURRENTLY postgres",
        "VACUUM",
        "VACUUM (ANALYZE) whole",
        "CREATE DATABASE another",
        "DROP DATABASE IF EXISTS another",
        "CREATE TABLESPACE s LOCATION '/nowhere'",
        "DROP TABLESPACE IF EXISTS s",
        "CREATE SUBSCRIPTION s CONNECTION 'dbname=a' PUBLICATION p",
        "ALTER SYSTEM SET work_mem = '4MB'",
        "ALTER DATABASE postgres SET TABLESPACE pg_default",
        "ALTER TABLE whole DETACH PARTITION parts CONCURRENTLY",
        "CLUSTER",
        "CLUSTER VERBOSE"
      })
  void keeps_out_of_a_transaction_what_the_server_refuses_in_one(String sql) throws SQLException {
    assertThat(modeOf(sql)).isEqualTo(TransactionMode.NON_TRANSACTIONAL);

    SQLException error = catchThrowableOfType(SQLException.class, () -> inTransaction(sql));

    assertThat(error.getSQLState()).isEqualTo(ACTIVE_SQL_TRANSACTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX concurrently_built ON parts (a)",
        "CREATE INDEX ON parts (a)",
        "REINDEX TABLE parts",
        "REINDEX (CONCURRENTLY false) TABLE parts",
        "ALTER TABLE whole DETACH PARTITION parts",
        "ALTER TYPE mood ADD VALUE 'sad'; SELECT 1",
        "ALTER DATABASE postgres SET work_mem = '4MB'",
        "CLUSTER parts USING parts_pkey",
        "TRUNCATE parts",
        "ANALYZE parts",
        "SELECT 'VACUUM'",
        "INSERT INTO parts VALUES (1); DELETE FROM parts",
        "DO $$ BEGIN NULL; END $$",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT 2'"
      })
  void leaves_in_the_transaction_what_takes_part_in_it(String sql) {
    assertThat(modeOf(sql)).isEqualTo(TransactionMode.TRANSACTIONAL);
    assertThatCode(() -> inTransaction(sql)).doesNotThrowAnyException();
  }

  /** Before version 17 it needs a table, with which it takes part in the transaction. */
  @Test
  void keeps_out_of_a_transaction_a_cluster_of_all_tables_with_options() throws SQLException {
    String sql = "CLUSTER (VERBOSE)";
    assertThat(modeOf(sql)).isEqualTo(TransactionMode.NON_TRANSACTIONAL);

    SQLException error = catchThrowableOfType(SQLException.class, () -> inTransaction(sql));

    assertThat(error.getSQLState())
        .isEqualTo(version() < 17 ? SYNTAX_ERROR : ACTIVE_SQL_TRANSACTION);
  }

  private static int version() throws SQLException {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection connection = database.dataSource().getConnection()) {
      return connection.getMetaData().getDatabaseMajorVersion();
    }
  }

  /** Sends it in a transaction, which is rolled back. */
  private static void inTransaction(String sql) throws SQLException {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE whole (a int, CONSTRAINT whole_pk PRIMARY KEY (a)) PARTITION BY RANGE (a);"
              + "CREATE TABLE parts PARTITION OF whole FOR VALUES FROM (0) TO (9);"
              + "CREATE TYPE mood AS ENUM ('glad')");
      connection.setAutoCommit(false);
      statement.execute("SELECT 1");
      try {
        statement.execute(sql);
      } finally {
        connection.rollback();
      }
    }
  }

  @Test
  void adds_a_value_to_an_enum_type_outside_so_that_later_steps_can_use_it() {
    assertThat(modeOf("/* a */ alter type mood add value if not exists 'sad' before 'glad';"))
        .isEqualTo(TransactionMode.NON_TRANSACTIONAL);
    assertThat(dialect.rendering().modeOf(new AddEnumValue("t", "a", "b", null, null)))
        .isEqualTo(TransactionMode.NON_TRANSACTIONAL);
    assertThat(modeOf("ALTER TYPE mood RENAME VALUE 'sad' TO 'glad'"))
        .isEqualTo(TransactionMode.TRANSACTIONAL);
  }

  @Test
  void sends_several_statements_together_in_the_transaction() {
    assertThat(modeOf("VACUUM; DROP TABLE parts")).isEqualTo(TransactionMode.TRANSACTIONAL);
  }

  @Test
  void builds_and_removes_indexes_concurrently_outside_of_a_transaction() {
    assertThat(dialect.rendering().modeOf(new AddIndex("t", index("a").concurrently())))
        .isEqualTo(TransactionMode.NON_TRANSACTIONAL);
    assertThat(dialect.rendering().modeOf(new RemoveIndex("t", "a", true)))
        .isEqualTo(TransactionMode.NON_TRANSACTIONAL);
    assertThat(dialect.rendering().modeOf(new AddIndex("t", index("a"))))
        .isEqualTo(TransactionMode.TRANSACTIONAL);
    assertThat(dialect.rendering().modeOf(new RemoveIndex("t", "a")))
        .isEqualTo(TransactionMode.TRANSACTIONAL);
  }

  @Test
  void knows_words_in_every_locale() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(modeOf("DROP INDEX CONCURRENTLY i")).isEqualTo(TransactionMode.NON_TRANSACTIONAL);
    } finally {
      Locale.setDefault(usual);
    }
  }
}
