package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.junit.MigratedDatabase.Server;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Databases with all migrations, on one kind of server. */
abstract class MigratedDatabaseContract {

  private static final UnaryOperator<MigratorBuilder> PREFIX = MigratedDatabaseContract::withPrefix;

  private static MigratorBuilder withPrefix(MigratorBuilder builder) {
    return builder.tablePrefix("acme");
  }

  /** One for each test. */
  @RegisterExtension final MigratedDatabase database;

  MigratedDatabaseContract(TestDatabase kind) {
    this.database = on(kind).configured(PREFIX);
  }

  static MigratedDatabase on(TestDatabase kind) {
    return MigratedDatabase.on(() -> server(kind)).migrations(Rooms.GOOD);
  }

  static Server server(TestDatabase kind) {
    TestServer server = kind.server();
    return new Server(server.url(), server.user(), server.password());
  }

  static List<String> strings(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private void insertOnce() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO rooms (id, name) VALUES (3, 'Library')");
      assertThat(strings(connection, "SELECT name FROM rooms ORDER BY id"))
          .containsExactly("Lobby", "Kitchen", "Library");
    }
  }

  @Test
  void a_test_has_a_database_of_its_own() throws SQLException {
    insertOnce();
  }

  @Test
  void another_test_has_another_one() throws SQLException {
    insertOnce();
  }

  @Nested
  class OfNestedClasses {
    @Test
    void a_nested_test_has_one_too() throws SQLException {
      insertOnce();
    }
  }

  @Test
  void nothing_is_pending_and_all_can_be_reverted() throws SQLException {
    Migrator migrator =
        PREFIX
            .apply(Migrator.configure().dataSource(database.dataSource()).migrations(Rooms.GOOD))
            .build();

    assertThat(migrator.up().migrations()).isEmpty();
    assertThat(migrator.downAll().migrations()).hasSize(3);
  }

  @Test
  void a_pool_connects_by_url_user_and_password() throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      assertThat(strings(connection, "SELECT name FROM rooms WHERE id = 1"))
          .containsExactly("Lobby");
    }
  }
}
