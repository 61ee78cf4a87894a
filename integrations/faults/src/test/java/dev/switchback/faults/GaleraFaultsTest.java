package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class GaleraFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.GALERA, 11);
    }
  }
}
