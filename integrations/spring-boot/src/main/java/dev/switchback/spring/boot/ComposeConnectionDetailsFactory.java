package dev.switchback.spring.boot;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
    return new StartedServer() {
      @Override
      public String getJdbcUrl() {
        return server.getJdbcUrl();
      }

      @Override
      public @Nullable String getUser() {
        return server.getUsername();
      }

      @Override
      public @Nullable String getPassword() {
        return server.getPassword();
      }

      @Override
      public String getDriverClassName() {
        return server.getDriverClassName();
      }
    };
  }
}
