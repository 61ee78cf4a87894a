package com.acme.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.junit.MigratedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoomsTest {

  @RegisterExtension
  static final MigratedDatabase DATABASE =
      MigratedDatabase.on("jdbc:h2:mem:any", "sa", "").packages("com.acme.chat.migrations");

  @Test
  void a_new_database_has_no_rooms() throws SQLException {
    try (Connection connection = DATABASE.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rooms = statement.executeQuery("SELECT name, topic FROM rooms")) {
      assertThat(rooms.next()).isFalse();
    }
  }
}
