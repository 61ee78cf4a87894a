package dev.switchback;

import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class QueryRowsTest {

  private static final QueryRows ROWS = QueryRows.of("SELECT id\n  FROM rooms", row("id", 7));

  @Test
  void a_query_is_named_by_its_text_whatever_its_blanks_are() {
    assertThat(ROWS.rowsOf(" SELECT id FROM\trooms ")).isPresent();
    assertThat(ROWS.rowsOf("SELECT id FROM halls")).isEmpty();
    assertThat(ROWS.queries()).containsExactly("SELECT id FROM rooms");
  }

  @Test
  void rows_stay_as_they_are_when_others_are_added() {
    assertThat(ROWS.and("SELECT 1").queries()).containsExactly("SELECT id FROM rooms", "SELECT 1");
    assertThat(ROWS.queries()).hasSize(1);
    assertThat(QueryRows.none().queries()).isEmpty();
  }

  @Test
  void no_value_is_shown() {
    assertThat(QueryRows.of("SELECT name FROM users", row("name", "secret")))
        .hasToString("rows of [SELECT name FROM users]");
  }

  @Test
  void refuses_a_second_answer_other_columns_and_no_query() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ROWS.and("SELECT id FROM rooms", row("id", 8)))
        .withMessage(
            "QueryRows – the query 'SELECT id FROM rooms' has rows already: name all of them at"
                + " once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueryRows.of("SELECT 1", row("a", 1), row("b", 1)))
        .withMessage(
            "QueryRows – the rows of 'SELECT 1' have different columns, [a] and [b]: name the same"
                + " in each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueryRows.of(" "))
        .withMessage("QueryRows – the text of the query is empty: name it");
  }
}
