package dev.switchback.mysql;

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
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dialect of MySQL 8.0.13 and later; 8.0.13 is the first version with expressions as defaults.
 * Each schema statement commits by itself (MySQL Reference Manual, "Statements That Cause an
 * Implicit Commit").
 *
 * <p>Each part is created when it is requested: a start with nothing pending needs few of them.
 */
public class MySqlDialect implements Dialect {

  final ServerSettings settings;

  final ServerVersion version;

  /** Creates the dialect for a current server with default settings. */
  public MySqlDialect() {
    this(ServerSettings.usual(), ServerVersion.NEWEST);
  }

  MySqlDialect(ServerSettings settings, ServerVersion version) {
    this.settings = settings;
    this.version = version;
  }

  @Override
  public String name() {
    return "MySQL";
  }

  @Override
  public String version() {
    return version.text();
  }

  @Override
  public boolean supports(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    return database.getDatabaseProductName().equals("MySQL") && !isMariaDb(database);
  }

  /**
   * Returns whether the server is MariaDB. Connector/J reports MariaDB as MySQL; only the version
   * text shows the difference.
   */
  static boolean isMariaDb(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductName().equals("MariaDB")
        || database.getDatabaseProductVersion().contains("MariaDB");
  }

  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    String found = connection.getMetaData().getDatabaseProductVersion();
    requireVersion(ServerVersion.of(found));
    Map<String, String> variables =
        new MySqlSessions(sql()).variables(connection, ServerSettings.NAMES);
    if ("OFF".equals(variables.get(GroupReplication.SINGLE_PRIMARY))) {
      GroupReplication.refuseSeveralPrimaries(connection);
    }
    String mode = variables.getOrDefault("sql_mode", "");
    if (refusesItsOwnDefaults(found)) {
      MySqlSessions.set(
          connection, "sql_mode", mode.replaceAll("NO_ZERO_(IN_)?DATE|TRADITIONAL", ""));
    }
    return new MySqlDialect(
        MySqlSessions.withPlainNulls(connection, ServerSettings.of(variables)),
        ServerVersion.of(found));
  }

  @Override
  public Dialect forVersion(String text) {
    ServerVersions.majorOf(text);
    requireVersion(ServerVersion.of(text));
    return new MySqlDialect(ServerSettings.usual(), ServerVersion.of(text));
  }

  void requireVersion(ServerVersion version) {
    ServerVersions.refuse(version.isBefore(8, 0, 13), name(), version.text(), "8.0.13");
  }

  /**
   * Returns whether an early version of 8.0 refuses its own defaults. It reads {@code NOT NULL
   * DEFAULT (UTC_TIMESTAMP(6))} as a zero date in every later {@code ALTER TABLE}, and refuses that
   * under NO_ZERO_DATE (seen on 8.0.15, not on 9.7).
   */
  private static boolean refusesItsOwnDefaults(String version) {
    return version.matches("8\\.0\\.1\\d(\\D.*)?");
  }

  @Override
  public Optional<String> lookalike(Connection connection) throws SQLException {
    return MySqlServers.lookalike(connection);
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new MySqlCatalog(connection);
  }

  /** Returns the class of {@link #rendering} and of {@link #mapping}. */
  MySqlSql sql() {
    return new MySqlSql(settings, version);
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
    return new MySqlRawSql(name(), settings.sqlMode());
  }

  @Override
  public DriverAccess driver() {
    return new MySqlDriver(name(), settings.sqlMode());
  }

  @Override
  public SessionControl sessions() {
    return new MySqlSessions(sql());
  }

  @Override
  public LockControl locks() {
    return new MySqlLocks();
  }

  @Override
  public ServerErrors errors() {
    return new MySqlErrors();
  }

  @Override
  public List<String> driverPackages() {
    return MySqlDriver.PACKAGES;
  }
}
