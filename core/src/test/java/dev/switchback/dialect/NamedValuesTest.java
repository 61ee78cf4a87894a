package dev.switchback.dialect;

import static dev.switchback.schema.Params.params;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedValuesTest {

  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "\"`",
          "'",
          true,
          true,
          Set.of("--"),
          true,
          EnumSet.noneOf(SchemaObject.Kind.class),
          Pattern.compile("VACUUM"));

  private static SqlStatement read(String sql, boolean hasQuestionMarkOperators) {
    return new NamedValues(
            sql, params("a", 1, "b", List.of(2, 3)), SYNTAX, hasQuestionMarkOperators)
        .statement();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          f(:a,:b) ~ f(?,?, ?)
          :a::int[] IN (:b) ~ ?::int[] IN (?, ?)
          x::a = :a AND f(:b) ~ x::a = ? AND f(?, ?)
          @x:=:a, (:b) ~ @x:=?, (?, ?)
          @x := :a + f(:b) ~ @x := ? + f(?, ?)
          y[1:2] = :a AND y[: a] IN (:b) ~ y[1:2] = ? AND y[: a] IN (?, ?)
          y[1::a] = (:b) || :a ~ y[1::a] = (?, ?) || ?
          ':c ''?' || ":c?" || `:c?` || :a || f(:b) ~ ':c ''?' || ":c?" || `:c?` || ? || f(?, ?)
          $$:c ?$$ || $t$:c $$?$t$ || :a || f(:b) ~ $$:c ?$$ || $t$:c $$?$t$ || ? || f(?, ?)
          :a /* :c ? /* :c */ :c */ /*+ h(:c) */ (:b)--:c ~ ? /* :c ? /* :c */ :c */ /*+ h(:c) */ (?, ?)--:c
          :a + :a; f( :b , :a) ~ ? + ?; f( ?, ? , ?)
          """)
  void finds_names_outside_of_quotes_and_comments(String sql, String expected) {
    assertThat(read(sql, false).sql()).isEqualTo(expected);
  }

  @Test
  void binds_values_in_the_order_of_the_names() {
    assertThat(read(":a, f(:b), :a", false).values()).containsExactly(1, 2, 3, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          j ? :a AND f(:b)                  ~ j ?? ? AND f(?, ?)
          j ?| array[:b] AND :a             ~ j ??| array[?, ?] AND ?
          j->'x' ?& x AND x(:b, :a)         ~ j->'x' ??& x AND x(?, ?, ?)
          (j) ? 'x' AND j[1] ? k AND f(:b, :a)   ~ (j) ?? 'x' AND j[1] ?? k AND f(?, ?, ?)
          j ?? 'x' AND j ??| y AND f(:b, :a) ~ j ?? 'x' AND j ??| y AND f(?, ?, ?)
          """)
  void keeps_operators_with_question_marks(String sql, String expected) {
    assertThat(read(sql, true).sql()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = ? AND :a IN (:b)",
        "f(?, :a, :b)",
        "f(:a, :b, ?)",
        "? = f(:a, :b)",
        "x IN (:b) AND :a < ?",
        "x BETWEEN ? AND :a AND f(:b)",
        "f(:a, :b) LIMIT ?"
      })
  void refuses_question_marks_for_values(String sql) {
    for (boolean hasOperators : List.of(true, false)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> read(sql, hasOperators))
          .withMessageStartingWith("The statement has a question mark for a value");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          'x ~ a quote begins in line 1 and does not end
          /* x ~ a comment begins in line 1 and does not end
          'it\\'s' || :a ~ a setting of the server decides what the text in line 1 means
          :a /*! x */ :b ~ a setting of the server decides what the text in line 1 means
          """)
  void refuses_sql_that_it_cannot_read(String sql, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(sql, false))
        .withMessage(
            "The names in the statement cannot be found, because "
                + why
                + ". Nothing was sent. Write question marks, and pass the values in their order.");
  }
}
