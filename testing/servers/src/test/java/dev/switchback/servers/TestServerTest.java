package dev.switchback.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestServerTest {
  @TempDir Path folder;

  @Test
  void the_url_of_a_database_keeps_the_options_of_the_server() throws SQLException {
    TestServer running = TestDatabase.POSTGRESQL.server();
    TestServer server = withUrl(running, running.url() + "?ApplicationName=trains");

    try (FreshDatabase database = server.createDatabase();
        Connection connection = database.dataSource().getConnection()) {
      assertThat(database.url()).endsWith("/" + database.name() + "?ApplicationName=trains");
      assertThat(connection.getCatalog()).isEqualTo(database.name());
    }
  }

  @Test
  void the_url_of_a_server_needs_no_database() throws SQLException {
    TestServer running = TestDatabase.MARIADB.server();
    TestServer server = withUrl(running, running.url().replace("/?", "?"));

    try (FreshDatabase database = server.createDatabase()) {
      assertThat(database.url()).contains("/" + database.name() + "?");
    }
  }

  @Test
  void a_url_without_a_place_for_the_database_is_refused_without_showing_it() {
    TestServer server =
        new TestServer(TestDatabase.H2, "jdbc:postgresql:secret", "someone", "secret");

    assertThatThrownBy(server::createDatabase)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The URL of the H2 test server – no place for the name of a database was found in it"
                + " – write it like jdbc:h2:mem:name, or jdbc:postgresql://host:port/name");
  }

  @Test
  void h2_in_files_creates_each_database_in_the_same_folder_and_deletes_its_files()
      throws SQLException {
    TestServer server =
        new TestServer(TestDatabase.H2, "jdbc:h2:file:" + folder.resolve("any"), "sa", "");

    try (FreshDatabase database = server.createDatabase()) {
      createTable(database);
      assertThat(folder).isDirectoryContaining("glob:**" + database.name() + ".mv.db");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void words_about_a_server_or_database_do_not_show_its_url_or_password() throws SQLException {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
      assertThat(database).hasToString(database.name() + " on H2 test server");
    }
  }

  private static TestServer withUrl(TestServer server, String url) {
    return new TestServer(server.database(), url, server.user(), server.password());
  }

  private static void createTable(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE ticket (id INT)");
    }
  }
}
