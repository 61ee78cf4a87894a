package com.acme.rooms;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.switchback.Migrator;
import dev.switchback.junit.MigratedDatabase;
import dev.switchback.junit.MigrationChecks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoomsTest {

  @RegisterExtension
  static final MigratedDatabase DATABASE =
      MigratedDatabase.on("jdbc:h2:mem:any", "sa", "").packages("com.acme.rooms.migrations");

  @Test
  void a_new_database_has_the_table() throws SQLException {
    try (var connection = DATABASE.dataSource().getConnection();
        ResultSet rooms = connection.createStatement().executeQuery("SELECT name FROM rooms")) {
      assertFalse(rooms.next());
    }
  }

  @TestFactory
  Stream<DynamicNode> stairway() {
    JdbcDataSource empty = new JdbcDataSource();
    empty.setURL("jdbc:h2:mem:checks;DB_CLOSE_DELAY=-1");
    return MigrationChecks.on(empty).packages("com.acme.rooms.migrations").stairway();
  }

  @Test
  void the_plug_in_has_migrated_the_database_of_the_build() {
    JdbcDataSource migrated = new JdbcDataSource();
    migrated.setURL("jdbc:h2:./target/rooms;IFEXISTS=TRUE");
    migrated.setUser("sa");
    Migrator migrator =
        Migrator.configure().dataSource(migrated).packages("com.acme.rooms.migrations").build();

    assertTrue(migrator.pending().isEmpty());
    assertFalse(migrator.executed().isEmpty());
  }
}
