package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class MariaDbFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.MARIADB, 13);
    }
  }

  @Nested
  class RedoKillPoints extends RedoKillPointContract {
    RedoKillPoints() {
      super(Topology.MARIADB, 7);
    }
  }

  @Nested
  class SessionKillPoints extends SessionKillPointContract {
    SessionKillPoints() {
      super(Topology.MARIADB, 13);
    }
  }

  @Nested
  class RawKillPoints extends RawKillPointContract {
    RawKillPoints() {
      super(Topology.MARIADB, 13);
    }
  }

  @Nested
  class BackfillKills extends BackfillKillContract {
    BackfillKills() {
      super(Topology.MARIADB);
    }
  }

  @Nested
  class SampleKillPoints extends SampleKillPointContract {
    SampleKillPoints() {
      super(Topology.MARIADB);
    }
  }

  @Nested
  class DeathSequences extends DeathSequenceContract {
    DeathSequences() {
      super(Topology.MARIADB, 6, 200);
    }
  }

  @Nested
  class Starters extends StarterContract {
    Starters() {
      super(Topology.MARIADB, 16);
    }
  }

  @Nested
  class Processes extends ProcessContract {
    Processes() {
      super(Topology.MARIADB);
    }
  }

  @Nested
  class Zombies extends ZombieContract {
    Zombies() {
      super(Topology.MARIADB);
    }
  }

  @Nested
  class BrokenSessions extends BrokenSessionContract {
    BrokenSessions() {
      super(Topology.MARIADB);
    }
  }

  @Nested
  class Network extends NetworkContract {
    Network() {
      super(Topology.MARIADB);
    }
  }

  @Nested
  class SmallPools extends SmallPoolContract {
    SmallPools() {
      super(Topology.MARIADB);
    }
  }

  @Nested
  class ServerKills extends ServerKillContract {
    ServerKills() {
      super(Topology.MARIADB);
    }
  }

  @Nested
  class Controls extends JournalControlContract {
    Controls() {
      super(Topology.MARIADB);
    }
  }
}
