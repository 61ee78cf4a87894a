package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class MySqlFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.MYSQL, 13);
    }
  }

  @Nested
  class RedoKillPoints extends RedoKillPointContract {
    RedoKillPoints() {
      super(Topology.MYSQL, 7);
    }
  }

  @Nested
  class SessionKillPoints extends SessionKillPointContract {
    SessionKillPoints() {
      super(Topology.MYSQL, 13);
    }
  }

  @Nested
  class RawKillPoints extends RawKillPointContract {
    RawKillPoints() {
      super(Topology.MYSQL, 13);
    }
  }

  @Nested
  class BackfillKills extends BackfillKillContract {
    BackfillKills() {
      super(Topology.MYSQL);
    }
  }

  @Nested
  class SampleKillPoints extends SampleKillPointContract {
    SampleKillPoints() {
      super(Topology.MYSQL);
    }
  }

  @Nested
  class DeathSequences extends DeathSequenceContract {
    DeathSequences() {
      super(Topology.MYSQL, 6, 200);
    }
  }

  @Nested
  class Starters extends StarterContract {
    Starters() {
      super(Topology.MYSQL, 64);
    }
  }

  @Nested
  class Processes extends ProcessContract {
    Processes() {
      super(Topology.MYSQL);
    }
  }

  @Nested
  class Zombies extends ZombieContract {
    Zombies() {
      super(Topology.MYSQL);
    }
  }

  @Nested
  class BrokenSessions extends BrokenSessionContract {
    BrokenSessions() {
      super(Topology.MYSQL);
    }
  }

  @Nested
  class Network extends NetworkContract {
    Network() {
      super(Topology.MYSQL);
    }
  }

  @Nested
  class SmallPools extends SmallPoolContract {
    SmallPools() {
      super(Topology.MYSQL);
    }
  }

  @Nested
  class ServerKills extends ServerKillContract {
    ServerKills() {
      super(Topology.MYSQL);
    }
  }

  @Nested
  class Controls extends JournalControlContract {
    Controls() {
      super(Topology.MYSQL);
    }
  }
}
