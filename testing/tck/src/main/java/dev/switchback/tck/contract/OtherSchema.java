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
    contract.execute("CREATE SCHEMA " + contract.quote(name));
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
    String rest =
        contract.engine() == TestDatabase.MYSQL || contract.engine() == TestDatabase.MARIADB
            ? ""
            : " CASCADE";
    contract.execute("DROP SCHEMA " + contract.quote(name) + rest);
  }
}
