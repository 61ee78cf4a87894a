package dev.switchback.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running database server on which {@code user} can create databases.
 *
 * <p>Usually {@link TestDatabase#server()} returns it. To use a server that already runs, create
 * one: {@code new TestServer(TestDatabase.H2, "jdbc:h2:file:/some/folder/any", "sa", "")} keeps its
 * databases in files of that folder.
 *
 * @param url the URL of any database of the server; the URLs of new databases are derived from it
 */
public record TestServer(TestDatabase database, String url, String user, String password) {
  private static final Pattern NAME_IN_H2_URL =
      Pattern.compile("(?<before>jdbc:[a-z]*h2:(?:[^;]*[:/])?)[^:/;]*(?<after>;.*)?");
  private static final Pattern NAME_IN_URL =
      Pattern.compile("(?<before>jdbc:[^/?]+//[^/?]+)(?:/[^?]*)?(?<after>\\?.*)?");

  /** Creates an empty database with a unique name. Closing it drops it. */
  public FreshDatabase createDatabase() throws SQLException {
    String name = "switchback_" + UUID.randomUUID().toString().substring(24);
    execute(url, creation(name));
    return new FreshDatabase(this, name, urlOf(name));
  }

  void drop(FreshDatabase fresh) throws SQLException {
    // An H2 database can only be dropped from inside.
    execute(database == TestDatabase.H2 ? fresh.url() : url, removal(fresh.name()));
  }

  private List<String> creation(String name) {
    return switch (database) {
      case H2 -> List.of(); // the first connection creates it
      case POSTGRESQL -> List.of("CREATE DATABASE " + name);
      // Without a character set, MariaDB 11.4 still uses latin1.
      case MARIADB, MYSQL -> List.of("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    };
  }

  private List<String> removal(String name) {
    return switch (database) {
      case H2 -> List.of("DROP ALL OBJECTS DELETE FILES", "SHUTDOWN");
      case POSTGRESQL -> List.of("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      // By default, an open transaction of a test would block the DROP for a day.
      case MARIADB, MYSQL ->
          List.of("SET SESSION lock_wait_timeout = 10", "DROP DATABASE IF EXISTS " + name);
    };
  }

  private String urlOf(String name) {
    Pattern pattern = database == TestDatabase.H2 ? NAME_IN_H2_URL : NAME_IN_URL;
    Matcher matcher = pattern.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The URL of the %s test server – no place for the name of a database was found in it"
                  .formatted(database)
              + " – write it like jdbc:h2:mem:name, or jdbc:postgresql://host:port/name");
    }
    String slash = database == TestDatabase.H2 ? "" : "/";
    String after = matcher.group("after");
    return matcher.group("before") + slash + name + (after == null ? "" : after);
  }

  private void execute(String at, List<String> sql) throws SQLException {
    if (sql.isEmpty()) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(at, user, password);
        Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }

  /** Returns the name without the URL, which may contain a password. */
  @Override
  public String toString() {
    return database + " test server";
  }
}
