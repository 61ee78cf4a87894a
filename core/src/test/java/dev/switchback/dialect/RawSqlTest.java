package dev.switchback.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawSqlTest {

  private static TransactionMode modeOf(String sql) {
    return RawSql.modeWithoutTransactionalDdl(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a (b INT)",
        "create\n unique  index i on a (b);",
        "ALTER TABLE a ADD b INT, ADD c INT",
        "DROP VIEW v ;",
        "COMMENT ON TABLE a IS 'b'",
        "GRANT INSERT ON a TO b"
      })
  void knows_that_what_describes_a_table_leaves_the_session_as_it_is(String sql) {
    assertThat(RawSql.mayChangeSession(sql)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET search_path TO a",
        "RESET ROLE",
        "SELECT set_config('search_path', '', false)",
        "DO $$ BEGIN SET ROLE a; END $$",
        "INSERT INTO a VALUES (1)",
        "TRUNCATE a",
        "CALL a()",
        "CREATE EXTENSION a",
        "DROP DATABASE a",
        "DROP SCHEMA a",
        "CREATE TABLE a AS SELECT set_config('search_path', '', false)",
        "CREATE TABLE a AS(VALUES (f()))",
        "CREATE TABLE a AS\n  TABLE b",
        "CREATE TABLE a SELECT f()",
        "CREATE TABLE a (b INT); SET ROLE a",
        "CREATE TABLE a (b INT) /*! ; SET sql_mode = '' */",
        "CREATE TABLE \"a--b\" AS SELECT f()"
      })
  void takes_everything_else_for_what_may_change_the_session(String sql) {
    assertThat(RawSql.mayChangeSession(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO a VALUES (1)",
        "insert into a values (1);",
        "  Update a SET b = 1 ; ",
        "DELETE FROM a",
        "MERGE INTO a USING b ON a.c = b.c WHEN MATCHED THEN DELETE",
        "REPLACE INTO a VALUES (1)",
        "-- create it\nINSERT INTO a VALUES (1)",
        "# why\n/* and\nhow */ INSERT INTO a VALUES (1)",
        "INSERT/**/INTO a VALUES ('drop')"
      })
  void takes_statements_that_write_rows_for_parts_of_the_transaction(String sql) {
    assertThat(modeOf(sql)).isEqualTo(TransactionMode.TRANSACTIONAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a (b INT)",
        "create unique index i on a (b)",
        "ALTER TABLE a ADD b INT, ADD c INT",
        "DROP TABLE a;",
        "DROP TABLE temporary",
        "CREATE TABLE temporary (a INT)",
        "CREATE OR REPLACE VIEW a AS SELECT 1, 2",
        "CREATE USER a IDENTIFIED BY 'b'",
        "TRUNCATE a",
        "truncate table a",
        "RENAME TABLE a TO b",
        "COMMENT ON TABLE a IS 'b'",
        "GRANT SELECT, INSERT ON a TO b",
        "REVOKE ALL ON a FROM b",
        "/* insert */ DROP VIEW v"
      })
  void takes_schema_statements_for_such_as_commit(String sql) {
    assertThat(modeOf(sql)).isEqualTo(TransactionMode.IMPLICIT_COMMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "CALL tidy()",
        "SET foreign_key_checks = 0",
        "LOAD DATA INFILE 'a' INTO TABLE b",
        "WITH c AS (SELECT 1) INSERT INTO a SELECT * FROM c",
        "LOCK TABLES a WRITE",
        "ANALYZE TABLE a",
        "(SELECT 1)",
        "inserted",
        "INSERT INTO a VALUES (1); DROP TABLE a",
        "INSERT INTO a VALUES (';')",
        "CREATE PROCEDURE p() BEGIN INSERT INTO a VALUES (1); END",
        "CREATE TEMPORARY TABLE a (b INT)",
        "create /* */ temporary table a (b int)",
        "CREATE OR REPLACE TEMPORARY TABLE a (b INT)",
        "CREATE LOCAL TEMPORARY TABLE a (b INT)",
        "CREATE CACHED GLOBAL TEMPORARY TABLE a (b INT)",
        "DROP TEMPORARY TABLE a",
        "CREATE FUNCTION f RETURNS STRING SONAME 'f.so'",
        "DROP FUNCTION f",
        "DROP TABLE a, b",
        "CREATE USER a, b",
        "GRANT SELECT, INSERT ON a TO b, c",
        "CREATE OR REPLACE TABLE a (b INT)",
        "/*! INSERT INTO a VALUES (1) */",
        "/*!50000 DROP TABLE a */",
        "/*M! DROP TABLE a */",
        "CREATE /*!50000 TEMPORARY */ TABLE a (b INT)",
        "/*+ MAX_EXECUTION_TIME(1) */ INSERT INTO a VALUES (1)",
        "-- INSERT",
        "/* INSERT INTO a VALUES (1)",
        ";"
      })
  void does_not_look_into_anything_else(String sql) {
    assertThat(modeOf(sql)).isEqualTo(TransactionMode.OPAQUE);
  }

  @Test
  void knows_words_in_every_locale() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(List.of("INSERT INTO a VALUES (1)", "insert into a values (1)"))
          .allMatch(sql -> modeOf(sql) == TransactionMode.TRANSACTIONAL);
      assertThat(RawSql.words("CREATE UNIQUE INDEX")).isEqualTo("create unique index");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void looks_at_a_statement_without_its_comments() {
    assertThat(RawSql.words(" -- a\n\tSELECT /* b\n*/  1 # c\n ; ; ")).isEqualTo("select 1");
    assertThat(RawSql.words("/* a")).isEmpty();
    assertThat(RawSql.words("")).isEmpty();
  }

  @Test
  void looks_at_very_long_statements() {
    String values = "(1, 'a /* b'), \n".repeat(200_000);

    assertThat(modeOf("INSERT INTO a VALUES " + values)).isEqualTo(TransactionMode.TRANSACTIONAL);
    assertThat(modeOf("CREATE TABLE a (" + " b".repeat(200_000)))
        .isEqualTo(TransactionMode.IMPLICIT_COMMIT);
  }

  // ---- several statements in one string

  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "`",
          "'",
          true,
          true,
          Set.of("--"),
          true,
          EnumSet.allOf(SchemaObject.Kind.class),
          Pattern.compile("SET .*"));

  private static List<Operation> stepsOf(String sql) {
    return RawSql.stepsOf(new ExecuteSql(sql, List.of()), SYNTAX);
  }

  @Test
  void takes_each_of_several_plain_statements_as_a_step() {
    assertThat(
            stepsOf(
                """
                /* ; */ CREATE TABLE a (b TEXT DEFAULT ';'); -- it's one
                insert into a VALUES ('x;y');;
                 create index i ON a (b)
                ;
                """))
        .extracting(step -> ((ExecuteSql) step).sql())
        .containsExactly(
            "CREATE TABLE a (b TEXT DEFAULT ';')",
            "insert into a VALUES ('x;y')",
            "create index i ON a (b)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a (b INT);",
        "CREATE TABLE a (b INT); CALL p()",
        "CREATE TABLE a (b INT); SELECT 1",
        "DECLARE b INT; BEGIN UPDATE a SET c = 1; END",
        "CREATE TABLE a (b INT); COMMIT",
        "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN UPDATE b SET c = 1; END; DROP TABLE"
            + " d",
        "CREATE TABLE a (b INT); DROP TABLE b /*! , c */",
        "UPDATE a SET b = 'c\\'; DROP TABLE d; -- '",
        "UPDATE a SET b = 'never ends; DROP TABLE d"
      })
  void leaves_a_string_whole_if_it_is_not_plain(String sql) {
    assertThat(stepsOf(sql)).containsExactly(new ExecuteSql(sql, List.of()));
  }

  @Test
  void leaves_a_string_with_bound_values_whole() {
    ExecuteSql bound = new ExecuteSql("UPDATE a SET b = ?; UPDATE a SET b = ?", List.of(1, 2));
    assertThat(RawSql.stepsOf(bound, SYNTAX)).containsExactly(bound);
  }

  @Test
  void splits_a_string_in_every_locale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(stepsOf("insert into a VALUES (1); insert into a VALUES (2)")).hasSize(2);
    } finally {
      Locale.setDefault(before);
    }
  }
}
