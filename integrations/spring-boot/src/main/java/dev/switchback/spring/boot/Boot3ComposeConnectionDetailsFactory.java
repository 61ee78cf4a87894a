package dev.switchback.spring.boot;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
