package dev.switchback.examples.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DatabaseStartTest {

  @Test
  void the_database_is_migrated_when_the_container_has_started() throws Exception {
    for (int i = 0; i < 2; i++) { // the second start has nothing to do
      try (SeContainer container = SeContainerInitializer.newInstance().initialize();
          Connection connection = container.select(DataSource.class).get().getConnection();
          Statement statement = connection.createStatement();
          ResultSet messages = statement.executeQuery("SELECT body FROM messages")) {
        assertThat(messages.next()).isTrue();
        assertThat(messages.getString(1)).isEqualTo("Welcome to the lobby");
        assertThat(messages.next()).isFalse();
      }
    }
  }
}
