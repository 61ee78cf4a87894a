package dev.switchback.schema;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConditionTest {

  private static void assertRefused(String sentence, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
  }

  /** In Sequelize an empty one means every row, and so does a value that is undefined. */
  @Test
  void cannot_be_empty() {
    assertRefused(
        "where – the list for 'a' is empty, and no row could match: leave out the step in this"
            + " case",
        () -> where("a", List.of()));
    assertRefused(
        "whereSql – the condition is empty: for all rows, write everyRow()", () -> whereSql("  "));
    assertThat(everyRow().isEveryRow()).isTrue();
    assertThat(where("a", null).isEveryRow()).isFalse();
  }

  @Test
  void refuses_contradictions() {
    assertRefused(
        "everyRow() – it has a condition too: leave one of them out", () -> everyRow().and("a", 1));
    assertRefused(
        "everyRow() – it has a condition too: leave one of them out",
        () -> everyRow().andSql("a = 1"));
    assertRefused(
        "where – the column 'a' appears twice: for one of several values, pass a List",
        () -> where("b", 1).and("a", 1).and("a", 2));
    assertRefused(
        "where – the column 'a' appears twice: for one of several values, pass a List",
        () -> where("a", List.of(1)).and("a", null));
  }

  @Test
  void refuses_what_would_never_be_true_or_be_another_statement() {
    assertRefused(
        "where – the list for 'a' contains null, which equals nothing in SQL: use whereSql(…)",
        () -> where("a", Arrays.asList(1, null)));
    assertRefused(
        "whereSql – a condition cannot contain a semicolon: bind the text that contains it",
        () -> whereSql("a = 1; COMMIT"));
    assertRefused(
        "whereSql – its parameters are null; for one NULL, cast it: (Object) null",
        () -> whereSql("a = ?", (Object[]) null));
    assertRefused(
        "where – the value for 'a' is a java.lang.Object: no column can store this type; write a"
            + " text or a number",
        () -> where("a", new Object()));
  }

  @Test
  void is_a_new_value_at_each_call() {
    Condition first = where("a", 1);
    Condition more = first.and("b", null);

    assertThat(first.parts()).containsExactly(new Condition.Equal("a", 1));
    assertThat(more.parts())
        .containsExactly(new Condition.Equal("a", 1), new Condition.Equal("b", null));
    assertThat(more).isEqualTo(where("a", 1).and("b", null)).isNotEqualTo(first);
    assertThat(more).hasSameHashCodeAs(where("a", 1).and("b", null));
  }
}
