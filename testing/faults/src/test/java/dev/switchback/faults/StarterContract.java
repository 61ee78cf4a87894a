package dev.switchback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.MigrationReport;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DatabaseImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many at once, each with connections of its own. */
abstract class StarterContract extends FaultContract {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int most;
  private final int rounds;

  /**
   * @param most how many start at once, apart from 2 and 16
   */
  StarterContract(Topology topology, int most) {
    super(topology);
    this.most = Volume.of(16, most);
    rounds = Volume.of(1, 20);
  }

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
  }

  /** Sees how many are inside a migration at once. */
  static final class Inside implements Workload.Watch {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger highest = new AtomicInteger();

    int highest() {
      return highest.get();
    }

    @Override
    public void enter() {
      highest.accumulateAndGet(now.incrementAndGet(), Math::max);
    }

    @Override
    public void leave() {
      now.decrementAndGet();
    }
  }

  private interface Starter {
    Callable<MigrationReport> of(int number, Inside inside);
  }

  private List<MigrationReport> together(int starters, String where, Starter starter)
      throws Exception {
    Inside inside = new Inside();
    CyclicBarrier start = new CyclicBarrier(starters);
    List<Future<MigrationReport>> futures = new ArrayList<>();
    for (int i = 0; i < starters; i++) {
      Callable<MigrationReport> work = starter.of(i, inside);
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return work.call();
              }));
    }
    List<MigrationReport> reports = new ArrayList<>();
    for (Future<MigrationReport> future : futures) {
      try {
        reports.add(future.get(3, TimeUnit.MINUTES));
      } catch (ExecutionException e) {
        difference(where, "a starter: " + new Outcome(e.getCause(), null).inWords());
      } catch (TimeoutException e) {
        difference(where, "a starter still runs");
      }
    }
    if (inside.highest.get() != 1) {
      difference(where, inside.highest + " were inside at once");
    }
    return reports;
  }

  private Callable<MigrationReport> up(List<Class<? extends Migration>> migrations, Inside inside) {
    var migrator = site().starter(migrations, inside, leaseTimeout());
    return migrator::up;
  }

  /** They do not die, and on a machine with a few cores their signs of life need time. */
  Duration leaseTimeout() {
    return Duration.ofSeconds(10);
  }

  @Test
  void apply_each_migration_once() throws Exception {
    DatabaseImage expected = undisturbed(Way.UP).image();
    int starts = 0;
    long begin = System.nanoTime();
    for (int starters : new int[] {2, 16, most}) {
      int times = starters == most ? rounds : 1;
      for (int round = 0; round < 2 * times; round++) {
        boolean pending = round % 2 == 1;
        startTogether(starters, pending, expected);
        starts += starters;
      }
    }
    long millis = (System.nanoTime() - begin) / 1_000_000;
    Figures.keep(
        topology(),
        "starters at once, up to " + most,
        starts,
        0,
        differences(),
        "%d rounds with the most, %d ms in all".formatted(2 * rounds, millis));
    requireNoDifferences();
  }

  /** Lets so many migrate at once, and looks what comes of it. */
  void startTogether(int starters, boolean pending, DatabaseImage expected) throws Exception {
    String where = starters + " starters on " + (pending ? "a pending" : "an empty") + " database";
    site().clean();
    int before = pending ? 2 : 0;
    if (pending) {
      site().migrator(site().node(), Workload.ALL.subList(0, 2), Workload.NONE).up();
    }
    List<MigrationReport> reports =
        together(starters, where, (number, inside) -> up(Workload.ALL, inside));
    List<String> applied = reports.stream().flatMap(r -> r.names().stream()).toList();
    if (applied.size() != Workload.ALL.size() - before) {
      difference(where, "applied by them: " + applied);
    }
    compare(where, expected);
  }

  @Test
  void with_different_sets_of_migrations_apply_the_union() throws Exception {
    DatabaseImage expected = undisturbed(Way.UP).image();
    int times = Volume.of(1, 20);
    for (int round = 0; round < times; round++) {
      String where = "rolling deploy";
      site().clean();
      together(
          8,
          where,
          (number, inside) ->
              up(number % 2 == 0 ? Workload.ALL.subList(0, 3) : Workload.ALL, inside));
      compare(where, expected);
    }
    Figures.keep(topology(), "rolling deploys", times, 0, differences(), "8 starters each");
    requireNoDifferences();
  }

  @Test
  void up_and_down_at_once_leave_all_or_nothing() throws Exception {
    DatabaseImage full = withoutLedger(undisturbed(Way.UP).image());
    int times = Volume.of(1, 20);
    for (int round = 0; round < times; round++) {
      String where = "up and down at once";
      site().clean();
      together(
          8,
          where,
          (number, inside) -> {
            var migrator = site().starter(Workload.ALL, inside, leaseTimeout());
            return number % 2 == 0 ? migrator::up : migrator::downAll;
          });
      DatabaseImage found = withoutLedger(site().image());
      if (!found.differencesFrom(full).isEmpty() && !isEmpty(found)) {
        difference(where, "neither all nor nothing: " + found);
      }
      requireNoDifferences();
      Outcome next = plainRun(Way.UP);
      if (!next.isSuccess()) {
        difference(where, "the next run: " + next.inWords());
      }
      List<String> rest = withoutLedger(site().image()).differencesFrom(full);
      if (!rest.isEmpty()) {
        difference(where, String.join("; ", rest));
      }
    }
    Figures.keep(topology(), "up and down at once", times, times, differences(), "4 of each");
    requireNoDifferences();
  }

  private static boolean isEmpty(DatabaseImage image) {
    return image.facts().isEmpty()
        && image.history().isEmpty()
        && image.journal().isEmpty()
        && image.leaseOwner() == null;
  }

  /** It tells how often somebody was there, which is up to them. */
  private static DatabaseImage withoutLedger(DatabaseImage image) {
    SortedMap<String, String> facts = new TreeMap<>(image.facts());
    facts.keySet().removeIf(subject -> subject.startsWith("ledger"));
    return new DatabaseImage(facts, image.history(), image.journal(), image.leaseOwner());
  }
}
