package dev.switchback.testkit.server;

import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that one test has for itself. Closing it drops it. */
public final class FreshDatabase implements AutoCloseable {
  private final TestServer server;
  private final String name;
  private final String url;

  FreshDatabase(TestServer server, String name, String url) {
    this.server = server;
    this.name = name;
    this.url = url;
  }

  /** The JDBC URL of this database. */
  public String url() {
    return url;
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  /** The name of the database on its server; in lower case, without anything to quote. */
  public String name() {
    return name;
  }

  /** Gives a new physical connection each time: nothing is pooled, reused or shared. */
  public DataSource dataSource() {
    return new DriverManagerDataSource(url, user(), password());
  }

  /**
   * Drops the database. On PostgreSQL and H2 this ends connections to it; on the others it fails
   * after ten seconds if one of them holds a lock. May be called again.
   */
  @Override
  public void close() throws SQLException {
    server.drop(this);
  }

  /** Names the database, without the URL: it may hold a password. */
  @Override
  public String toString() {
    return name + " on " + server;
  }
}
