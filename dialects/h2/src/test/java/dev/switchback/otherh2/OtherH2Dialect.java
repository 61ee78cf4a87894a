package dev.switchback.otherh2;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogMapping;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.DriverAccess;
import dev.switchback.dialect.KeptNames;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.ServerErrors;
import dev.switchback.dialect.SessionControl;
import dev.switchback.dialect.SqlRendering;
import dev.switchback.h2.H2Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/** The dialect of a database that calls itself OtherH2, made of the parts of H2's dialect. */
public final class OtherH2Dialect implements Dialect {

  static final String NAME = "OtherH2";

  private final Dialect h2;

  /** Constructor for the service loader. */
  public OtherH2Dialect() {
    this(new H2Dialect());
  }

  private OtherH2Dialect(Dialect h2) {
    this.h2 = h2;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return h2.version();
  }

  @Override
  public boolean supports(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals(NAME);
  }

  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    return new OtherH2Dialect(h2.forServer(connection));
  }

  @Override
  public Dialect forVersion(String version) {
    return new OtherH2Dialect(h2.forVersion(version));
  }

  @Override
  public Dialect with(KeptNames names) {
    return new OtherH2Dialect(h2.with(names));
  }

  @Override
  public Catalog catalog(Connection connection) {
    return h2.catalog(connection);
  }

  @Override
  public SqlRendering rendering() {
    return h2.rendering();
  }

  @Override
  public CatalogMapping mapping() {
    return h2.mapping();
  }

  @Override
  public RawSqlRules rawSql() {
    return h2.rawSql();
  }

  @Override
  public DriverAccess driver() {
    return h2.driver();
  }

  @Override
  public SessionControl sessions() {
    return h2.sessions();
  }

  @Override
  public LockControl locks() {
    return h2.locks();
  }

  @Override
  public ServerErrors errors() {
    return h2.errors();
  }
}
