package dev.switchback.tck.contract;

import dev.switchback.servers.TestDatabase;
import java.sql.SQLException;

/** A schema beside the usual one: on MySQL and MariaDB, a database. */
final class OtherSchema implements AutoCloseable {

  private final DatabaseContract contract;
  private final String name;

  OtherSchema(DatabaseContract contract) throws SQLException {
    this(contract, "other");
  }

  OtherSchema(DatabaseContract contract, String word) throws SQLException {
    this.contract = contract;
    name = word + "_of_" + contract.database().name();
    contract.execute("CREATE SCHEMA " + contract.quote(name) + defaults());
  }

  /** The character set of the usual schema, which may not be that of the server. */
  private String defaults() throws SQLException {
    return isDatabase() ? " COLLATE " + contract.rows("SELECT @@collation_database").get(0) : "";
  }

  private boolean isDatabase() {
    return contract.engine() == TestDatabase.MYSQL || contract.engine() == TestDatabase.MARIADB;
  }

  String name() {
    return name;
  }

  /** The quoted name of a table in this schema. */
  String table(String table) throws SQLException {
    return contract.quote(name) + "." + contract.quote(table);
  }

  @Override
  public void close() throws SQLException {
    String rest = isDatabase() ? "" : " CASCADE";
    contract.execute("DROP SCHEMA " + contract.quote(name) + rest);
  }
}
