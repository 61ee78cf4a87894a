package dev.switchback.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.SqlScript;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a file is split as mysql splits it, and where routines have no {@code DELIMITER}. */
class MySqlScriptTest {

  private static final RawSqlRules RULES = new MariaDbDialect().rawSql();

  private static List<String> split(String text) {
    return split(text, RULES);
  }

  private static List<String> split(String text, RawSqlRules rules) {
    return SqlScript.parts(text, rules.syntax(), rules.script()).stream()
        .map(part -> part.line() + " " + part.sql())
        .toList();
  }

  private static String refusal(String text) {
    SqlScript.Unsplittable refused =
        assertThatExceptionOfType(SqlScript.Unsplittable.class)
            .isThrownBy(() -> split(text))
            .actual();
    return refused.line() + ": " + refused.getMessage();
  }

  @Test
  void a_semicolon_ends_a_statement_outside_of_quotes_and_comments() {
    assertThat(
            split(
                """
                # one; comment '
                SELECT ';', "it's; ", `a;'b` /* ; */, 1--1 FROM t -- ; '
                ;;
                SELECT 'a\\'; b', "\\";", 'c''\\\\'; --
                SELECT 2\
                """))
        .containsExactly(
            "2 SELECT ';', \"it's; \", `a;'b` /* ; */, 1--1 FROM t -- ; '",
            "4 SELECT 'a\\'; b', \"\\\";\", 'c''\\\\'",
            "5 SELECT 2");
  }

  @Test
  void a_backslash_is_no_escape_where_the_mode_of_the_server_says_so() {
    RawSqlRules rules = new MySqlRawSql("MySQL", "ANSI,NO_BACKSLASH_ESCAPES");

    assertThat(split("SELECT '\\'; SELECT 2", rules))
        .containsExactly("1 SELECT '\\'", "1 SELECT 2");
  }

  @Test
  void the_mode_that_the_file_sets_decides_what_a_backslash_means() {
    assertThat(
            split(
                """
                /*!40101 SET @OLD=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
                SELECT 'a\\'; b';
                SET SESSION sql_mode = "NO_BACKSLASH_ESCAPES";
                SELECT 'a\\'; SELECT 2;
                SET GLOBAL sql_mode = '';
                SELECT 'a\\'; SELECT 3;
                SET sql_mode = @old;
                SELECT 'a\\'; b';
                """))
        .containsExactly(
            "1 /*!40101 SET @OLD=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */",
            "2 SELECT 'a\\'; b'",
            "3 SET SESSION sql_mode = \"NO_BACKSLASH_ESCAPES\"",
            "4 SELECT 'a\\'",
            "4 SELECT 2",
            "5 SET GLOBAL sql_mode = ''",
            "6 SELECT 'a\\'",
            "6 SELECT 3",
            "7 SET sql_mode = @old",
            "8 SELECT 'a\\'; b'");
  }

  @Test
  void a_comment_of_mariadb_is_a_comment_on_mysql() {
    String text = "/*M!999999\\- sandbox */ SELECT 1 /*M! ' ; */; SELECT 2";

    assertThat(split(text, new MySqlDialect().rawSql()))
        .containsExactly("1 SELECT 1 /*M! ' ; */", "1 SELECT 2");
    assertThat(split("/*M!999999\\- sandbox */ SELECT 1 /*M! , 2 */; SELECT 2"))
        .containsExactly("1 SELECT 1 /*M! , 2 */", "1 SELECT 2");
  }

