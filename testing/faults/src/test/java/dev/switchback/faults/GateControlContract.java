package dev.switchback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migrator;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DatabaseImage;
import dev.switchback.tck.DeadManDataSource.Trip;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * The gate and the signs of life, where nothing else keeps two runs apart: PostgreSQL that seems to
 * be behind a pooler.
 */
abstract class GateControlContract extends ControlContract {

  private static final String TIMEOUT = "idle_in_transaction_session_timeout";

  /** A line so slow that a run between two migrations is silent for longer than it may be. */
  private static final Sabotage SLOW =
      sql -> {
        if (sql.contains(TIMEOUT)) {
          LockSupport.parkNanos(
              Topology.POSTGRESQL.leaseTimeout().multipliedBy(3).dividedBy(2).toNanos());
        }
        return Optional.of(sql);
      };

  GateControlContract(Topology topology) {
    super(topology);
  }

  /** It has locked the gate, and nothing else: its successor needs not wait for a table. */
  private static boolean isInside(Trip trip) {
    return trip.call().contains("UPDATE \"ledger\"");
  }

  /** No transaction is open that the server could end. */
  private static boolean isBetween(Trip trip) {
    return trip.call().contains(TIMEOUT);
  }

  /**
   * The heartbeat finds out too, but may be too late: it is silenced, with the gate and without.
   */
  private static ZombieContract zombies(Topology topology, Sabotage sabotage) {
    Sabotage all = Sabotage.POOLED.and(Sabotage.BEATS_OFF).and(sabotage);
    return new ZombieContract(topology) {
      @Override
      Sabotage sabotage() {
        return all;
      }

      /** Without a watchdog that ends it by itself when it wakes, where it is to do damage. */
      @Override
      Migrator zombie(DataSource process) {
        return sabotage == Sabotage.NONE
            ? super.zombie(process)
            : site().migrator(process, Duration.ofMinutes(5));
      }
    };
  }

  private void requireOvertaken(String where, Predicate<Trip> moment) throws Exception {
    ZombieContract suite = zombies(topology(), Sabotage.NONE);
    onSite(
        suite,
        () -> {
          Outcome awake = suite.wake(where, Way.DOWN, "accounts", moment);
          assertThat(awake.isSuccess()).describedAs(awake.inWords()).isFalse();
          assertThat(suite.site().ask("SELECT \"id\" FROM \"accounts\"")).contains("77");
        });
    suite.requireNoDifferences();
  }

  private void requireDamage(String where, Predicate<Trip> moment, Sabotage sabotage)
      throws Exception {
    ZombieContract suite = zombies(topology(), sabotage);
    onSite(suite, () -> suite.wake(where, Way.DOWN, "accounts", moment));
    boolean isCaught = suite.firstDifference().contains("entries: expected a table, found null");
    requireCaught(where, 1, isCaught ? 1 : 0, suite.firstDifference());
  }

  @Test
  void with_the_gate_a_zombie_inside_a_migration_changes_nothing() throws Exception {
    requireOvertaken("zombie inside a migration", GateControlContract::isInside);
  }

  @Test
  void without_the_gate_a_zombie_inside_a_migration_destroys_what_its_successor_made()
      throws Exception {
    requireDamage(
        "no gate, zombie inside a migration",
        GateControlContract::isInside,
        Sabotage.GATE_OFF.and(Sabotage.TIMEOUT_OFF));
  }

  @Test
  void with_the_gate_a_zombie_between_two_migrations_changes_nothing() throws Exception {
    requireOvertaken("zombie between two migrations", GateControlContract::isBetween);
  }

  @Test
  void without_the_gate_a_zombie_between_two_migrations_destroys_what_its_successor_made()
      throws Exception {
    requireDamage(
        "no gate, zombie between two migrations",
        GateControlContract::isBetween,
        Sabotage.GATE_OFF);
  }

  private static StarterContract slowStarters(Topology topology, Sabotage sabotage) {
    Sabotage all = Sabotage.POOLED.and(SLOW).and(sabotage);
    return new StarterContract(topology, 2) {
      @Override
      Sabotage sabotage() {
        return all;
      }

      /** The time that {@link #SLOW} is longer than. */
      @Override
      Duration leaseTimeout() {
        return topology.leaseTimeout();
      }
    };
  }

  private static void startTwo(StarterContract suite) throws Exception {
    DatabaseImage expected = suite.undisturbed(Way.UP).image();
    suite.startTogether(2, false, expected);
    suite.endThreads();
  }

  @Test
  void with_heartbeats_a_slow_run_is_not_taken_for_dead() throws Exception {
    StarterContract suite = slowStarters(topology(), Sabotage.NONE);
    onSite(suite, () -> startTwo(suite));
    suite.requireNoDifferences();
  }

  @Test
  void without_heartbeats_a_slow_run_is_overtaken() throws Exception {
    StarterContract suite = slowStarters(topology(), Sabotage.BEATS_OFF);
    onSite(suite, () -> startTwo(suite));
    boolean isCaught = suite.firstDifference().contains("has lost its lock");
    requireCaught("no heartbeats", 1, isCaught ? 1 : 0, suite.firstDifference());
  }
}
