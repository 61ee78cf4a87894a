package dev.switchback.spring.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.spring.boot.SwitchbackConnectionDetails;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;

/** A server that Docker Compose has started, in Spring Boot 3. */
class Boot3ComposeTest {

  private record Server(String getJdbcUrl, String getUsername, String getPassword)
      implements JdbcConnectionDetails {}

  @Test
  void replaces_the_connection_for_migrations() {
    assertThat(
            new ConnectionDetailsFactories(getClass().getClassLoader())
                .getConnectionDetails(
                    new Server("jdbc:postgresql://localhost:54321/chat", "chat", "pw"), true)
                .get(SwitchbackConnectionDetails.class))
        .isInstanceOfSatisfying(
            SwitchbackConnectionDetails.class,
            details -> {
              assertThat(details.getJdbcUrl()).isEqualTo("jdbc:postgresql://localhost:54321/chat");
              assertThat(details.getUser()).isEqualTo("chat");
              assertThat(details.getPassword()).isEqualTo("pw");
            });
  }
}
