package dev.switchback.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that only speak the protocol of MySQL are known by their version and its comment. */
class MySqlServersTest {

  private static void assertNamed(String version, String comment, String name) {
    assertThat(MySqlServers.lookalike(version, comment)).as(version).contains(name);
  }

  @Test
  void are_known_by_what_they_call_themselves() {
    assertNamed(
        "8.0.11-TiDB-v8.1.1",
        "TiDB Server (Apache License 2.0) Community Edition, MySQL 8.0 compatible",
        "TiDB");
    assertNamed(
        "8.0.30-Vitess",
        "Version: 18.0.0-SNAPSHOT (Git revision 122ee758 branch 'main') built on Fri Jun 30"
            + " 07:57:51 UTC 2023 by vitess@buildkitsandbox",
        "Vitess");
    assertNamed("5.7.9-vitess-10.0.0-SNAPSHOT", "", "Vitess");
    assertNamed("8.0.23-PlanetScale", "", "Vitess");
    assertNamed(
        "5.7.32",
        "SingleStoreDB source distribution (compatible; MySQL Enterprise & MySQL Commercial)",
        "SingleStore");
    assertNamed(
        "5.5.8",
        "MemSQL source distribution (compatible; MySQL Enterprise & MySQL Commercial)",
        "SingleStore");
    assertNamed(
        "5.7.25-OceanBase_CE-v4.4.2.1",
        "OceanBase_CE 4.4.2.1 (r101000022026050611) (Built May 6 2026)",
        "OceanBase");
    assertNamed("5.6.25", "OceanBase 3.1.3 (r10000)", "OceanBase");
    assertNamed("5.7.25-TDDL-5.4.19-20251031", "", "PolarDB-X");
    assertNamed("5.0.45-Xpand-6.0.3", "", "MariaDB Xpand");
    assertNamed("5.7.99", "Doris version doris-2.0.3-rc06-37d31a5", "Apache Doris");
    assertNamed("5.7.99", "doris version doris-4.0.2-rc02-30d2df0459", "Apache Doris");
    assertNamed("8.0.33", "StarRocks version 3.5.0", "StarRocks");
    assertNamed("8.0.30-MatrixOne-v4.0.0-rc3", "", "MatrixOne");
    assertNamed("8.0.33", "Dolt", "Dolt");
    assertNamed("5.7.22-ShardingSphere-Proxy 5.4.1", "", "Apache ShardingSphere");
  }

  @Test
  void leave_those_that_run_the_database_itself_in_peace() {
    for (String comment :
        List.of(
            "MySQL Community Server - GPL",
            "MySQL Enterprise Server - Commercial",
            "Source distribution",
            "Percona Server (GPL), Release 28, Revision 47601f19",
            "mariadb.org binary distribution",
            "(Ubuntu)",
            "Google, Inc.")) {
      assertThat(MySqlServers.lookalike("8.0.36", comment)).isEmpty();
      assertThat(MySqlServers.lookalike("11.4.5-MariaDB-log", comment)).isEmpty();
    }
  }
}
