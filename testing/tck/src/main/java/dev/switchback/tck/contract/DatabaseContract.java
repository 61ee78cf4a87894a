package dev.switchback.tck.contract;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.Topology;
import dev.switchback.operation.Operation;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestServer;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database of its own for every test, and what the tests ask of it. */
public abstract class DatabaseContract {

  private final TestedDatabase tested;
  private FreshDatabase database;
  private @Nullable Connection reading;

  /**
   * Requests the server already here. Without a server, no method of the class runs, not even those
   * after a test.
   */
  protected DatabaseContract(TestedDatabase tested) {
    this.tested = tested;
    tested.server();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    database = server().createDatabase();
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    if (reading != null) {
      reading.close();
      reading = null;
    }
    if (database != null) {
      database.close();
    }
  }

  /** The name of the dialect in messages. */
  String dialectName() {
    return tested.dialectName();
  }

  /** The server that understands the raw SQL of the tests, and that has its limits. */
  TestDatabase engine() {
    return tested.engine();
  }

  /** Where the database of each test is created. */
  TestServer server() {
    return tested.server();
  }

  FreshDatabase database() {
    return database;
  }

  DataSource dataSource() {
    return database.dataSource();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // passed on, and only read
  final Migrator migrator(Class<? extends Migration>... migrations) {
    return configure(migrations).build();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final MigratorBuilder configure(Class<? extends Migration>... migrations) {
    return Migrator.configure().dataSource(dataSource()).migrations(List.of(migrations));
  }

  /** A migrator of one migration with this body, whose {@code down} does nothing. */
  Migrator migrating(Body up) {
    return migrating(up, db -> {});
  }

  /** The same with a way down, which may be another one's than was applied. */
  Migrator migrating(Body up, Body down) {
    return scripted(up, down).onChangedMigration(ChangedMigrationPolicy.IGNORE).build();
  }

  MigratorBuilder scripted(Body up, Body down) {
    return configure(M20250601000000_Scripted.class)
        .factory(type -> new M20250601000000_Scripted(up, down));
  }

  /** A migrator of one migration, over another data source. */
  Migrator scripted(DataSource process, Body up) {
    return Migrator.configure()
        .dataSource(process)
        .migrations(List.of(M20250601000000_Scripted.class))
        .factory(type -> new M20250601000000_Scripted(up, db -> {}))
        .build();
  }

  /** Whether the server is of this version or a later one: {@code isVersion(8, 0, 16)}. */
  boolean isVersion(Integer... least) throws SQLException {
    try (Connection connection = dataSource().getConnection()) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      List<Integer> numbers =
          Pattern.compile("\\d+")
              .matcher(version)
              .results()
              .map(number -> Integer.valueOf(number.group()))
              .limit(least.length)
              .toList();
      return Arrays.compare(numbers.toArray(Integer[]::new), least) >= 0;
    }
  }

  /** The dialect of this database, knowing its server. */
  Dialect dialect() throws SQLException {
    try (Connection connection = dataSource().getConnection()) {
      return dialectFor(connection).forServer(connection);
    }
  }

  /** The dialect of this database, which has asked no server. */
  Dialect dialectOfAnyServer() throws SQLException {
    try (Connection connection = dataSource().getConnection()) {
      return dialectFor(connection);
    }
  }

  private Dialect dialectFor(Connection connection) throws SQLException {
    for (Dialect dialect : ServiceLoader.load(Dialect.class)) {
      if (dialect.supports(connection)) {
        return dialect;
      }
    }
    throw new AssertionError("there is no dialect for " + database);
  }

  /** Whether a run needs a second connection, which holds its lock. */
  boolean needsSecondConnection() throws SQLException {
    return dialect().locks().topology() == Topology.SEPARATE_SESSION;
  }

  /** The catalogue, read on a connection that is in no transaction. */
  Catalog catalog() throws SQLException {
    if (reading == null) {
      reading = dataSource().getConnection();
    }
    return dialect().catalog(reading);
  }

  String quote(String identifier) throws SQLException {
    return dialect().rendering().quote(identifier);
  }

  /** The rows of a query, each as its columns with commas between. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> result = new ArrayList<>();
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(rows.getString(i));
        }
        result.add(String.join(", ", values.stream().map(String::valueOf).toList()));
      }
      return result;
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Carries out an operation outside of any migration. */
  void carryOut(Operation operation) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      Dialect dialect = dialect().forServer(connection); // which may set up the session
      for (SqlStatement sql : dialect.rendering().render(operation, dialect.catalog(connection))) {
        statement.execute(sql.sql());
      }
    }
  }

  /** The names in the history, in order. */
  List<String> recorded() throws SQLException {
    return rows("SELECT %s FROM %s ORDER BY 1".formatted(quote("name"), quote("switchback_meta")));
  }

  /** The tables of the current schema, without Switchback's own. */
  List<String> tables() throws SQLException {
    try (Connection connection = dataSource().getConnection();
        ResultSet tables =
            connection
                .getMetaData()
                .getTables(
                    connection.getCatalog(),
                    connection.getSchema(),
                    "%",
                    new String[] {"TABLE", "BASE TABLE"})) {
      List<String> names = new ArrayList<>();
      while (tables.next()) {
        names.add(written(connection, tables.getString("TABLE_NAME")));
      }
      names.removeIf(name -> name.startsWith("switchback_"));
      names.sort(null);
      return names;
    }
  }

  /** The name that is folded to {@code kept}, where the database folds to upper case. */
  static String written(Connection connection, String kept) throws SQLException {
    return connection.getMetaData().storesUpperCaseIdentifiers() && kept.matches("[A-Z0-9_]+")
        ? kept.toLowerCase(Locale.ROOT)
        : kept;
  }

  /** What the database calls a table that migrations call {@code name}. */
  static String kept(Connection connection, String name) throws SQLException {
    return connection.getMetaData().storesUpperCaseIdentifiers() && name.matches("[a-z0-9_]+")
        ? name.toUpperCase(Locale.ROOT)
        : name;
  }

  /** The columns of a table by their names, each with whether it takes {@code NULL}. */
  Map<String, String> columns(String table) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + quote(table))) {
      ResultSetMetaData columns = rows.getMetaData();
      Map<String, String> result = new TreeMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        boolean nullable = columns.isNullable(i) == ResultSetMetaData.columnNullable;
        result.put(
            written(connection, columns.getColumnName(i)), nullable ? "nullable" : "not null");
      }
      return result;
    }
  }

  /** The indexes of a table by their names: {@code unique (a, b)} or {@code (a)}. */
  Map<String, String> indexes(String table) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        ResultSet rows =
            connection
                .getMetaData()
                .getIndexInfo(
                    connection.getCatalog(),
                    connection.getSchema(),
                    kept(connection, table),
                    false,
                    true)) {
      Map<String, String> result = new TreeMap<>();
      while (rows.next()) {
        String name = rows.getString("INDEX_NAME");
        if (name != null) {
          String kindOf = rows.getBoolean("NON_UNIQUE") ? "" : "unique ";
          // PostgreSQL's driver quotes names that need it.
          String column = written(connection, rows.getString("COLUMN_NAME").replace("\"", ""));
          result.merge(
              written(connection, name),
              kindOf + "(" + column + ")",
              (a, b) -> a.replace(")", ", " + column + ")"));
        }
      }
      return result;
    }
  }

  /** The foreign keys of a table by their names: {@code room_id -> rooms.id}. */
  Map<String, String> foreignKeys(String table) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        ResultSet rows =
            connection
                .getMetaData()
                .getImportedKeys(
                    connection.getCatalog(), connection.getSchema(), kept(connection, table))) {
      Map<String, String> result = new TreeMap<>();
      while (rows.next()) {
        result.put(
            written(connection, rows.getString("FK_NAME")),
            written(connection, rows.getString("FKCOLUMN_NAME"))
                + " -> "
                + written(connection, rows.getString("PKTABLE_NAME"))
                + "."
                + written(connection, rows.getString("PKCOLUMN_NAME")));
      }
      return result;
    }
  }
}
