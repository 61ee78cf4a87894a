package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class PgBouncerFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.PGBOUNCER, 11);
    }
  }
}
