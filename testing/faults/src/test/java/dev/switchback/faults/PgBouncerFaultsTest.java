package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class PgBouncerFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.PGBOUNCER, 31);
    }
  }

  @Nested
  class SessionKillPoints extends SessionKillPointContract {
    SessionKillPoints() {
      super(Topology.PGBOUNCER, 13);
    }
  }

  @Nested
  class RawKillPoints extends RawKillPointContract {
    RawKillPoints() {
      super(Topology.PGBOUNCER, 13);
    }
  }

  @Nested
  class DeathSequences extends DeathSequenceContract {
    DeathSequences() {
      super(Topology.PGBOUNCER, 2, 60);
    }
  }

  @Nested
  class Starters extends StarterContract {
    Starters() {
      super(Topology.PGBOUNCER, 16);
    }
  }

  @Nested
  class Processes extends ProcessContract {
    Processes() {
      super(Topology.PGBOUNCER);
    }
  }

  @Nested
  class Zombies extends ZombieContract {
    Zombies() {
      super(Topology.PGBOUNCER);
    }
  }

  @Nested
  class BrokenSessions extends BrokenSessionContract {
    BrokenSessions() {
      super(Topology.PGBOUNCER);
    }
  }

  @Nested
  class Network extends NetworkContract {
    Network() {
      super(Topology.PGBOUNCER);
    }
  }

  @Nested
  class SmallPools extends SmallPoolContract {
    SmallPools() {
      super(Topology.PGBOUNCER);
    }
  }
}
