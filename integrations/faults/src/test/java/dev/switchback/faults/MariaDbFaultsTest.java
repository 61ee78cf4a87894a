package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class MariaDbFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.MARIADB, 11);
    }
  }
}
