package dev.switchback.spring.boot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jpa.test.autoconfigure.TestEntityManager;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code @DataJpaTest} on the H2 that Boot puts in the place of the data source. */
@DataJpaTest(showSql = false, properties = "spring.jpa.hibernate.ddl-auto=validate")
class DataJpaSliceTest {

  @Autowired private DataSource dataSource;
  @Autowired private JdbcTemplate template;
  @Autowired private Migrator migrator;
  @Autowired private Rooms rooms;
  @Autowired private TestEntityManager entities;

  @Test
  void runs_on_the_database_that_boot_configures_by_itself() throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      assertThat(connection.getMetaData().getURL()).startsWith("jdbc:h2:mem:");
    }
    assertThat(setting("DATABASE_TO_UPPER")).isEqualTo("true");
    assertThat(setting("CASE_INSENSITIVE_IDENTIFIERS")).isEqualTo("false");
  }

  @Test
  void jpa_reads_what_a_migration_inserted() {
    assertThat(rooms.findByKind(Room.Kind.OPEN))
        .singleElement()
        .satisfies(
            lobby -> {
              assertThat(lobby.name).isEqualTo("Lobby");
              assertThat(lobby.publicId).isEqualTo(new UUID(0, 1));
              assertThat(lobby.archived).isFalse();
              assertThat(lobby.createdAt).isBetween(Instant.EPOCH, Instant.now());
            });
  }

  @Test
  void jpa_writes_every_column_and_reads_it_back() {
    Room room = new Room();
    room.publicId = UUID.randomUUID();
    room.name = "Böse \"Namen\"";
    room.kind = Room.Kind.CLOSED;
    room.archived = true;
    room.createdAt = Instant.parse("2025-03-30T02:30:00.123456Z");
    room.monthlyFee = new BigDecimal("12.50");
    room.rules = "é".repeat(70_000);
    room.picture = new byte[70_000];
    room.settings = Map.of("size", 3);
    room.members.add(new RoomMember("ann"));
    entities.persistAndFlush(room);
    entities.clear();

    assertThat(rooms.findById(room.id))
        .get()
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .ignoringFields("members")
        .isEqualTo(room);
    assertThat(
            template.queryForObject(
                "SELECT user_name FROM room_members WHERE room_id = ?", String.class, room.id))
        .isEqualTo("ann");
  }

  /** The test's transaction is rolled back; what the migration did was committed before it. */
  @Test
  void the_migration_is_committed_before_the_transaction_of_the_test() throws Exception {
    template.update("DELETE FROM rooms");

    try (Connection other = dataSource.getConnection();
        ResultSet count = other.createStatement().executeQuery("SELECT COUNT(*) FROM rooms")) {
      assertThat(count.next()).isTrue();
      assertThat(count.getInt(1)).isOne();
    }
    assertThat(migrator.up().isEmpty()).isTrue();
    assertThat(migrator.status()).extracting(MigrationStatus::name).hasSize(1);
  }

  private String setting(String name) {
    return template.queryForObject(
        "SELECT setting_value FROM information_schema.settings WHERE setting_name = ?",
        String.class,
        name);
  }
}
