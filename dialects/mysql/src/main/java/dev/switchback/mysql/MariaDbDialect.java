package dev.switchback.mysql;

import dev.switchback.dialect.Dialect;
import dev.switchback.schema.Column;
import dev.switchback.schema.DataType;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** MariaDB, from 10.6 on, in what it does differently from MySQL. */
public final class MariaDbDialect extends MySqlDialect {

  private final boolean hasUuidType;

  /** The dialect for a current server with the usual settings. */
  public MariaDbDialect() {
    this("", true);
  }

  private MariaDbDialect(String sqlMode, boolean hasUuidType) {
    super(sqlMode);
    this.hasUuidType = hasUuidType;
  }

  @Override
  public String name() {
    return "MariaDB";
  }

  @Override
  public boolean supports(DatabaseMetaData database) throws SQLException {
    return isMariaDb(database);
  }

  /** The type UUID came with MariaDB 10.7. */
  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    ServerVersion version = ServerVersion.of(connection.getMetaData().getDatabaseProductVersion());
    requireVersion(version);
    return new MariaDbDialect(sqlMode(connection), !version.isBefore(10, 7, 0));
  }

  @Override
  void requireVersion(ServerVersion version) {
    refuseServer(version.isBefore(10, 6, 0), version.text(), "10.6");
  }

  /** JSON is another name for a text here. */
  @Override
  public String typeInCatalog(String table, Column column) {
    String type = super.typeInCatalog(table, column);
    return type.equals("json") ? "longtext" : type;
  }

  @Override
  protected DataType.Visitor<String> types() {
    return new MySqlTypes(name(), this::string) {
      @Override
      public String uuid(DataType.Uuid type) {
        return hasUuidType ? "UUID" : super.uuid(type);
      }
    };
  }
}
