package org.springframework.boot.autoconfigure.jdbc;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** What Switchback uses of Spring Boot 3. It is compiled against, and not in the jar. */
public interface JdbcConnectionDetails extends ConnectionDetails {
  String getUsername();

  String getPassword();

  String getJdbcUrl();

  String getDriverClassName();
}
