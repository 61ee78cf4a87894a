package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class PostgreSqlFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.POSTGRESQL, 13);
    }
  }

  @Nested
  class RedoKillPoints extends RedoKillPointContract {
    RedoKillPoints() {
      super(Topology.POSTGRESQL, 7);
    }
  }

  @Nested
  class SessionKillPoints extends SessionKillPointContract {
    SessionKillPoints() {
      super(Topology.POSTGRESQL, 13);
    }
  }

  @Nested
  class RawKillPoints extends RawKillPointContract {
    RawKillPoints() {
      super(Topology.POSTGRESQL, 13);
    }
  }

  @Nested
  class BackfillKills extends BackfillKillContract {
    BackfillKills() {
      super(Topology.POSTGRESQL);
    }
  }

  @Nested
  class SampleKillPoints extends SampleKillPointContract {
    SampleKillPoints() {
      super(Topology.POSTGRESQL);
    }
  }

  @Nested
  class DeathSequences extends DeathSequenceContract {
    DeathSequences() {
      super(Topology.POSTGRESQL, 6, 300);
    }
  }

  @Nested
  class Starters extends StarterContract {
    Starters() {
      super(Topology.POSTGRESQL, 64);
    }
  }

  @Nested
  class Processes extends ProcessContract {
    Processes() {
      super(Topology.POSTGRESQL);
    }
  }

  @Nested
  class Zombies extends ZombieContract {
    Zombies() {
      super(Topology.POSTGRESQL);
    }
  }

  @Nested
  class BrokenSessions extends BrokenSessionContract {
    BrokenSessions() {
      super(Topology.POSTGRESQL);
    }
  }

  @Nested
  class Network extends NetworkContract {
    Network() {
      super(Topology.POSTGRESQL);
    }
  }

  @Nested
  class SmallPools extends SmallPoolContract {
    SmallPools() {
      super(Topology.POSTGRESQL);
    }
  }

  @Nested
  class ServerKills extends ServerKillContract {
    ServerKills() {
      super(Topology.POSTGRESQL);
    }
  }

  @Nested
  class Controls extends GateControlContract {
    Controls() {
      super(Topology.POSTGRESQL);
    }
  }

  @Nested
  class ConcurrentKillPoints extends ConcurrentKillPointContract {
    ConcurrentKillPoints() {
      super(Topology.POSTGRESQL, 13);
    }
  }

  @Nested
  class ConcurrentBuilds extends ConcurrentIndexContract {
    ConcurrentBuilds() {
      super(Topology.POSTGRESQL);
    }
  }
}
