package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.ServerVersions;
import dev.switchback.dialect.SessionControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The dialect of MariaDB 10.6 and later. Overrides what differs from MySQL. */
public final class MariaDbDialect extends MySqlDialect {

  /**
   * The value of wsrep_sync_wait for all kinds of statements: each waits until this node has
   * applied what the other nodes committed.
   */
  private static final int ALL_STATEMENTS = 15;

  /** Creates the dialect for a current server with default settings. */
  public MariaDbDialect() {
    this(ServerSettings.usual(), ServerVersion.NEWEST);
  }

  MariaDbDialect(ServerSettings settings, ServerVersion version) {
    super(settings, version);
  }

  @Override
  public String name() {
    return "MariaDB";
  }

  @Override
  public boolean supports(Connection connection) throws SQLException {
    return isMariaDb(connection.getMetaData());
  }

  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    ServerVersion version = ServerVersion.of(connection.getMetaData().getDatabaseProductVersion());
    requireVersion(version);
    ServerSettings found =
        ServerSettings.of(new MariaDbSessions(sql()).variables(connection, ServerSettings.NAMES));
    if (found.isNode()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION wsrep_sync_wait = " + ALL_STATEMENTS);
      }
    }
    return new MariaDbDialect(
        MySqlSessions.withPlainNulls(connection, found.withoutLog()), version);
  }

  @Override
  public Dialect forVersion(String text) {
    ServerVersions.majorOf(text);
    requireVersion(ServerVersion.of(text));
    return new MariaDbDialect(ServerSettings.usual(), ServerVersion.of(text));
  }

  @Override
  void requireVersion(ServerVersion version) {
    ServerVersions.refuse(version.isBefore(10, 6, 0), name(), version.text(), "10.6");
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new MariaDbCatalog(connection);
  }

  @Override
  MySqlSql sql() {
    return new MariaDbSql(settings, version);
  }

  @Override
  public SessionControl sessions() {
    return new MariaDbSessions(sql());
  }

  @Override
  public LockControl locks() {
    return new MariaDbLocks(settings.isNode());
  }
}
