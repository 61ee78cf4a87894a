package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class PostgreSqlFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.POSTGRESQL, 11);
    }
  }
}
