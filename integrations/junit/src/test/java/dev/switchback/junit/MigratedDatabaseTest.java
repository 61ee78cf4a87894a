package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.junit.MigratedDatabase.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigratedDatabaseTest {

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:h2:./chat", "jdbc:h2:tcp://localhost/chat", "jdbc:oracle:thin:@x"})
  void a_server_of_an_unknown_kind_is_refused(String url) {
    Server server = new Server(url, "chat", "secret");

    assertThatThrownBy(() -> DatabaseServer.of(server))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The URL of the test server is of no known kind. Nothing was run. Write"
                + " jdbc:postgresql://…, jdbc:mysql://…, jdbc:mariadb://… or jdbc:h2:mem:….");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://host:5433/chat?sslmode=disable,"
        + " jdbc:postgresql://host:5433/new?sslmode=disable",
    "jdbc:mysql://host/, jdbc:mysql://host/new",
    "jdbc:mariadb://host, jdbc:mariadb://host/new",
    "jdbc:h2:mem:any;MODE=PostgreSQL, jdbc:h2:mem:new;MODE=PostgreSQL;DB_CLOSE_DELAY=-1",
    "jdbc:h2:mem:any;db_close_delay=-1, jdbc:h2:mem:new;db_close_delay=-1"
  })
  void the_other_parts_of_the_url_are_kept(String url, String expected) {
    assertThat(DatabaseServer.of(new Server(url, "chat", "secret")).urlOf("new"))
        .isEqualTo(expected);
  }

  @Test
  void a_url_without_a_host_is_refused() {
    DatabaseServer server = DatabaseServer.of(new Server("jdbc:postgresql:chat", "chat", ""));

    assertThatThrownBy(() -> server.urlOf("new"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no place for the name of a database");
  }

  @Test
  void there_is_no_database_outside_of_a_test() {
    MigratedDatabase database = MigratedDatabase.on("jdbc:h2:mem:any", "sa", "");

    assertThatThrownBy(database::dataSource)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("The database exists only during a test.");
  }

  @Test
  void the_text_of_a_server_has_no_secret() {
    assertThat(new Server("jdbc:mysql://host/x?password=secret", "chat", "secret"))
        .hasToString("Server[chat]");
  }
}
