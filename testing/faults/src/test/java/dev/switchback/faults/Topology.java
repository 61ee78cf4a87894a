package dev.switchback.faults;

import dev.switchback.servers.DriverManagerDataSource;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.opentest4j.TestAbortedException;

/**
 * The ways in which a server is reached. Four start by themselves; for PgBouncer and Galera,
 * properties say where one is: {@code switchback.faults.pgbouncer.url}, {@code
 * switchback.faults.galera.url}, {@code .url2} and {@code .url3} for its other nodes, each with
 * {@code .user} and {@code .password}. {@code switchback.faults.require} names, with commas
 * between, those without which the tests fail.
 */
enum Topology {
  H2("H2 in memory", "h2", TestDatabase.H2),
  POSTGRESQL("PostgreSQL", "postgresql", TestDatabase.POSTGRESQL),
  PGBOUNCER("PostgreSQL behind PgBouncer", "pgbouncer", TestDatabase.POSTGRESQL),
  MYSQL("MySQL", "mysql", TestDatabase.MYSQL),
  MARIADB("MariaDB", "mariadb", TestDatabase.MARIADB),
  GALERA("Galera, three nodes", "galera", TestDatabase.MARIADB),
  /** All processes come to the same node, and meet the locks that another one has there. */
  GALERA_NODE("Galera, one node", "galera", TestDatabase.MARIADB);

  private final String words;
  private final String property;
  private final TestDatabase database;

  Topology(String words, String property, TestDatabase database) {
    this.words = words;
    this.property = property;
    this.database = database;
  }

  TestDatabase database() {
    return database;
  }

  /** Whether a session's own lock proves nothing, so that a dead process is waited for. */
  boolean waitsForTheDead() {
    return !startsByItself();
  }

  /**
   * How soon a process that shows no life may be thought dead. A sign of life that goes through a
   * pooler, or to three servers on one machine, needs more time where there is none to spare.
   * {@code -Dswitchback.faults.leaseTimeout=6000} sets it, in milliseconds.
   */
  Duration leaseTimeout() {
    long usual = startsByItself() ? 800 : 2_000;
    return Duration.ofMillis(Long.getLong("switchback.faults.leaseTimeout", usual));
  }

  boolean isRemote() {
    return this != H2;
  }

  /** A connection that sees all that was committed, on whatever node. */
  Connection observe(DataSource node) throws SQLException {
    Connection connection = node.getConnection();
    if (this == GALERA) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION wsrep_sync_wait = 15");
      }
    }
    return connection;
  }

  private boolean startsByItself() {
    return this != PGBOUNCER && this != GALERA && this != GALERA_NODE;
  }

  /** A database of a test's own, and the ways to it: one for each node. */
  record Place(FreshDatabase database, List<DataSource> nodes) {}

  Place place() throws SQLException {
    List<TestServer> servers = servers();
    FreshDatabase database = servers.get(0).createDatabase();
    List<DataSource> nodes = new ArrayList<>();
    nodes.add(database.dataSource());
    for (TestServer server : servers.subList(1, servers.size())) {
      String url = server.url().replaceFirst("(//[^/?]+)(/[^?]*)?", "$1/" + database.name());
      nodes.add(whenReached(new DriverManagerDataSource(url, server.user(), server.password())));
    }
    return new Place(database, nodes);
  }

  /** Waits until a node of a cluster has the database that was created on another one. */
  private static DataSource whenReached(DataSource node) throws SQLException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      try {
        node.getConnection().close();
        return node;
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  private List<TestServer> servers() {
    if (startsByItself()) {
      return List.of(database.server());
    }
    String prefix = "switchback.faults." + property + ".";
    List<TestServer> servers = new ArrayList<>();
    for (String url : this == GALERA ? List.of("url", "url2", "url3") : List.of("url")) {
      String value = System.getProperty(prefix + url, "");
      if (!value.isEmpty()) {
        servers.add(
            new TestServer(
                database,
                value,
                System.getProperty(prefix + "user", ""),
                System.getProperty(prefix + "password", "")));
      }
    }
    if (servers.isEmpty()) {
      throw untested(prefix);
    }
    return servers;
  }

  private RuntimeException untested(String prefix) {
    String sentence =
        "%s: no faults were tried – it does not start by itself – to try them: -D%surl=… .user=…"
                .formatted(words, prefix)
            + " .password=…; to make this a failure: -Dswitchback.faults.require="
            + property;
    if (isRequired(System.getProperty("switchback.faults.require", ""))) {
      throw new AssertionError(sentence);
    }
    report(sentence);
    return new TestAbortedException(sentence);
  }

  private boolean isRequired(String names) {
    return Arrays.stream(names.split(",", -1)).map(String::strip).anyMatch(property::equals);
  }

  private static synchronized void report(String sentence) {
    try {
      Path file = Path.of("target", "untested.txt");
      Files.createDirectories(file.getParent());
      String said = Files.exists(file) ? Files.readString(file) : "";
      if (!said.contains(sentence)) {
        Files.writeString(
            file, sentence + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return words;
  }
}
