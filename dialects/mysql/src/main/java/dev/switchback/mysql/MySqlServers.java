package dev.switchback.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognises servers that only speak MySQL's protocol, by their version and its comment. */
final class MySqlServers {

  /**
   * A word in lower case that such a server reports, and the server's name; see docs/servers.md.
   */
  private record Other(String word, String name) {}

  private static final List<Other> OTHERS =
      List.of(
          new Other("tidb", "TiDB"),
          new Other("vitess", "Vitess"),
          new Other("planetscale", "Vitess"),
          new Other("singlestore", "SingleStore"),
          new Other("memsql", "SingleStore"),
          new Other("oceanbase", "OceanBase"),
          new Other("tddl", "PolarDB-X"),
          new Other("polardb-x", "PolarDB-X"),
          new Other("xpand", "MariaDB Xpand"),
          new Other("clustrix", "MariaDB Xpand"),
          new Other("starrocks", "StarRocks"),
          new Other("doris", "Apache Doris"),
          new Other("clickhouse", "ClickHouse"),
          new Other("matrixone", "MatrixOne"),
          new Other("databend", "Databend"),
          new Other("dolt", "Dolt"),
          new Other("shardingsphere", "Apache ShardingSphere"));

  private MySqlServers() {}

  /**
   * Returns the name of another server. Some show it by their version, some only by its comment.
   */
  static Optional<String> lookalike(Connection connection) throws SQLException {
    String version = connection.getMetaData().getDatabaseProductVersion();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@version, @@version_comment")) {
      row.next();
      return lookalike(version + " " + row.getString(1), row.getString(2));
    } catch (SQLException e) { // perhaps a pool's filter refuses such statements
      return lookalike(version, "");
    }
  }

  /** Returns the name of a server that is neither MySQL nor MariaDB. */
  static Optional<String> lookalike(String version, String comment) {
    String all = (version + " " + comment).toLowerCase(Locale.ROOT);
    return OTHERS.stream().filter(other -> all.contains(other.word())).map(Other::name).findFirst();
  }
}
