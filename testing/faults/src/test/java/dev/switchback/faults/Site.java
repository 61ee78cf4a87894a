package dev.switchback.faults;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestServer;
import dev.switchback.tck.DatabaseImage;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.tools.Server;

/**
 * A database to do harm to, emptied again and again, and looked at from a connection of its own.
 */
final class Site implements AutoCloseable {

  private static final Pattern COPY = Pattern.compile("\\w+_copy_\\d+_\\d+");

  private final Topology topology;
  private final FreshDatabase database;
  private final List<DataSource> nodes;
  private final List<Class<? extends Migration>> migrations;
  private final Sabotage sabotage;
  private final String quote;
  private Connection observer;
  private Server h2;
  private int nextNode;
  private boolean closed;

  private Site(
      Topology topology,
      Topology.Place place,
      List<Class<? extends Migration>> migrations,
      Sabotage sabotage)
      throws SQLException {
    this.topology = topology;
    this.migrations = migrations;
    this.sabotage = sabotage;
    database = place.database();
    nodes = place.nodes();
    observer = topology.observe(nodes.get(0));
    quote = quote(observer);
  }

  /**
   * Where that topology is.
   *
   * @param migrations what is run there
   * @param sabotage what is broken in the processes that run there
   */
  static Site on(Topology topology, List<Class<? extends Migration>> migrations, Sabotage sabotage)
      throws SQLException {
    return new Site(topology, topology.place(), migrations, sabotage);
  }

  /** On a server that is not the one of all. */
  static Site on(Topology topology, TestServer server) throws SQLException {
    FreshDatabase database = server.createDatabase();
    return new Site(
        topology,
        new Topology.Place(database, List.of(database.dataSource())),
        Workload.ALL,
        Sabotage.NONE);
  }

  /** What stands around a plain name that is written as migrations write it. */
  static String quote(Connection connection) throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    return metadata.getDatabaseProductName().equals("H2")
        ? "`" // so that H2 folds it
        : metadata.getIdentifierQuoteString();
  }

  Topology topology() {
    return topology;
  }

  FreshDatabase database() {
    return database;
  }

  /** Where the next process connects to: on a cluster, to another node each time. */
  DataSource node() {
    DataSource node = nodes.get(nextNode++ % nodes.size());
    return sabotage == Sabotage.NONE ? node : new SabotagedDataSource(node, sabotage);
  }

  List<Class<? extends Migration>> migrations() {
    return migrations;
  }

  Migrator migrator(DataSource process) {
    return migrator(process, migrations, Workload.NONE);
  }

  Migrator migrator(DataSource process, Duration leaseTimeout) {
    return configure(process, quote, migrations, Workload.NONE, leaseTimeout).build();
  }

  Migrator migrator(
      DataSource process, List<Class<? extends Migration>> migrations, Workload.Watch watch) {
    return configure(process, migrations, watch).build();
  }

  /** One of many that start at once. */
  Migrator starter(
      List<Class<? extends Migration>> migrations, Workload.Watch watch, Duration leaseTimeout) {
    return configure(node(), quote, migrations, watch, leaseTimeout).build();
  }

  private MigratorBuilder configure(
      DataSource process, List<Class<? extends Migration>> migrations, Workload.Watch watch) {
    return configure(process, quote, migrations, watch, topology.leaseTimeout());
  }

  static MigratorBuilder configure(
      DataSource process,
      String quote,
      List<Class<? extends Migration>> migrations,
      Workload.Watch watch,
      Duration leaseTimeout) {
    return Migrator.configure()
        .dataSource(process)
        .migrations(migrations)
        .factory(Workload.factory(quote, watch))
        .migrationLockTimeout(leaseTimeout.plusSeconds(20))
        .leaseTimeout(leaseTimeout);
  }

  /** For processes: H2's memory is reached through a server in this JVM. */
  Door door() throws SQLException {
    if (topology != Topology.H2) {
      return new Door(database.url(), database.user(), database.password());
    }
    if (h2 == null) {
      h2 = Server.createTcpServer("-tcpPort", "0").start();
    }
    String url = "jdbc:h2:tcp://127.0.0.1:%d/mem:%s".formatted(h2.getPort(), database.name());
    return new Door(url, database.user(), database.password());
  }

  DatabaseImage image() throws SQLException {
    DatabaseImage image = DatabaseImage.of(observer());
    return topology == Topology.H2 ? withoutCopies(image) : image;
  }

  /**
   * H2 changes a table by making another, and when the session is ended meanwhile, the other one
   * stays behind: nothing refers to it, and nobody outside H2 could have prevented it.
   */
  private static DatabaseImage withoutCopies(DatabaseImage image) {
    SortedMap<String, String> facts = new TreeMap<>(image.facts());
    facts.keySet().removeIf(subject -> COPY.matcher(subject).lookingAt());
    return new DatabaseImage(facts, image.history(), image.journal(), image.leaseOwner());
  }

  /** H2 may still be busy with what a session has left that was ended. */
  private void dropAllObjects() throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        send("DROP ALL OBJECTS");
        return;
      } catch (SQLTransientException e) {
        if (tries == 20) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  /** Leaves nothing but the ledger. */
  void clean() throws SQLException {
    switch (topology.database()) {
      case H2 -> dropAllObjects();
      case POSTGRESQL -> send("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      case MYSQL, MARIADB -> dropTables();
    }
    for (String sql : Workload.LEDGER) {
      send(sql.replace("\"", quote));
    }
    settle();
  }

  /** Waits until every node has what was committed on any of them. */
  void settle() throws SQLException {
    if (nodes.size() > 1) {
      for (DataSource node : nodes) {
        try (Connection connection = topology.observe(node);
            Statement statement = connection.createStatement()) {
          statement.executeQuery("SHOW TABLES").close();
        }
      }
    }
  }

  private void dropTables() throws SQLException {
    List<String> tables = ask("SHOW TABLES");
    send("SET SESSION foreign_key_checks = 0, lock_wait_timeout = 20");
    for (String table : tables) {
      send("DROP TABLE " + quote + table.replace(quote, quote + quote) + quote);
    }
    send("SET SESSION foreign_key_checks = 1");
  }

  void send(String sql) throws SQLException {
    try (Statement statement = observer().createStatement()) {
      statement.execute(sql);
    }
  }

  void insert(String table, String row) throws SQLException {
    send("INSERT INTO " + quote + table + quote + " VALUES " + row);
  }

  boolean isLost() throws SQLException {
    return !observer.isValid(5);
  }

  /** The first column of the rows. */
  List<String> ask(String sql) throws SQLException {
    try (Statement statement = observer().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> result = new ArrayList<>();
      while (rows.next()) {
        result.add(rows.getString(1));
      }
      return result;
    }
  }

  /** On PostgreSQL: what a build that failed has left, which nobody uses but writers. */
  List<String> invalidIndexes() throws SQLException {
    return ask(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            + " WHERE NOT (i.indisvalid AND i.indisready)");
  }

  /** The server may have been killed in the meantime. */
  private Connection observer() throws SQLException {
    if (topology.isRemote() && !observer.isValid(5)) {
      observer = topology.observe(nodes.get(0));
    }
    return observer;
  }

  /** May be called again. */
  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    observer.close();
    database.close();
    if (h2 != null) {
      h2.stop();
    }
  }
}
