package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.SqlScript;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a file is split as psql splits it. */
class PostgreSqlScriptTest {

  private static final RawSqlRules RULES = new PostgreSqlDialect().rawSql();

  private static List<String> split(String text) {
    return SqlScript.parts(text, RULES.syntax(), RULES.script()).stream()
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
                -- one; comment
                SELECT ';', 'it''s; ', "a;""b" /* ; /* nested; */ ; */ FROM t -- ; '
                ;
                ;;
                  SELECT 2; SELECT
                  3\
                """))
        .containsExactly(
            "2 SELECT ';', 'it''s; ', \"a;\"\"b\" /* ; /* nested; */ ; */ FROM t -- ; '",
            "5 SELECT 2",
            "5 SELECT\n  3");
  }

  @Test
  void a_backslash_escapes_only_in_a_string_with_an_e() {
    assertThat(split("SELECT '\\'; SELECT E'\\'; ', e'a''\\\\'; SELECT e, 'x\\';"))
        .containsExactly("1 SELECT '\\'", "1 SELECT E'\\'; ', e'a''\\\\'", "1 SELECT e, 'x\\'");
    assertThat(split("SELECT 'a'\n  'b\\'; SELECT 2"))
        .containsExactly("1 SELECT 'a'\n  'b\\'", "2 SELECT 2");
    assertThat(refusal("\nSELECT E'a'\n  '\\'; b'"))
        .isEqualTo(
            "2: the string E'…' continues in a later line, which no driver reads. Write one"
                + " string");
    assertThat(split("SELECT type'\\'; SELECT U&'\\0041'; SELECT N'\\'"))
        .containsExactly("1 SELECT type'\\'", "1 SELECT U&'\\0041'", "1 SELECT N'\\'");
  }

  @Test
  void dollar_quotes_end_with_their_own_tag() {
    assertThat(
            split(
                """
                CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $body$
                BEGIN EXECUTE $$SELECT ';'$$; PERFORM $1; -- '
                END $body$;
                DO $$ BEGIN NULL; END $$;
                SELECT a$$b, $1, $ä$;$ä$;
                """))
        .containsExactly(
            """
            1 CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $body$
            BEGIN EXECUTE $$SELECT ';'$$; PERFORM $1; -- '
            END $body$\
            """,
            "4 DO $$ BEGIN NULL; END $$",
            "5 SELECT a$$b, $1, $ä$;$ä$");
  }

  @Test
  void dollar_quotes_may_follow_a_number_and_not_a_name() {
    assertThat(split("SELECT $1$$;$$, 2$a$;$a$; SELECT é$$, 😀$$; SELECT x\u3000"))
        .containsExactly("1 SELECT $1$$;$$, 2$a$;$a$", "1 SELECT é$$, 😀$$", "1 SELECT x\u3000");
  }

  @Test
  void a_body_with_begin_atomic_is_one_piece() {
    assertThat(
            split(
                """
                CREATE OR REPLACE FUNCTION f(a int) RETURNS int BEGIN ATOMIC
                  SELECT CASE a WHEN 1 THEN CASE 2 WHEN 2 THEN 3 END END;
                  SELECT t.end, 1 AS "end" FROM t;
                END;
                CREATE PROCEDURE p() LANGUAGE SQL begin atomic INSERT INTO t VALUES (1); end;
                SELECT CASE 1 WHEN 1 THEN 2 END;
                CREATE VIEW begin_atomic AS SELECT 1;
                """))
        .extracting(part -> part.substring(0, 12))
        .containsExactly("1 CREATE OR ", "5 CREATE PRO", "6 SELECT CAS", "7 CREATE VIE");
  }

  @Test
  void the_statements_of_a_rule_are_in_parentheses() {
    assertThat(
            split(
                "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b); SELECT 1"))
        .containsExactly(
            "1 CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)",
            "1 SELECT 1");
  }

  @Test
  void marks_keep_what_is_between_them() {
    assertThat(
            split(
                """
                SELECT 1;
                -- switchback: begin

                CREATE FUNCTION f() RETURNS int BEGIN ATOMIC
                  SELECT 1 end; SELECT ';
                END;
                  -- switchback: end
                SELECT 2;
                """))
        .containsExactly(
            "1 SELECT 1",
            "4 CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\n  SELECT 1 end; SELECT ';\nEND;",
            "8 SELECT 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT 1;⏎SELECT 'a;⏎⏎           | 2: the file ends in a quote that begins here
          SELECT "a                        | 1: the file ends in a quote that begins here
          ⏎SELECT $a$ x $b$                | 2: the file ends in a quote that begins here
          SELECT E'\\'                      | 1: the file ends in a quote that begins here
          SELECT 1; /* a /* b */⏎ SELECT 2 | 1: the file ends in a comment that begins here
          SELECT 1;⏎\\i other.sql           | 2: '\\i' is a command of the client program psql, and no server has it. Leave it out
          SELECT 1 \\gset                   | 1: '\\gset' is a command of the client program psql, and no server has it. Leave it out
          \\copy t FROM 'a.csv'             | 1: '\\copy' is a command of the client program psql, and no server has it. Leave it out
          SET standard_conforming_strings TO off; | 1: standard_conforming_strings other than 'on' changes what the quotes of the file mean. Leave it out, and write E'…' where a backslash is to escape
          SELECT (1;⏎ SELECT 2             | 1: the file ends within parentheses of the statement
          -- switchback: end               | 1: '-- switchback: end' has no '-- switchback: begin' before it
          ⏎-- switchback: begin⏎SELECT 1   | 2: '-- switchback: begin' has no '-- switchback: end' after it
          SELECT⏎--switchback: begin       | 2: '-- switchback: begin' is in a statement that begins in line 1 and has not ended
          -- switchback: start             | 1: the marks are '-- switchback: begin' and '-- switchback: end'
          -- switchback: begin⏎⏎-- switchback: end | 1: there is no statement between '-- switchback: begin' and '-- switchback: end'
          """)
  void refuses_what_it_cannot_split(String text, String message) {
    assertThat(refusal(text.replace('⏎', '\n'))).isEqualTo(message);
  }

  @Test
  void refuses_rows_of_copy_before_it_reads_them() {
    assertThat(refusal("SELECT 1;\ncopy t (a) from stdin;\n1\tit's\n\\.\n"))
        .isEqualTo(
            "2: COPY … FROM STDIN and COPY … TO STDOUT need the client program psql. Write INSERT,"
                + " or bulkInsert(…) in the migration");
    assertThat(split("COPY t FROM '/srv/stdin';")).hasSize(1);
  }

  @Test
  void refuses_a_body_without_its_end() {
    assertThat(refusal("\nCREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;\nSELECT 2;"))
        .isEqualTo(
            "2: it is not certain where the statement ends: the file ends before the END of its"
                + " body. Write '-- switchback: begin' before the statement and '-- switchback:"
                + " end' after it, each in a line of its own");
  }

  @Test
  void refuses_a_carriage_return_that_may_end_a_comment() {
    assertThat(refusal("-- a\rSELECT 1"))
        .isEqualTo("1: the comment has a carriage return without a line feed. Take it out");
  }
}
