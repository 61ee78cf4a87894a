package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class H2FaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.H2, 13);
    }
  }

  @Nested
  class RedoKillPoints extends RedoKillPointContract {
    RedoKillPoints() {
      super(Topology.H2, 7);
    }
  }

  @Nested
  class SessionKillPoints extends SessionKillPointContract {
    SessionKillPoints() {
      super(Topology.H2, 13);
    }
  }

  @Nested
  class RawKillPoints extends RawKillPointContract {
    RawKillPoints() {
      super(Topology.H2, 13);
    }
  }

  @Nested
  class BackfillKills extends BackfillKillContract {
    BackfillKills() {
      super(Topology.H2);
    }
  }

  @Nested
  class SampleKillPoints extends SampleKillPointContract {
    SampleKillPoints() {
      super(Topology.H2);
    }
  }

  @Nested
  class DeathSequences extends DeathSequenceContract {
    DeathSequences() {
      super(Topology.H2, 6, 300);
    }
  }

  @Nested
  class Starters extends StarterContract {
    Starters() {
      super(Topology.H2, 16);
    }
  }

  @Nested
  class Processes extends ProcessContract {
    Processes() {
      super(Topology.H2);
    }
  }

  @Nested
  class Zombies extends ZombieContract {
    Zombies() {
      super(Topology.H2);
    }
  }

  @Nested
  class SmallPools extends SmallPoolContract {
    SmallPools() {
      super(Topology.H2);
    }
  }

  @Nested
  class Controls extends JournalControlContract {
    Controls() {
      super(Topology.H2);
    }
  }
}
