package dev.switchback.examples.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class MigrationsTest {

  @Test
  void classes_of_kotlin_are_applied_and_reverted() throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Migrator migrator =
        Migrator.configure()
            .dataSource(database)
            .packages("dev.switchback.examples.kotlin.migrations")
            .build();

    migrator.up();

    assertThat(migrator.status())
        .extracting(MigrationStatus::name)
        .containsExactly(
            "20260101000000-create-rooms",
            "20260102000000-add-topic-to-rooms",
            "20260103000000-fill-topics",
            "20260104000000-make-topics-optional",
            "20260105000000-drop-notes");
    try (Connection connection = database.getConnection();
        ResultSet rooms = connection.createStatement().executeQuery("SELECT topic FROM rooms")) {
      assertThat(rooms.next()).isTrue();
      assertThat(rooms.getString(1)).isEqualTo("about lobby");
    }
    assertThat(migrator.verify().isClean()).isTrue();

    migrator.downAll();

    assertThat(migrator.executed()).isEmpty();
  }
}
