package dev.switchback.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestDatabaseTest {

  @ParameterizedTest
  @EnumSource
  void starts_a_server_that_answers(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      assertThat(query(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void starts_one_server_for_all_tests(TestDatabase kind) {
    assertThat(kind.server()).isSameAs(kind.server());
  }

  @ParameterizedTest
  @EnumSource
  void the_server_is_the_product_that_was_asked_for(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase();
        Connection connection = database.dataSource().getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      String version = connection.getMetaData().getDatabaseProductVersion();
      assertThat(product).isEqualTo(kind.toString());
      if (!isGiven(kind)) {
        assertThat(version).startsWith(expectedVersion(kind));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void databases_do_not_see_each_other(TestDatabase kind) throws SQLException {
    try (FreshDatabase one = kind.server().createDatabase();
        FreshDatabase other = kind.server().createDatabase()) {
      execute(one, "CREATE TABLE ticket (id INT)");

      assertThat(query(one, "SELECT COUNT(*) FROM ticket")).isEqualTo("0");
      assertThatThrownBy(() -> query(other, "SELECT COUNT(*) FROM ticket"))
          .isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closing_a_database_drops_it(TestDatabase kind) throws SQLException {
    FreshDatabase database = kind.server().createDatabase();
    execute(database, "CREATE TABLE ticket (id INT)");

    database.close();

    assertThatThrownBy(() -> query(database, "SELECT COUNT(*) FROM ticket"))
        .isInstanceOf(SQLException.class);
    database.close();
  }

  @ParameterizedTest
  @EnumSource
  void an_idle_connection_does_not_keep_a_database_from_being_dropped(TestDatabase kind)
      throws SQLException {
    FreshDatabase database = kind.server().createDatabase();
    try (Connection connection = database.dataSource().getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
      database.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keeps_text_of_any_language(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(database, "CREATE TABLE word (text VARCHAR(20))");
      execute(database, "INSERT INTO word VALUES ('ığüş 日本 🚃')");

      assertThat(query(database, "SELECT text FROM word")).isEqualTo("ığüş 日本 🚃");
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_connection_is_a_new_one(TestDatabase kind) throws SQLException {
    String session =
        switch (kind) {
          case H2 -> "SELECT SESSION_ID()";
          case POSTGRESQL -> "SELECT pg_backend_pid()";
          case MARIADB, MYSQL -> "SELECT CONNECTION_ID()";
        };
    try (FreshDatabase database = kind.server().createDatabase();
        Connection one = database.dataSource().getConnection();
        Connection other = database.dataSource().getConnection()) {
      assertThat(query(one, session)).isNotEqualTo(query(other, session));
    }
  }

  private static boolean isGiven(TestDatabase kind) {
    return System.getProperty("switchback.test." + kind.property() + ".url") != null;
  }

  private static String expectedVersion(TestDatabase kind) {
    return switch (kind) {
      case H2 -> "2.";
      case POSTGRESQL -> "18.";
      case MARIADB -> "11.4.";
      case MYSQL -> "8.0.";
    };
  }

  private static void execute(FreshDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(FreshDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return query(connection, sql);
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