  @Test
  void delimiter_lines_are_read() {
    assertThat(
            split(
                """
                DELIMITER //
                CREATE PROCEDURE p() BEGIN SELECT 1; SELECT '//'; END//
                delimiter $$ -- dollars
                CREATE PROCEDURE q() IF 1 THEN SELECT 2; END IF$$ SELECT 3 $$
                  DELIMITER ;
                SELECT 4; SELECT 5;
                DELIMITER ;;
                SELECT 6; ;;
                """))
        .containsExactly(
            "2 CREATE PROCEDURE p() BEGIN SELECT 1; SELECT '//'; END",
            "4 CREATE PROCEDURE q() IF 1 THEN SELECT 2; END IF",
            "4 SELECT 3",
            "6 SELECT 4",
            "6 SELECT 5",
            "8 SELECT 6;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE PROCEDURE p() BEGIN END",
        "CREATE PROCEDURE p() SELECT 1",
        "CREATE DEFINER=`a`@`%` PROCEDURE p(a INT) SQL SECURITY INVOKER BEGIN DECLARE x INT;"
            + " IF a THEN SET x = 1; ELSEIF b THEN SET x = 2; ELSE BEGIN END; END IF; END",
        "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN CASE 1 WHEN 1 THEN 2 END",
        "CREATE FUNCTION f() RETURNS INT NO SQL RETURN IF(1, 2, 3)",
        "CREATE FUNCTION f RETURNS STRING SONAME 'f.so'",
        "CREATE OR REPLACE TRIGGER t BEFORE INSERT ON r FOR EACH ROW SET NEW.a = 1",
        "CREATE TRIGGER t BEFORE INSERT ON r FOR EACH ROW BEGIN CASE NEW.a WHEN 1 THEN"
            + " IF NEW.b THEN SET NEW.c = CASE WHEN 1 THEN 2 ELSE 3 END; END IF; ELSE BEGIN"
            + " SET NEW.c = 2; END; END CASE; SET NEW.d = 1; END",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN l: LOOP LEAVE l; END LOOP l;"
            + " WHILE 0 DO BEGIN END; END WHILE; REPEAT SET @a = 1; UNTIL 1 END REPEAT; END",
        "ALTER EVENT e DO BEGIN DELETE FROM t; DELETE FROM u; END",
        "ALTER EVENT e ENABLE",
        "CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL;"
            + " END; DECLARE CONTINUE HANDLER FOR 1062, SQLSTATE '02000' BEGIN END; x: BEGIN"
            + " SELECT 1; END x; END",
        "CREATE PROCEDURE p() BEGIN CASE 1 WHEN 1 THEN REPEAT SET @a = 1; UNTIL CASE 1 WHEN 1 THEN"
            + " 2 END END REPEAT; END CASE; SELECT REPEAT('a', 2); END",
        "CREATE PROCEDURE p() CASE 1 WHEN 1 THEN SELECT 1; END CASE",
        "BEGIN NOT ATOMIC DECLARE x INT; IF x THEN SELECT 1; END IF; BEGIN SELECT 2; END; END",
        "CREATE VIEW v AS SELECT event, CASE trigger_name WHEN 1 THEN 2 END FROM t",
        "CREATE TABLE `begin` (a INT)",
        "CREATE DEFINER=user@event PROCEDURE p() BEGIN SELECT 1; SELECT 2; END",
        "CREATE PROCEDURE p() BEGIN CASE 1 WHEN 1 THEN XA END 'a'; END CASE; XA BEGIN 'b'; END",
        "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t BEFORE INSERT ON r FOR"
            + " EACH ROW BEGIN SET NEW.a = 1; SET NEW.b = 2; END */",
        "/*!40101 SET NAMES utf8 */",
        "SELECT /*+ MAX_EXECUTION_TIME(1) */ 1, \\N /*M!100100 , 2 */",
        "(SELECT 1)",
      })
  void a_routine_without_a_delimiter_is_one_piece(String statement) {
    assertThat(split("SELECT 0;\n" + statement + ";\nSELECT 9;"))
        .containsExactly("1 SELECT 0", "2 " + statement, "3 SELECT 9");
    assertThat(split("DELIMITER |\n" + statement + "|\nSELECT 9;|"))
        .containsExactly("2 " + statement, "3 SELECT 9;");
  }

