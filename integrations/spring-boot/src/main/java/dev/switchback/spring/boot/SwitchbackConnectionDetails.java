package dev.switchback.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The connection that migrations use. A bean of this type has precedence over the properties {@code
 * url}, {@code user} and {@code password} of {@code switchback}. It does not apply to {@code
 * switchback.instances}.
 */
public interface SwitchbackConnectionDetails extends ConnectionDetails {

  /** Returns the JDBC URL. */
  String getJdbcUrl();

  /** Returns the database user; null if the URL needs none. */
  @Nullable String getUser();

  /** Returns the password; null if the URL needs none. */
  @Nullable String getPassword();

  /** Returns the class of the JDBC driver; null if the URL determines it. */
  default @Nullable String getDriverClassName() {
    return null;
  }
}
