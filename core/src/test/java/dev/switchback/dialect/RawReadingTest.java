package dev.switchback.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawReadingTest {

  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "\"`",
          "'",
          true,
          true,
          Set.of("--"),
          true,
          EnumSet.allOf(SchemaObject.Kind.class),
          Pattern.compile("VACUUM\\b.*|SET [^(]*"));

  private static RawReading read(String sql) {
    return RawReading.of(sql, SYNTAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE TABLE a (n INT)                                  | CREATE | table a
          create /* x */ table "A ""b" (n int);                   | CREATE | table "A ""b"
          CREATE UNIQUE INDEX CONCURRENTLY ix_o ON other.a(n)     | CREATE | index ix_o
          CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON ONLY a(n) | CREATE | index ix
          DROP INDEX CONCURRENTLY other.ix                        | DROP   | index other.ix
          CREATE VIEW v AS SELECT 1, 2 FROM a; -- it's            | CREATE | view v
          CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v AS SELECT 1 | CREATE | view v
          CREATE DEFINER = `a`@`b` PROCEDURE p() BEGIN IF 1 THEN SELECT 1; END IF; SELECT CASE 1 WHEN 1 THEN 2 END; END | CREATE | procedure p
          ALTER TABLE a ADD COLUMN b INT DEFAULT 1, DROP INDEX c  | ALTER  | table a
          ALTER TABLE IF EXISTS ONLY x.a RENAME TO b              | ALTER  | table x.a
          ALTER TABLE a ADD (b INT, c INT)                        | ALTER  | table a
          ALTER TABLE a ADD PRIMARY KEY (b), DROP COLUMN c        | ALTER  | table a
          ALTER TABLE a ADD COLUMN d INT, DROP COLUMN IF EXISTS c | ALTER  | table a
          ALTER TABLE a DROP c, ADD COLUMN IF NOT EXISTS d INT    | ALTER  | table a
          ALTER TABLE a DEFAULT CHARACTER SET = x COLLATE y       | ALTER  | table a
          ALTER TABLE a CHARACTER SET x                           | ALTER  | table a
          ALTER TABLE a ROW_FORMAT = DYNAMIC                      | ALTER  | table a
          ALTER TABLE a PARTITION BY HASH (n) PARTITIONS 2        | ALTER  | table a
          ALTER TABLE a ADD n INT PARTITION BY RANGE (n) (PARTITION p VALUES LESS THAN (9)) | ALTER | table a
          CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT AT FROM a | CREATE | event e
          CREATE EVENT e ON SCHEDULE AT NOW() ON COMPLETION PRESERVE DO CALL p() | CREATE | event e
          ALTER USER a IDENTIFIED BY 'x'                          | ALTER  | user a
          RENAME TABLE a TO b                                     | ALTER  | table a
          TRUNCATE TABLE a                                        | DROP   | rows a
          DROP TABLE a CASCADE                                    | DROP   | table a
          ALTER TYPE t ADD VALUE 'x'                              | ALTER  | type t
          REVOKE INSERT (n), SELECT ON a.b FROM r                 | ALTER  | grants r
          revoke all privileges, grant option from `r`@localhost; | ALTER  | grants `r`@localhost
          """)
  void reads_what_is_spelled_plainly(String sql, RawReading.Verb verb, String object) {
    assertThat(read(sql).isRepeatable()).isFalse();
    assertThat(read(sql).change())
        .hasValueSatisfying(
            change -> {
              assertThat(change.verb()).isEqualTo(verb);
              assertThat(change.object().describe()).isEqualTo(object);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          DROP TABLE a, x.b CASCADE                     | DROP   | table a, table x.b
          DROP TABLE a, "b"                             | DROP   | table a, table "b"
          DROP VIEW v , w;                              | DROP   | view v, view w
          RENAME TABLE a TO b, c TO d                   | ALTER  | table a, table b, table c, table d
          RENAME TABLE a TO old, b TO a                 | ALTER  | table old, table b
          CREATE USER 'a, b'@`c` IDENTIFIED BY 'x, y'   | CREATE | user 'a, b'@`c`
          DROP USER a, 'b' @ 'localhost'                | DROP   | user a, user 'b' @ 'localhost'
          create role r                                 | CREATE | role r
          DROP ROLE r, s                                | DROP   | role r, role s
          """)
  void reads_several_objects_that_come_or_go(String sql, RawReading.Verb verb, String objects) {
    RawReading.Change change = read(sql).change().orElseThrow();
    assertThat(change.verb()).isEqualTo(verb);
    assertThat(change.objects())
        .extracting(SchemaObject::describe)
        .containsExactly(objects.split(", (?=table|view|user|role)", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VACUUM (ANALYZE) a",
        "SET x = 1; SET y = ';'",
        "DROP TABLE IF EXISTS a, b; DROP VIEW IF EXISTS c",
        "CREATE TABLE IF NOT EXISTS a (n INT, m INT GENERATED ALWAYS AS (n + 1))",
        "CREATE OR REPLACE VIEW v AS SELECT 1",
        "CREATE OR REPLACE DEFINER = `a`@`b` SQL SECURITY INVOKER VIEW v AS SELECT 1",
        "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$",
        "CREATE TEMPORARY TABLE a (n INT)",
        "ALTER TABLE a AUTO_INCREMENT = 5",
        "alter table `b`.`a` auto_increment 5"
      })
  void knows_what_can_be_sent_again(String sql) {
    assertThat(read(sql).isRepeatable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a AS SELECT 1",
        "CREATE TABLE IF NOT EXISTS a AS SELECT 1",
        "CREATE TABLE IF NOT EXISTS a (n INT) SELECT 1 AS n",
        "CREATE TABLE a TABLE b",
        "CREATE OR REPLACE TABLE a (n INT)",
        "CREATE OR REPLACE SEQUENCE a",
        "CREATE INDEX ON a (n)",
        "CREATE INDEX CONCURRENTLY ON a (n)",
        "CREATE TABLE a.b.c.d (n INT)",
        "DROP TABLE a, b NOWAIT",
        "DROP INDEX a, b",
        "RENAME TABLE a TO x, b TO a, x TO b",
        "RENAME TABLE a TO b, c",
        "CREATE USER a IDENTIFIED BY 'x', b IDENTIFIED BY 'y'",
        "DROP USER",
        "ALTER TABLE a DROP COLUMN b, ADD COLUMN b INT",
        "ALTER TABLE a DROP B, ADD COLUMN \"b\" INT",
        "ALTER TABLE a DROP b, ADD (c INT, b INT)",
        "ALTER TABLE a TRUNCATE PARTITION p",
        "ALTER USER a IDENTIFIED BY 'x' RETAIN CURRENT PASSWORD",
        "ALTER USER a ADD 2 FACTOR IDENTIFIED BY 'x'",
        "CREATE EVENT e ON SCHEDULE AT CURRENT_TIMESTAMP DO UPDATE a SET n = 1",
        "CREATE EVENT IF NOT EXISTS e ON SCHEDULE AT CURRENT_TIMESTAMP DO UPDATE a SET n = 1",
        "CREATE OR REPLACE EVENT e ON SCHEDULE AT CURRENT_TIMESTAMP DO UPDATE a SET n = 1",
        "CREATE DEFINER = `a`@`b` EVENT e ON SCHEDULE AT NOW() ON COMPLETION NOT PRESERVE DO CALL"
            + " p()",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY ENDS '2030-01-01' DO CALL p()",
        "ALTER TABLE a ALTER COLUMN b TYPE INT USING b + 1",
        "ALTER TABLE a ALTER COLUMN b RESTART WITH 5",
        "ALTER TABLE a DROP PARTITION p",
        "ALTER TABLE a ORDER BY n",
        "ALTER SEQUENCE a RESTART",
        "CREATE TABLE a (n INT); CREATE TABLE b (n INT)",
        "DROP TABLE IF EXISTS a; DROP TABLE b",
        "CREATE PROCEDURE p() SELECT 1; DROP TABLE a",
        "CREATE TABLE a (n INT) /*! ENGINE = MyISAM */",
        "CREATE VIEW v AS SELECT 'a\\' AS n",
        "CREATE VIEW v AS SELECT 'never ends",
        "/* never ends",
        "CALL p()",
        "DO $$ BEGIN END $$",
        "INSERT INTO a VALUES (1)",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS ON a (n)",
        "SET x = next_one()",
        "REVOKE INSERT ON a FROM r, s",
        "REVOKE INSERT ON a FROM `r s`",
        "REVOKE INSERT ON a FROM r IGNORE UNKNOWN USER",
        "REVOKE INSERT ON `from` FROM r",
        "CREATE",
        "ALTER TABLE",
        "DROP TABLE \"",
        ";"
      })
  void does_not_guess(String sql) {
    assertThat(read(sql).isRepeatable()).isFalse();
    assertThat(read(sql).change()).isEmpty();
  }
}
