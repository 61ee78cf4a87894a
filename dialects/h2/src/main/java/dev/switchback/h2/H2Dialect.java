package dev.switchback.h2;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogMapping;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.DriverAccess;
import dev.switchback.dialect.KeptNames;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.ServerErrors;
import dev.switchback.dialect.ServerVersions;
import dev.switchback.dialect.SessionControl;
import dev.switchback.dialect.SqlRendering;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/**
 * The dialect of H2 2.3 and later. H2 commits at every schema statement, even at one that fails.
 * Source: {@code org.h2.command.ddl.DefineCommand}, and measured on 2.3.232 and 2.5.252.
 *
 * <p>Each part is created when it is requested: a start with nothing pending needs few of them.
 */
public final class H2Dialect implements Dialect {

  static final String NAME = "H2";

  private final H2Sql sql;

  /** As the server reports it. */
  private final String version;

  /** Creates the dialect without knowledge of a server. */
  public H2Dialect() {
    this(new H2Sql(), "");
  }

  private H2Dialect(H2Sql sql, String version) {
    this.sql = sql;
    this.version = version;
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
  public boolean supports(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals(NAME);
  }

  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    requireVersion(server.getDatabaseMajorVersion(), server.getDatabaseMinorVersion());
    return new H2Dialect(
        sql.folding(H2Names.foldsToUpper(connection)), server.getDatabaseProductVersion());
  }

  /** Accepts {@code 2} alone for the newest version of it. */
  @Override
  public Dialect forVersion(String text) {
    int major = ServerVersions.majorOf(text);
    refuse(major < 2 || text.matches("2\\.[0-2](\\D.*)?"), text);
    return new H2Dialect(sql, text);
  }

  static void requireVersion(int major, int minor) {
    refuse(major < 2 || (major == 2 && minor < 3), major + "." + minor);
  }

  private static void refuse(boolean isTooOld, String version) {
    ServerVersions.refuse(isTooOld, NAME, version, "2.3");
  }

  @Override
  public Dialect with(KeptNames names) {
    return new H2Dialect(sql.with(names), version);
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new H2Catalog(connection);
  }

  @Override
  public SqlRendering rendering() {
    return sql;
  }

  @Override
  public CatalogMapping mapping() {
    return sql;
  }

  @Override
  public RawSqlRules rawSql() {
    return sql.rawSql();
  }

  @Override
  public DriverAccess driver() {
    return new H2Driver();
  }

  @Override
  public SessionControl sessions() {
    return new H2Sessions(sql, h2Locks(), new H2Errors());
  }

  @Override
  public LockControl locks() {
    return h2Locks();
  }

  private H2Locks h2Locks() {
    return new H2Locks(sql, new H2Errors());
  }

  @Override
  public ServerErrors errors() {
    return new H2Errors();
  }
}
