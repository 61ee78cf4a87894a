package dev.switchback.mysql;

import java.util.List;
import java.util.Optional;

/** Tells from the version and its comment which servers only speak the protocol. */
final class MySqlServers {

  /** A word of theirs, and what they are called; see docs/servers.md. */
  private record Other(String word, String name) {}

  private static final List<Other> OTHERS =
      List.of(
          new Other("TiDB", "TiDB"),
          new Other("Vitess", "Vitess"),
          new Other("PlanetScale", "Vitess"),
          new Other("SingleStore", "SingleStore"),
          new Other("MemSQL", "SingleStore"),
          new Other("OceanBase", "OceanBase"),
          new Other("TDDL", "PolarDB-X"),
          new Other("PolarDB-X", "PolarDB-X"),
          new Other("Xpand", "MariaDB Xpand"),
          new Other("Clustrix", "MariaDB Xpand"),
          new Other("StarRocks", "StarRocks"),
          new Other("Doris", "Apache Doris"),
          new Other("ClickHouse", "ClickHouse"),
          new Other("MatrixOne", "MatrixOne"),
          new Other("Databend", "Databend"),
          new Other("Dolt", "Dolt"));

  private MySqlServers() {}

  /** The name of a server that is neither MySQL nor MariaDB. */
  static Optional<String> lookalike(String version, String comment) {
    String all = version + " " + comment;
    return OTHERS.stream().filter(other -> all.contains(other.word())).map(Other::name).findFirst();
  }
}
