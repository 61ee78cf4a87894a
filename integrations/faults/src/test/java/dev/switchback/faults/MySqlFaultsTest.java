package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class MySqlFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.MYSQL, 11);
    }
  }
}
