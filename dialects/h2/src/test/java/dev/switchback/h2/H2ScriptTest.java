package dev.switchback.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.SqlScript;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.h2.util.ScriptReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a file is split as H2's own RUNSCRIPT splits it. */
class H2ScriptTest {

  private static final RawSqlRules RULES = new H2Dialect().rawSql();

  private static List<String> split(String text) {
    return SqlScript.parts(text, RULES.syntax(), RULES.script()).stream()
        .map(SqlScript.Part::sql)
        .toList();
  }

  /** What H2 makes of a text, without the comments before a statement. */
  private static List<String> splitByH2(String text) {
    List<String> statements = new ArrayList<>();
    ScriptReader reader = new ScriptReader(new StringReader(text));
    for (String next = reader.readStatement(); next != null; next = reader.readStatement()) {
      String statement = next.strip().replaceFirst("^(?:(?:--|//)[^\n]*\n)+", "").strip();
      if (!statement.isEmpty()) {
        statements.add(statement);
      }
    }
    return statements;
  }

  @Test
  void a_semicolon_ends_a_statement_outside_of_quotes_and_comments() {
    String text =
        """
        -- one; comment '
        // two; "
        SELECT ';', 'it''s; \\', "a;""b" /* ; /* nested; */ ; */ FROM t // ; '
        ;
        CREATE ALIAS f AS $$ int f() { return 1; } $$;
        SELECT a$$b; SELECT 4 / 2;
        SELECT 3
        """;

    assertThat(split(text))
        .hasSize(5)
        .contains("CREATE ALIAS f AS $$ int f() { return 1; } $$", "SELECT a$$b", "SELECT 4 / 2")
        .isEqualTo(splitByH2(text));
  }

  @Test
  void a_name_in_backticks_may_have_a_semicolon() {
    assertThat(split("CREATE TABLE `a;b` (n INT); SELECT 1"))
        .containsExactly("CREATE TABLE `a;b` (n INT)", "SELECT 1");
  }

  @Test
  void there_is_no_dollar_quote_with_a_tag() {
    assertThat(split("SELECT 'a' AS $x$; SELECT 2 AS $x$")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT 1;⏎SELECT 'a;⏎⏎  | 2: the file ends in a quote that begins here
          SELECT "a               | 1: the file ends in a quote that begins here
          ⏎SELECT $$ x            | 2: the file ends in a quote that begins here
          SELECT 1; /* a /* b */  | 1: the file ends in a comment that begins here
          SELECT (1;⏎ SELECT 2    | 1: a semicolon is within parentheses of the statement that begins in line 1
          ⏎SELECT (1              | 2: the file ends within parentheses of the statement
          """)
  void refuses_what_it_cannot_split(String text, String message) {
    SqlScript.Unsplittable refused =
        assertThatExceptionOfType(SqlScript.Unsplittable.class)
            .isThrownBy(() -> split(text.replace('⏎', '\n')))
            .actual();
    assertThat(refused.line() + ": " + refused.getMessage()).isEqualTo(message);
  }
}
