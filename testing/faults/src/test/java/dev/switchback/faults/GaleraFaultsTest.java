package dev.switchback.faults;

import org.junit.jupiter.api.Nested;

class GaleraFaultsTest {

  @Nested
  class KillPoints extends KillPointContract {
    KillPoints() {
      super(Topology.GALERA, 31);
    }
  }

  @Nested
  class DeathSequences extends DeathSequenceContract {
    DeathSequences() {
      super(Topology.GALERA, 2, 60);
    }
  }

  @Nested
  class Starters extends StarterContract {
    Starters() {
      super(Topology.GALERA, 16);
    }
  }

  @Nested
  class Processes extends ProcessContract {
    Processes() {
      super(Topology.GALERA);
    }
  }

  @Nested
  class Zombies extends ZombieContract {
    Zombies() {
      super(Topology.GALERA);
    }
  }

  @Nested
  class ZombiesOnOneNode extends ZombieContract {
    ZombiesOnOneNode() {
      super(Topology.GALERA_NODE);
    }
  }

  @Nested
  class StalledCluster extends StalledClusterContract {
    StalledCluster() {
      super(Topology.GALERA);
    }
  }

  @Nested
  class Network extends NetworkContract {
    Network() {
      super(Topology.GALERA);
    }

    /**
     * Not tried, as docs/reliability.md says: the run ends only when the driver's own timeouts do.
     */
    @Override
    void falls_silent_for_good_and_another_process_completes_the_run() {}
  }

  @Nested
  class SmallPools extends SmallPoolContract {
    SmallPools() {
      super(Topology.GALERA);
    }
  }
}
