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
        "8.0.11-TiDB-v7.5.0",
        "TiDB Server (Apache License 2.0) Community Edition, MySQL 8.0 compatible",
        "TiDB");
    assertNamed("8.0.30-Vitess", "Version: 19.0.0 (Git revision abc branch 'heads')", "Vitess");
    assertNamed(
        "5.7.32",
        "SingleStoreDB source distribution (compatible; MySQL Enterprise & MySQL Commercial)",
        "SingleStore");
    assertNamed("5.7.25-OceanBase-v4.2.1.0", "OceanBase 4.2.1.0 (r100)", "OceanBase");
    assertNamed("5.6.29-TDDL-5.4.12-16349923", "Source distribution", "PolarDB-X");
    assertNamed("5.0.45-Xpand-6.0.3", "", "MariaDB Xpand");
    assertNamed("8.0.33", "Dolt", "Dolt");
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
