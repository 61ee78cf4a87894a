package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogMapping;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.DriverAccess;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.ServerErrors;
import dev.switchback.dialect.ServerVersions;
import dev.switchback.dialect.SessionControl;
import dev.switchback.dialect.SqlRendering;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The dialect of PostgreSQL 13 and later. Every typed operation can be rolled back, except those
 * that {@link SqlRendering#modeOf} runs outside a transaction.
 *
 * <p>Each part is created when it is requested: a start with nothing pending needs few of them.
 */
public final class PostgreSqlDialect implements Dialect {

  static final String NAME = "PostgreSQL";

  /** The oldest supported version: the first one with {@code gen_random_uuid()}. */
  private static final int OLDEST = 13;

  private final boolean isPooled;

  private final int major;

  /** As the server reports it. */
  private final String version;

  /** The existing schemas of the search path, without the current schema. */
  private final Set<String> otherSchemas;

  /** Creates the dialect for a current version of the server and a direct connection. */
  public PostgreSqlDialect() {
    this(false, Integer.MAX_VALUE);
  }

  PostgreSqlDialect(boolean isPooled, int major) {
    this(isPooled, major, "", Set.of());
  }

  private PostgreSqlDialect(boolean isPooled, int major, String version, Set<String> otherSchemas) {
    this.isPooled = isPooled;
    this.major = major;
    this.version = version;
    this.otherSchemas = otherSchemas;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public boolean isCalled(String name) {
    String asked = name.strip();
    return asked.equalsIgnoreCase(NAME)
        || asked.equalsIgnoreCase("postgres")
        || asked.equalsIgnoreCase("pg");
  }

  /** Recognises connections of pgjdbc by their class, because loading their metadata takes 5 ms. */
  @Override
  public boolean supports(Connection connection) throws SQLException {
    return Pgjdbc.isDriverOf(connection)
        || connection.getMetaData().getDatabaseProductName().equals(NAME);
  }

  @Override
  public List<String> driverPackages() {
    return Pgjdbc.PACKAGES;
  }

  /**
   * Returns the dialect for the server. Detects a pooler such as PgBouncer: the session that
   * answers is then not the one that the driver connected to. Each transaction may run in a
   * different session. A session lock would be held indefinitely, and a setting would leak to the
   * next client.
   */
  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    String found = Pgjdbc.versionOf(connection);
    int foundMajor = supported(found);
    Set<String> schemas = new HashSet<>();
    String answering = "";
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_backend_pid(), s FROM (SELECT) AS one LEFT JOIN"
                    + " unnest(current_schemas(false)) AS s ON TRUE")) {
      while (row.next()) {
        answering = row.getString(1);
        schemas.add(row.getString(2));
      }
    }
    schemas.remove(null); // the row of an empty search path
    return new PostgreSqlDialect(
        Pgjdbc.isPooled(connection, answering), foundMajor, found, Set.copyOf(schemas));
  }

  @Override
  public Dialect forVersion(String text) {
    return new PostgreSqlDialect(false, supported(text), text, Set.of());
  }

  /** Returns the major version. Refuses a version that is too old. */
  private static int supported(String text) {
    int major = ServerVersions.majorOf(text);
    ServerVersions.refuse(major < OLDEST, NAME, Integer.toString(major), Integer.toString(OLDEST));
    return major;
  }

  @Override
  public Dialect inSchema(String schema) {
    Set<String> others = new HashSet<>(otherSchemas);
    others.remove(schema);
    return new PostgreSqlDialect(isPooled, major, version, Set.copyOf(others));
  }

  @Override
  public Optional<String> lookalike(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version()")) {
      row.next();
      return PostgreSqlServers.lookalike(row.getString(1));
    }
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new PostgreSqlCatalog(connection);
  }

  private PostgreSqlSql sql() {
    return new PostgreSqlSql(rawSql(), isPooled, major, !otherSchemas.isEmpty(), "");
  }

  @Override
  public SqlRendering rendering() {
    return sql();
  }

  @Override
  public CatalogMapping mapping() {
    return sql();
  }

  @Override
  public RawSqlRules rawSql() {
    return new PostgreSqlRawSql(isPooled);
  }

  @Override
  public DriverAccess driver() {
    return new PostgreSqlDriver();
  }

  @Override
  public SessionControl sessions() {
    return new PostgreSqlSessions(sql(), isPooled);
  }

  @Override
  public LockControl locks() {
    return new PostgreSqlLocks(sql(), isPooled);
  }

  @Override
  public ServerErrors errors() {
    return new PostgreSqlErrors();
  }
}
