package dev.switchback.faults;

import dev.switchback.Migrator;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DatabaseImage;
import dev.switchback.tck.DeadManDataSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * A process stops with all its threads just before it sends something, others take over and finish,
 * and then it goes on: it must find that its time is over, and change nothing.
 */
abstract class ZombieContract extends FaultContract {

  ZombieContract(Topology topology) {
    super(topology);
  }

  @Test
  void before_a_drop_table_of_down() throws Exception {
    wakeBeforeDrop(Way.DOWN, "accounts");
  }

  @Test
  void before_a_drop_table_of_up() throws Exception {
    wakeBeforeDrop(Way.UP, "drafts");
  }

  private void wakeBeforeDrop(Way way, String table) throws Exception {
    String where = "zombie before the DROP TABLE of " + way;
    Outcome awake =
        wake(
            where,
            way,
            table,
            trip -> trip.call().contains("DROP TABLE") && trip.call().contains(table));
    Figures.keep(
        topology(),
        where,
        1,
        1,
        differences(),
        String.valueOf(awake.inWords()).lines().findFirst().orElse(""));
    requireNoDifferences();
  }

  /**
   * One zombie; its successor leaves a new table of that name, with a row more.
   *
   * @return how the zombie ended
   */
  Outcome wake(String where, Way way, String table, Predicate<DeadManDataSource.Trip> moment)
      throws Exception {
    prepare(way);
    AtomicReference<DatabaseImage> left = new AtomicReference<>();
    DeadManDataSource zombie = new DeadManDataSource(site().node());
    zombie.pausesBefore(moment, () -> left.set(successor(way, table)));
    Outcome awake = Outcome.of(way, zombie, this::zombie);
    if (left.get() == null) {
      difference(where, "it never came so far: " + awake.inWords());
    } else {
      compare(where, left.get());
    }
    if (awake.isSuccess() || !awake.isOrderly()) {
      difference(where, "the zombie: " + awake.inWords());
    }
    return awake;
  }

  /** The migrator of the process that is stopped. */
  Migrator zombie(DataSource process) {
    return site().migrator(process);
  }

  private DatabaseImage successor(Way way, String table) {
    try {
      Outcome finished = plainRun(way);
      site().settle();
      Outcome again = way == Way.DOWN ? plainRun(Way.UP) : finished;
      if (!finished.isSuccess() || !again.isSuccess()) {
        difference("the successor", finished.inWords() + ", " + again.inWords());
      }
      String more = table.equals("drafts") ? "(77, 'new')" : "(77, 'new', 1, 1, NULL)";
      if (again.isSuccess()) {
        site().insert(table, more);
      }
      return site().image();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** It has a transaction open then, in which others wait for the gate. */
  @Test
  void before_it_raises_the_gate() throws Exception {
    Undisturbed expected = undisturbed(Way.UP);
    wake("zombie before the gate", ZombieContract::raisesGate, Way.UP, expected);
    Figures.keep(topology(), "zombie before the gate", 1, 1, differences(), "");
    requireNoDifferences();
  }

  private static boolean raisesGate(DeadManDataSource.Trip trip) {
    return trip.call().startsWith("UPDATE")
        && trip.call().contains("switchback_lock")
        && trip.call().contains(" < ");
  }

  @Test
  void before_every_round_trip() throws Exception {
    for (Way way : Way.values()) {
      Undisturbed expected = undisturbed(way);
      int woken = 0;
      int stride = Volume.stride(61);
      for (int trip = 1; trip <= expected.trips().size(); trip += stride) {
        int number = trip;
        wake(
            "zombie before trip %d '%s' of %s".formatted(number, expected.trip(number), way),
            next -> next.number() == number,
            way,
            expected);
        woken++;
      }
      Figures.keep(topology(), "zombie at a round trip, " + way, woken, woken, differences(), "");
    }
    requireNoDifferences();
  }

  private void wake(
      String where, Predicate<DeadManDataSource.Trip> moment, Way way, Undisturbed expected)
      throws Exception {
    prepare(way);
    DeadManDataSource zombie = new DeadManDataSource(site().node());
    zombie.pausesBefore(
        moment,
        () -> {
          try {
            Outcome next = plainRun(way);
            if (!next.isSuccess()) {
              difference(where, "the successor: " + next.inWords());
            }
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    Outcome awake = Outcome.of(way, zombie, site()::migrator);
    // Before it holds the lock, it just finds that there is nothing left to do.
    if (!awake.isOrderly()) {
      difference(where, "the zombie: " + awake.inWords());
    }
    compare(where, expected.image());
  }
}
