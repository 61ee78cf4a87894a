package dev.switchback.operation;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Row.row;
import static dev.switchback.schema.UpsertKey.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchback.schema.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataOperationTest {

  private static Upsert upsert(List<String> key, Row... rows) {
    return new Upsert("users", key, List.of(rows), Upsert.Existing.UPDATED);
  }

  @Test
  void tell_what_they_do_and_never_a_value() {
    assertThat(new BulkInsert("users", List.of(row("id", 1))).describe())
        .isEqualTo("bulkInsert of 1 row into 'users'");
    assertThat(new BulkInsert("users", List.of(row("id", 1), row("a", 2))).describe())
        .isEqualTo("bulkInsert of 2 rows into 'users'");
    assertThat(new BulkUpdate("users", row("a", 1, "b", 2), where("id", 1)).describe())
        .isEqualTo("bulkUpdate of 'a', 'b' in 'users'");
    assertThat(new BulkUpdate("users", row("a", 1), everyRow()).describe())
        .isEqualTo("bulkUpdate of 'a' in every row of 'users'");
    assertThat(new BulkDelete("users", where("id", 1)).describe())
        .isEqualTo("bulkDelete from 'users'");
    assertThat(new BulkDelete("users", everyRow()).describe())
        .isEqualTo("bulkDelete of every row of 'users'");
    assertThat(new BulkDelete("users", everyRow(), 1_000).describe())
        .isEqualTo("bulkDelete of at most 1000 rows of 'users'");
    assertThat(upsert(List.of("a", "b"), row("a", 1, "b", 2)).describe())
        .isEqualTo("upsert of 1 row into 'users' by 'a', 'b'");
    assertThat(
            new Upsert("users", List.of("a"), List.of(row("a", 1)), Upsert.Existing.LEFT)
                .describe())
        .isEqualTo("insertMissing of 1 row into 'users' by 'a'");
    assertThat(
            Upsert.of(
                    "users", key("a").where("b > 0"), List.of(row("a", 1)), Upsert.Existing.UPDATED)
                .describe())
        .isEqualTo("upsert of 1 row into 'users' by 'a' among some rows");
    assertThat(new BulkInsert("users", List.of(row("name", "secret"))))
        .hasToString("BulkInsert[table=users, rows=[row[name]]]");
  }

  @Test
  void an_upsert_needs_its_whole_key_in_every_row() {
    assertRefused("upsert into 'users' – it has no key: name its columns", List.of(), row("a", 1));
    assertRefused(
        "upsert into 'users' – a column appears twice in its key [a, a]",
        List.of("a", "a"),
        row("a", 1));
    assertRefused(
        "upsert into 'users' – it has no rows: name at least one, or leave the step out",
        List.of("a"));
    assertRefused(
        "upsert into 'users' – 'a' belongs to the key, and row 2 has no value for it",
        List.of("a"),
        row("a", 1),
        row("b", 1));
  }

  @Test
  void a_key_over_some_rows_has_one_condition_without_values() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key("a").where(" "))
        .withMessage("key over [a] – its condition is empty: leave out where(…)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key("a").where("b > 0").where("c > 0"))
        .withMessage("key over [a] – it has two conditions: join them with AND in one where(…)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key("a").where("b > ?"))
        .withMessage(
            "key over [a] – its condition has a semicolon or a question mark: write the condition"
                + " of the unique index, without values to bind");
  }

  @Test
  void an_upsert_tells_of_a_null_in_its_key() {
    assertThat(upsert(row("a", 1), row("a", null)).nullInKey())
        .contains(
            "upsert into 'users' – 'a' belongs to the key, and row 2 has NULL there, which is equal"
                + " to nothing");
    assertThat(upsert(row("a", 1)).nullInKey()).isEmpty();
  }

  private static Upsert upsert(Row... rows) {
    return new Upsert("users", List.of("a"), List.of(rows), Upsert.Existing.UPDATED);
  }

  private static void assertRefused(String sentence, List<String> key, Row... rows) {
    assertThatIllegalArgumentException().isThrownBy(() -> upsert(key, rows)).withMessage(sentence);
  }

  @Test
  void rows_of_the_same_columns_are_a_group_as_long_as_they_stand_together() {
    List<RowGroup> groups =
        RowGroup.of(
            List.of(row("a", 1, "b", 1), row("b", 2, "a", 2), row("a", 3), row("a", 4, "b", 4)));

    assertThat(groups)
        .extracting(RowGroup::columns)
        .containsExactly(List.of("a", "b"), List.of("a"), List.of("a", "b"));
    assertThat(groups).extracting(group -> group.rows().size()).containsExactly(2, 1, 1);
  }
}
