package dev.switchback.faults;

import dev.switchback.Migrator;
import java.time.Duration;
import javax.sql.DataSource;

/** Deaths of processes and sessions. Where the server tells of them, no run waits for a lease. */
abstract class DeathContract extends FaultContract {

  DeathContract(Topology topology) {
    super(topology);
  }

  /**
   * When a process is thought dead: where the server tells at once whose session has ended, never
   * within a test, so that a busy machine does no harm.
   */
  Duration patience() {
    return topology().waitsForTheDead() ? topology().leaseTimeout() : Duration.ofSeconds(30);
  }

  @Override
  Migrator migrator(DataSource process) {
    return site().migrator(process, patience());
  }
}
