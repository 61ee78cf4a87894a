package dev.switchback.spring.boot;

import java.util.Objects;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Connects migrations to a server that Docker Compose has started. */
final class ComposeConnectionDetailsFactory
    implements ConnectionDetailsFactory<JdbcConnectionDetails, SwitchbackConnectionDetails> {

  /** Fails in Spring Boot 3, which does not have the type, so that Spring leaves this out. */
  ComposeConnectionDetailsFactory() {
    Objects.requireNonNull(JdbcConnectionDetails.class);
  }

  @Override
  public SwitchbackConnectionDetails getConnectionDetails(JdbcConnectionDetails server) {
    return new StartedServer.Known(
        server.getJdbcUrl(),
        server.getUsername(),
        server.getPassword(),
        server.getDriverClassName());
  }
}
