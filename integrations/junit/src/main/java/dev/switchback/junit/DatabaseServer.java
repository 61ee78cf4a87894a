package dev.switchback.junit;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.junit.MigratedDatabase.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server on which tests create databases. */
abstract class DatabaseServer {

  private static final Logger LOG = LoggerFactory.getLogger(MigratedDatabase.class);
  private static final String PREFIX = "switchback_test_";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)_.*");
  private static final Pattern NAME_IN_URL =
      Pattern.compile("(jdbc:\\w+://[^/?]*)(/[^?]*)?(\\?.*)?");
  private static final Duration LEFT = Duration.ofDays(1);

  final Server server;

  private DatabaseServer(Server server) {
    this.server = server;
  }

  /** A database with all migrations, or what is needed to create one. */
  interface Template extends AutoCloseable {
    void copyTo(String name);

    @Override
    default void close() {}
  }

  static DatabaseServer of(Server server) {
    String url = server.url();
    if (url.startsWith("jdbc:h2:mem:")) {
      return new H2(server);
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return new PostgreSql(server);
    }
    if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
      return new MySql(server);
    }
    throw new ConfigurationException(
        "The URL of the test server is of no known kind. Nothing was run. Write"
            + " jdbc:postgresql://…, jdbc:mysql://…, jdbc:mariadb://… or jdbc:h2:mem:….");
  }

  static String newName() {
    return PREFIX
        + Instant.now().getEpochSecond()
        + "_"
        + UUID.randomUUID().toString().substring(24);
  }

  /** Returns a template with these migrations. */
  abstract Template template(MigrationSet migrations);

  abstract void drop(String name);

  /** Drops the databases that killed tests left. */
  void sweep() {}

  final String user() {
    return server.user();
  }

  final String password() {
    return server.password();
  }

  final Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, server.user(), server.password());
  }

  /** Applies all migrations. Drops the database if one of them fails. */
  final void migrate(MigrationSet migrations, String name) {
    SimpleDataSource source = () -> connect(urlOf(name));
    try {
      migrations.migrator(source, null).up();
    } catch (RuntimeException e) {
      dropAfter(e, name);
      throw e;
    }
  }

  private void dropAfter(RuntimeException failure, String name) {
    try {
      drop(name);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  final void send(String url, String... statements) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new DatabaseException(
          "A database for tests cannot be created or dropped. Check that the server can be reached,"
              + " and that its user may create databases. The cause has the message of the server.",
          e);
    }
  }

  /** Returns the URL of the database with this name. */
  String urlOf(String name) {
    Matcher url = NAME_IN_URL.matcher(server.url());
    if (!url.matches()) {
      throw new ConfigurationException(
          "The URL of the test server has no place for the name of a database. Nothing was run."
              + " Write it with a host: jdbc:postgresql://localhost/chat.");
    }
    return url.group(1) + "/" + name + (url.group(3) == null ? "" : url.group(3));
  }

  /**
   * Drops those of the databases that are older than a day. Another JVM may do the same.
   *
   * @param names a query for the names of all databases
   */
  final void sweep(String names) {
    Instant oldest = Instant.now().minus(LEFT);
    List<String> left = new ArrayList<>();
    try (Connection connection = connect(server.url());
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(names)) {
        while (rows.next()) {
          Matcher name = NAME.matcher(rows.getString(1));
          if (name.matches() && Long.parseLong(name.group(1)) < oldest.getEpochSecond()) {
            left.add(name.group());
          }
        }
      }
      for (String name : left) {
        statement.execute("DROP DATABASE IF EXISTS " + name);
      }
    } catch (SQLException e) {
      LOG.debug("Databases that killed tests left remain: {}", left, e);
    }
  }

  /** H2 in memory. A script of its statements is the template. */
  private static final class H2 extends DatabaseServer {
    H2(Server server) {
      super(server);
    }

    @Override
    String urlOf(String name) {
      int at = server.url().indexOf(';');
      String settings = at < 0 ? "" : server.url().substring(at);
      boolean isKept = settings.toUpperCase(Locale.ROOT).contains(";DB_CLOSE_DELAY=");
      return "jdbc:h2:mem:" + name + settings + (isKept ? "" : ";DB_CLOSE_DELAY=-1");
    }

    @Override
    Template template(MigrationSet migrations) {
      String name = newName();
      Path script = newFile();
      migrate(migrations, name);
      send(urlOf(name), "SCRIPT TO '%s' CHARSET 'UTF-8'".formatted(script), "SHUTDOWN");
      return new Template() {
        @Override
        public void copyTo(String copy) {
          send(urlOf(copy), "RUNSCRIPT FROM '%s' CHARSET 'UTF-8'".formatted(script));
        }

        @Override
        public void close() {
          try {
            Files.deleteIfExists(script);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    }

    private static Path newFile() {
      try {
        return Files.createTempFile("switchback", ".sql");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    void drop(String name) {
      send(urlOf(name), "SHUTDOWN");
    }
  }

  /** PostgreSQL copies the files of a template. */
  private static final class PostgreSql extends DatabaseServer {
    PostgreSql(Server server) {
      super(server);
    }

    @Override
    Template template(MigrationSet migrations) {
      String template = newName();
      send(server.url(), "CREATE DATABASE " + template);
      migrate(migrations, template);
      send(server.url(), "ALTER DATABASE " + template + " ALLOW_CONNECTIONS false");
      return new Template() {
        @Override
        public void copyTo(String copy) {
          send(server.url(), "CREATE DATABASE " + copy + " TEMPLATE " + template);
        }

        @Override
        public void close() {
          drop(template);
        }
      };
    }

    @Override
    void drop(String name) {
      send(server.url(), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    @Override
    void sweep() {
      sweep("SELECT datname FROM pg_database");
    }
  }

  /** MySQL and MariaDB cannot copy a database. */
  private static final class MySql extends DatabaseServer {
    MySql(Server server) {
      super(server);
    }

    @Override
    Template template(MigrationSet migrations) {
      return copy -> {
        send(server.url(), "CREATE DATABASE " + copy + " CHARACTER SET utf8mb4");
        migrate(migrations, copy);
      };
    }

    /** An open transaction of a test would block the statement for a day. */
    @Override
    void drop(String name) {
      send(server.url(), "SET SESSION lock_wait_timeout = 10", "DROP DATABASE IF EXISTS " + name);
    }

    @Override
    void sweep() {
      sweep("SHOW DATABASES");
    }
  }
}
