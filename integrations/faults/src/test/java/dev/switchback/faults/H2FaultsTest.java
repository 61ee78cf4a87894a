package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class H2FaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.H2, 11);
    }
  }
}
