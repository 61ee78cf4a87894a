package dev.switchback.schema;

import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RowTest {

  private static void assertRefused(String sentence, Object... columnsAndValues) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row(columnsAndValues))
        .withMessage(sentence);
  }

  @Test
  void keeps_columns_in_their_order_with_values_that_may_be_null() {
    Row row = row("id", 1, "name", null);

    assertThat(row.columns()).containsExactly("id", "name");
    assertThat(row.value("id")).isEqualTo(1);
    assertThat(row.value("name")).isNull();
    assertThat(row.has("name")).isTrue();
    assertThat(row.has("size")).isFalse();
  }

  @Test
  void refuses_what_is_no_list_of_pairs() {
    assertRefused("row – it has no columns: name at least one");
    assertRefused("row – it has 3 elements: write pairs of a column and its value", "a", 1, "b");
    assertRefused(
        "row – element 3 must be the name of a column, and is a Integer: write pairs of a column"
            + " and its value",
        "a",
        1,
        2,
        "b");
    assertRefused(
        "row – element 1 must be the name of a column, and is null: write pairs of a column and its"
            + " value",
        null,
        1);
    assertRefused("row – the column 'a' appears twice", "a", 1, "a", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row((Object[]) null))
        .withMessage("row – it is null: name at least one column");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Row.of(Map.of()))
        .withMessage("row – it has no columns: name at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row("a", 1).value("b"))
        .withMessage("row[a] – it has no column 'b'");
  }

  @Test
  void refuses_values_that_drivers_would_make_something_else_of() {
    assertRefused(
        "row – the value for 'a' is a java.util.concurrent.TimeUnit: write its name()",
        "a",
        TimeUnit.DAYS);
    assertRefused(
        "row – the value for 'a' is a java.util.HashMap: write a JSON document as a text",
        "a",
        new HashMap<>());
    assertRefused(
        "row – the value for 'a' is a java.sql.Timestamp: write an Instant, a LocalDate or a"
            + " LocalTime",
        "a",
        Timestamp.from(Instant.EPOCH));
    assertRefused("row – the value for 'a' is a [I: write a List", "a", new int[] {1});
    assertRefused(
        "row – the value for 'a' is a java.lang.Thread: no column can store this type; write a text"
            + " or a number",
        "a",
        Thread.currentThread());
    assertRefused("row – the text for 'a' contains half of a surrogate pair", "a", "x\ud83d");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row("a", List.of(Calendar.getInstance())));
  }

  @Test
  void takes_a_moment_with_an_offset_for_the_instant_that_it_is() {
    Instant instant = Instant.parse("2025-03-30T01:30:00Z");

    assertThat(row("a", OffsetDateTime.parse("2025-03-30T03:30:00+02:00")))
        .isEqualTo(row("a", instant));
    assertThat(row("a", ZonedDateTime.parse("2025-03-30T03:30:00+02:00[Europe/Berlin]")))
        .isEqualTo(row("a", instant));
  }

  @Test
  void does_not_change_when_what_it_was_made_of_does() {
    byte[] bytes = {1};
    List<Object> list = new ArrayList<>(Arrays.asList("x", null));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bytes", bytes);
    map.put("list", list);
    Row row = Row.of(map);
    bytes[0] = 2;
    list.clear();
    map.clear();

    assertThat(row.columns()).containsExactly("bytes", "list");
    assertThat(row.value("bytes")).isEqualTo(new byte[] {1});
    assertThat(row.value("list")).isEqualTo(Arrays.asList("x", null));
    assertThat(row("list", new String[] {"x", null}).value("list")).isEqualTo(row.value("list"));
  }

  @Test
  void is_equal_to_a_row_of_the_same_values_in_another_order() {
    assertThat(row("a", 1, "b", 2))
        .isEqualTo(row("b", 2, "a", 1))
        .hasSameHashCodeAs(row("b", 2, "a", 1));
    assertThat(row("a", 1)).isNotEqualTo(row("a", 2)).isNotEqualTo(row("a", 1, "b", null));
    assertThat(row("a", 1, "b", 2).hasColumnsOf(row("b", 1, "a", 1))).isTrue();
    assertThat(row("a", 1).hasColumnsOf(row("b", 1))).isFalse();
  }

  @Test
  void shows_no_value() {
    assertThat(row("name", "secret")).hasToString("row[name]");
    assertThat(
            Condition.where("name", "secret").and("id", Set.of("secret")).andSql("a = ?", "secret"))
        .hasToString("[equal[name], in[id], sql[1 parameters]]");
    assertThat(Condition.everyRow()).hasToString("every row");
  }

  @Test
  void a_map_without_an_order_gives_a_row_the_order_of_its_names() {
    Map<String, Object> unordered = Map.of("d", 1, "b", 2, "a", 3, "c", 4);
    Map<String, Object> ordered = new LinkedHashMap<>();
    ordered.put("b", 1);
    ordered.put("a", 2);

    assertThat(Row.of(unordered).columns()).containsExactly("a", "b", "c", "d");
    assertThat(Row.of(new HashMap<>(unordered)).columns()).containsExactly("a", "b", "c", "d");
    assertThat(Row.of(ordered).columns()).containsExactly("b", "a");
  }
}
