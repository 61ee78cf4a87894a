package dev.switchback.examples.jooq;

import static dev.switchback.examples.jooq.schema.Tables.ROOMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.examples.jooq.schema.DefaultSchema;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.Field;
import org.junit.jupiter.api.Test;

class RoomsTest {

  @Test
  void the_generated_classes_fit_the_migrated_database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Rooms rooms = Rooms.in(database);

    rooms.add("lobby", "all");
    rooms.add("kitchen", "food");
    rooms.add("garden", "food");

    assertThat(rooms.about("food")).containsExactly("garden", "kitchen");
  }

  @Test
  void the_generated_classes_have_the_columns_of_the_migrations_and_no_metadata_table() {
    assertThat(ROOMS.fields()).extracting(Field::getName).containsExactly("ID", "NAME", "TOPIC");
    assertThat(ROOMS.TOPIC.getDataType().nullable()).isTrue();
    assertThat(ROOMS.NAME.getDataType().nullable()).isFalse();
    assertThat(DefaultSchema.DEFAULT_SCHEMA.getTables()).containsExactly(ROOMS);
  }
}
