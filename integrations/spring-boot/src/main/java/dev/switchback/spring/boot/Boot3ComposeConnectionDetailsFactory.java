package dev.switchback.spring.boot;

import java.util.Objects;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;

/** Connects migrations to a server that Docker Compose has started, in Spring Boot 3. */
final class Boot3ComposeConnectionDetailsFactory
    implements ConnectionDetailsFactory<JdbcConnectionDetails, SwitchbackConnectionDetails> {

  /** Fails in Spring Boot 4, which does not have the type, so that Spring leaves this out. */
  Boot3ComposeConnectionDetailsFactory() {
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
