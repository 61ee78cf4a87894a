package dev.switchback.junit;

import java.sql.Connection;
import java.sql.SQLException;

/** A database of one test or test class. Closing it drops it. */
record TestCopy(DatabaseServer server, String name) implements AutoCloseable {

  String url() {
    return server.urlOf(name);
  }

  String user() {
    return server.user();
  }

  String password() {
    return server.password();
  }

  Connection connect() throws SQLException {
    return server.connect(url());
  }

  @Override
  public void close() {
    server.drop(name);
  }
}
