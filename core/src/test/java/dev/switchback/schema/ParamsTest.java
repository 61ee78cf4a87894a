package dev.switchback.schema;

import static dev.switchback.schema.Params.params;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParamsTest {

  @Test
  void has_values_by_name_in_order_and_shows_none_of_them() {
    Params params = params("kind", "secret", "ids", List.of(1, 2), "n", null);

    assertThat(params.names()).containsExactly("kind", "ids", "n");
    assertThat(params.value("ids")).isEqualTo(List.of(1, 2));
    assertThat(params.value("n")).isNull();
    assertThat(params).hasToString("params[kind, ids, n]");
    assertThat(params)
        .isEqualTo(params("n", null, "ids", List.of(1, 2), "kind", "secret"))
        .hasSameHashCodeAs(params("n", null, "ids", List.of(1, 2), "kind", "secret"))
        .isNotEqualTo(params("n", null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> params.value("x"))
        .withMessage("params[kind, ids, n] – there is no name 'x'");
  }

  @Test
  void keeps_a_list_as_it_was() {
    List<Integer> ids = new ArrayList<>(List.of(1, 2));
    Params params = params("ids", ids);
    ids.add(3);

    assertThat(params.value("ids")).isEqualTo(List.of(1, 2));
  }

  @Test
  @SuppressWarnings("NullAway") // null is refused
  void refuses_what_are_no_pairs_of_a_name_and_a_value() {
    String none = "params – it has no values: name at least one, or leave it out";
    assertRefused(none);
    assertRefused(none, (Object[]) null);
    assertRefused("params – it has 3 elements: write pairs of a name and its value", "a", 1, "b");
    assertRefused(
        "params – element 3 must be a name, and is a Integer: write pairs of a name and its value",
        "a",
        1,
        2,
        3);
    assertRefused(
        "params – element 1 must be a name, and is null: write pairs of a name and its value",
        null,
        1);
    assertRefused("params – the name 'a' appears twice", "a", 1, "a", 2);
    for (String name : List.of(":a", "", "1a", "a b", "a-b")) {
      assertRefused(
          "params – '"
              + name
              + "' cannot be a name: write letters, digits and '_', without a colon",
          name,
          1);
    }
  }

  @Test
  void refuses_lists_that_sql_does_not_have() {
    assertRefused(
        "params – the list for 'ids' is empty, and SQL has no empty list: leave out the statement"
            + " or its condition in this case",
        "ids",
        List.of());
    assertRefused(
        "params – the list for 'ids' contains null, which equals nothing in SQL, and with which NOT"
            + " IN finds no row: leave it out, and write OR … IS NULL",
        "ids",
        Arrays.asList(1, null));
    assertRefused(
        "params – the list for 'ids' contains a list: use bulkInsert(…) for rows, or write several"
            + " names",
        "ids",
        List.of(List.of(1)));
  }

  private static void assertRefused(String message, Object... namesAndValues) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> params(namesAndValues))
        .withMessage(message);
  }
}
