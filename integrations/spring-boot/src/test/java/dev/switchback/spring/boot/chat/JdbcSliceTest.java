package dev.switchback.spring.boot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.test.jdbc.JdbcTestUtils;

/** {@code @JdbcTest} on the H2 that Boot puts in the place of the data source. */
@JdbcTest
class JdbcSliceTest {

  @Autowired private JdbcTemplate template;
  @Autowired private JdbcClient client;

  @Test
  void plain_sql_finds_tables_and_columns_without_quotes() {
    assertThat(
            template.queryForObject(
                "SELECT name FROM rooms WHERE kind = 'OPEN' AND NOT archived", String.class))
        .isEqualTo("Lobby");
    assertThat(template.queryForObject("SELECT ROOMS.Name FROM Rooms", String.class))
        .isEqualTo("Lobby");
  }

  @Test
  void plain_sql_writes_what_it_reads() {
    UUID id = UUID.randomUUID();
    client
        .sql("INSERT INTO rooms (public_id, name, kind) VALUES (:id, :name, :kind)")
        .params(Map.of("id", id, "name", "Attic", "kind", "CLOSED"))
        .update();

    assertThat(
            client
                .sql("SELECT public_id FROM rooms WHERE name = ?")
                .param("Attic")
                .query(UUID.class)
                .single())
        .isEqualTo(id);
    assertThat(JdbcTestUtils.countRowsInTable(template, "rooms")).isEqualTo(2);
  }

  /** It asks the driver's catalogue for the columns of the table. */
  @Test
  void an_insert_by_the_catalogue_finds_the_columns() {
    Number key =
        new SimpleJdbcInsert(template)
            .withTableName("room_members")
            .usingGeneratedKeyColumns("id")
            .executeAndReturnKey(Map.of("room_id", 1, "user_name", "ann"));

    assertThat(template.queryForList("SELECT user_name FROM room_members WHERE id = " + key))
        .isEqualTo(List.of(Map.of("USER_NAME", "ann")));
  }
}
