package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaSnapshotTest {

  private static ColumnDescription column(String name, @Nullable String comment) {
    return new ColumnDescription(
        name, "int", true, null, false, null, comment, null, List.of(), "");
  }

  private static IndexDescription index(String name, @Nullable String constraint) {
    return new IndexDescription(
        name, List.of("id"), List.of(), true, true, null, "btree", constraint, "");
  }

  private static TableDescription table(
      String name, List<IndexDescription> indexes, String... columns) {
    List<ColumnDescription> all = Stream.of(columns).map(each -> column(each, null)).toList();
    return new TableDescription(name, null, all, List.of(), indexes, "");
  }

  private static SchemaSnapshot of(TableDescription... tables) {
    return new SchemaSnapshot(List.of(tables), List.of(), new TreeMap<>(), new TreeMap<>());
  }

  @Test
  void is_equal_to_one_that_says_the_same_in_another_order() {
    TableDescription rooms = table("rooms", List.of(index("b", null), index("a", null)), "id");
    TableDescription same = table("rooms", List.of(index("a", null), index("b", null)), "id");
    TableDescription seats = table("seats", List.of(), "id");

    assertThat(of(rooms, seats)).isEqualTo(of(seats, same)).hasSameHashCodeAs(of(seats, same));
    assertThat(of(rooms)).isNotEqualTo(of(rooms, seats)).isNotEqualTo("another thing");
  }

  @Test
  void tells_of_a_table_that_is_not_there_in_one_line() {
    SchemaSnapshot rooms = of(table("rooms", List.of(index("a", null)), "id", "name"));

    assertThat(of().differencesFrom(rooms)).containsExactly("table rooms: expected, not found");
    assertThat(rooms.differencesFrom(of())).containsExactly("table rooms: found, not expected");
  }

  @Test
  void tells_of_another_order_only_if_columns_changed_places() {
    SchemaSnapshot expected = of(table("rooms", List.of(), "a", "b", "c"));

    assertThat(of(table("rooms", List.of(), "a", "c")).differencesFrom(expected))
        .containsExactly("rooms.b: expected, not found");
    assertThat(of(table("rooms", List.of(), "new", "c", "a", "b")).differencesFrom(expected))
        .containsExactly(
            "table rooms: order of columns expected [a, b, c], found [c, a, b]",
            "rooms.new: found, not expected");
  }

  @Test
  void takes_no_notice_of_a_name_that_the_server_made_up() {
    SchemaSnapshot expected = of(table("rooms", List.of(index("PRIMARY_KEY_4", "rooms_pk")), "id"));

    assertThat(of(table("rooms", List.of(index("PRIMARY_KEY_4A", "rooms_pk")), "id")))
        .isEqualTo(expected);
    assertThat(
            of(table("rooms", List.of(index("PRIMARY_KEY_4", "other_pk")), "id"))
                .differencesFrom(expected))
        .containsExactly(
            "index of constraint other_pk of rooms: found, not expected",
            "index of constraint rooms_pk of rooms: expected, not found");
  }

  @Test
  void tells_a_comment_from_none() {
    TableDescription without = table("rooms", List.of(), "id");
    TableDescription with =
        new TableDescription(
            "rooms", null, List.of(column("id", "none")), List.of(), List.of(), "");

    assertThat(of(with).differencesFrom(of(without)))
        .containsExactly("rooms.id: comment expected none, found 'none'");
  }

  @Test
  void tells_lists_apart_whose_words_look_the_same() {
    SchemaSnapshot one = ofEnum("a, b");
    SchemaSnapshot two = ofEnum("a", "b");

    assertThat(one).isNotEqualTo(two);
    assertThat(two.differencesFrom(one))
        .containsExactly("enum type kind: values expected [a, b], found [a, b]");
  }

  private static SchemaSnapshot ofEnum(String... values) {
    SortedMap<String, List<String>> types = new TreeMap<>();
    types.put("kind", List.of(values));
    return new SchemaSnapshot(List.of(), List.of(), types, new TreeMap<>());
  }

  @Test
  void leaves_out_tables_by_their_names() {
    TableDescription rooms = table("rooms", List.of(), "id");
    TableDescription own = table("switchback_meta", List.of(), "name");

    assertThat(of(rooms, own).without(Set.of("switchback_meta")).tables()).containsExactly(rooms);
  }

  @Test
  void keeps_what_it_was_given() {
    List<TableDescription> tables = new ArrayList<>(List.of(table("rooms", List.of(), "id")));
    SortedMap<String, String> sequences = new TreeMap<>();
    SchemaSnapshot snapshot = new SchemaSnapshot(tables, List.of(), new TreeMap<>(), sequences);

    tables.clear();
    sequences.put("numbers", "bigint");

    assertThat(snapshot.tables()).hasSize(1);
    assertThat(snapshot.sequences()).isEmpty();
  }
}
