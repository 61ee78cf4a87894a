package dev.switchback.spring.boot;

import org.jspecify.annotations.Nullable;

/**
 * The connection to a server that Testcontainers or Docker Compose has started. It replaces the
 * properties {@code url}, {@code user} and {@code password}. Without them, migrations use the data
 * source of the application, which Spring Boot connects to that server.
 */
interface StartedServer extends SwitchbackConnectionDetails {

  /** A connection that does not change. */
  record Known(
      String getJdbcUrl,
      @Nullable String getUser,
      @Nullable String getPassword,
      String getDriverClassName)
      implements StartedServer {
    /** Does not contain the URL and the password. */
    @Override
    public String toString() {
      return "StartedServer";
    }
  }
}
