package dev.switchback.examples.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DatabaseStartTest {

  @Test
  void the_database_is_migrated_when_a_bean_gets_the_data_source() throws Exception {
    for (int i = 0; i < 2; i++) { // the second start has nothing to do
      try (ApplicationContext context = ApplicationContext.run();
          Connection connection = context.getBean(DataSource.class).getConnection();
          Statement statement = connection.createStatement();
          ResultSet messages = statement.executeQuery("SELECT body FROM messages")) {
        assertThat(messages.next()).isTrue();
        assertThat(messages.getString(1)).isEqualTo("Welcome to the lobby");
        assertThat(messages.next()).isFalse();
      }
    }
  }
}