  private static final String UNCERTAIN = "1: it is not certain where the statement ends: ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          CREATE PROCEDURE p() IF 1 THEN SELECT 1; END IF;           | it has a body other than BEGIN … END
          CREATE PROCEDURE p() WHILE 1 DO SELECT 1; END WHILE;       | it has a body other than BEGIN … END
          CREATE PROCEDURE p() l: REPEAT SELECT 1; UNTIL 1 END REPEAT; | it has a body other than BEGIN … END
          CREATE PACKAGE p AS PROCEDURE q(); END;                    | it has a body other than BEGIN … END
          CREATE PROCEDURE p AS x INT; BEGIN SELECT 1; END;          | it has a body other than BEGIN … END
          CREATE PROCEDURE p() BEGIN SELECT end FROM t; END;         | 'END' may be a name
          CREATE PROCEDURE p() BEGIN SELECT begin FROM t; END;       | 'BEGIN' may be a name
          CREATE TRIGGER t BEFORE INSERT ON r FOR EACH ROW BEGIN SET NEW.a = 1; | the file ends before the END of its body
          IF 1 THEN SELECT 1; END IF;                                | 'IF' begins a part of a routine
          FOR i IN 1..2 DO SELECT i; END FOR;                        | 'FOR' begins a part of a routine
          CREATE PROCEDURE p() REPEAT BEGIN SET @a = 1; END; UNTIL 1 END REPEAT; | it has a body other than BEGIN … END
          CREATE LIBRARY l LANGUAGE JAVASCRIPT AS $js$ f(); $js$;    | the body is in dollar quotes
          SET sql_mode = DEFAULT; SELECT 'a\\'; b';                   | a setting decides what this text means
          SET sql_mode = 'ANSI'; SELECT "a\\"; b";                    | a setting decides what this text means
          DECLARE x INT; BEGIN SELECT 1; END;                        | 'DECLARE' begins a part of a routine
          CREATE FUNCTION f() RETURNS INT LANGUAGE JAVASCRIPT AS $$ return 1; $$; | the body is in dollar quotes
          /*!50003 SELECT 1; SELECT 2 */;                            | a delimiter is in the comment of line 1, which the server reads
          """)
  void refuses_a_statement_whose_end_is_not_certain(String text, String why) {
    assertThat(refusal(text))
        .isEqualTo(
            UNCERTAIN
                + why
                + ". Write '-- switchback: begin' before the statement and '-- switchback: end'"
                + " after it, each in a line of its own");
    assertThat(split("-- switchback: begin\n" + text + "\n-- switchback: end"))
        .containsExactly("2 " + text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT 1;⏎SELECT 'a\\';        | 2: the file ends in a quote that begins here
          SELECT `a                     | 1: the file ends in a quote that begins here
          ⏎/* a /* b                    | 2: the file ends in a comment that begins here
          SELECT 1;⏎/*!50000 SELECT⏎2   | 2: the file ends in a comment that begins here
          source other.sql              | 1: 'source' is a command of the client program mysql, and no server has it. Leave it out
          SELECT 1;⏎\\. other.sql        | 2: '\\.' is a command of the client program mysql, and no server has it. Leave it out
          SELECT 1\\G                    | 1: '\\G' is a command of the client program mysql, and no server has it. Leave it out
          DELIMITER                     | 1: DELIMITER needs one delimiter, such as '//'
          DELIMITER a b                 | 1: DELIMITER needs one delimiter, such as '//'
          DELIMITER '//'                | 1: DELIMITER needs one delimiter, such as '//'
          SELECT 1⏎DELIMITER //         | 2: DELIMITER is in a statement that begins in line 1 and has not ended. End it before by ';'
          SELECT 1; DELIMITER //        | 1: DELIMITER is not the first word of its line. Write it into a line of its own
          use a⏎SELECT 1;               | 1: 'use a' has no ';' in its line. Write it there
          status⏎SELECT 1;              | 1: 'status' is a command of the client program mysql, and no server has it. Leave it out
          SELECT 1;⏎--a⏎SELECT 2;        | 2: '--' begins a comment only if a blank follows. Write a blank after it
          SELECT (1;⏎SELECT 2)          | 1: a semicolon is within parentheses of the statement that begins in line 1
          """)
  void refuses_what_it_cannot_split(String text, String message) {
    assertThat(refusal(text.replace('⏎', '\n'))).isEqualTo(message);
  }
}
