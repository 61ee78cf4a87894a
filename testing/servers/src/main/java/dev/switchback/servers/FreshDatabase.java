package dev.switchback.servers;

import java.sql.SQLException;
import javax.sql.DataSource;

/** A database for one test. Closing it drops it. */
public final class FreshDatabase implements AutoCloseable {
  private final TestServer server;
  private final String name;
  private final String url;

  FreshDatabase(TestServer server, String name, String url) {
    this.server = server;
    this.name = name;
    this.url = url;
  }

  /** Returns the JDBC URL of this database. */
  public String url() {
    return url;
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  /** Returns the name of the database on its server: lower case, without characters to quote. */
  public String name() {
    return name;
  }

  /** Returns a data source that opens a new physical connection each time, without a pool. */
  public DataSource dataSource() {
    return new DriverManagerDataSource(url, user(), password());
  }

  /** Returns such a data source with one more parameter in its URL: {@code name=value}. */
  public DataSource dataSource(String parameter) {
    String separator = url.contains("?") ? "&" : "?";
    return new DriverManagerDataSource(url + separator + parameter, user(), password());
  }

  /**
   * Drops the database. On PostgreSQL and H2 this ends connections to it. On MySQL and MariaDB it
   * fails after ten seconds if a connection holds a lock. May be called again.
   */
  @Override
  public void close() throws SQLException {
    server.drop(this);
  }

  /** Returns the name without the URL, which may contain a password. */
  @Override
  public String toString() {
    return name + " on " + server;
  }
}
