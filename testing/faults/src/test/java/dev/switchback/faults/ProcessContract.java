package dev.switchback.faults;

import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DatabaseImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real processes, real signals. */
abstract class ProcessContract extends FaultContract {

  private static final int STEPS_OF_UP = 25;

  private final List<Child> children = new ArrayList<>();

  ProcessContract(Topology topology) {
    super(topology);
  }

  @AfterEach
  void endChildren() {
    children.forEach(Child::close);
  }

  private Child child(Way way, int stepMillis) throws Exception {
    Door door = site().door();
    Child child = Child.start(door.url(), door.user(), door.password(), way, stepMillis);
    children.add(child);
    return child;
  }

  @Test
  void processes_that_start_at_once_apply_each_migration_once() throws Exception {
    DatabaseImage expected = undisturbed(Way.UP).image();
    int rounds = Volume.of(1, 10);
    int processes = Volume.of(3, 8);
    for (int round = 0; round < rounds; round++) {
      site().clean();
      List<Child> together = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        together.add(child(Way.UP, 0));
      }
      for (Child child : together) {
        child.go();
      }
      List<String> did = new ArrayList<>();
      for (Child child : together) {
        List<String> said = child.restOfOutput();
        if (child.exit() != 0) {
          difference("processes at once", String.join(" ", said));
        }
        said.stream().filter(line -> line.startsWith("did ")).forEach(did::add);
      }
      if (did.size() != Workload.ALL.size()) {
        difference("processes at once", "together they " + did);
      }
      compare("processes at once", expected);
    }
    Figures.keep(
        topology(),
        "processes at once",
        processes * rounds,
        0,
        differences(),
        processes + " JVMs each");
    requireNoDifferences();
  }

  /** The moment at which the next process begins its first migration. */
  private static final class Beginning implements Workload.Watch {
    private final AtomicLong at = new AtomicLong();

    @Override
    public void enter() {
      at.compareAndSet(0, System.nanoTime());
    }

    long millisSince(long nanos) {
      return (at.get() - nanos) / 1_000_000;
    }
  }

  @Test
  void a_killed_process_is_followed_by_the_one_that_waits() throws Exception {
    DatabaseImage expected = undisturbed(Way.UP).image();
    int rounds = Volume.of(1, 25);
    List<Long> takeOvers = new ArrayList<>();
    Random random = new Random(Volume.seed());
    for (int round = 0; round < rounds; round++) {
      site().clean();
      Child first = child(Way.UP, 40);
      first.go();
      int step = random.nextInt(STEPS_OF_UP);
      String at = "";
      for (int i = 0; i <= step; i++) {
        at = first.await("step");
      }
      Beginning beginning = new Beginning();
      CompletableFuture<Outcome> next =
          inBackground(
              () -> Outcome.of(() -> site().migrator(site().node(), Workload.ALL, beginning).up()));
      Thread.sleep(200); // it waits by now, and the first one is anywhere in its next steps
      long killed = System.nanoTime();
      first.kill();
      Outcome outcome = next.get(2, TimeUnit.MINUTES);
      String where = "SIGKILL 200 ms after " + at;
      if (!outcome.isSuccess()) {
        difference(where, "the next process: " + outcome.inWords());
      }
      if (beginning.at.get() != 0) { // else the first one was through in time
        takeOvers.add(beginning.millisSince(killed));
      }
      if (beginning.at.get() != 0 && beginning.at.get() < killed) {
        difference(where, "the next process began while the first one was at work");
      }
      compare(where, expected);
    }
    Collections.sort(takeOvers);
    Figures.keep(
        topology(),
        "SIGKILL",
        rounds,
        rounds,
        differences(),
        "take-over %s ms, leaseTimeout %d"
            .formatted(takeOvers, topology().leaseTimeout().toMillis()));
    requireNoDifferences();
  }

  @Test
  void a_process_that_is_asked_to_end_leaves_what_the_next_one_finishes() throws Exception {
    DatabaseImage expected = undisturbed(Way.UP).image();
    int rounds = Volume.of(1, 10);
    Random random = new Random(Volume.seed());
    Door door = site().door();
    for (Child.Ending ending : Child.Ending.values()) {
      for (int round = 0; round < rounds; round++) {
        site().clean();
        Child child = Child.start(door.url(), door.user(), door.password(), Way.UP, 60, ending);
        children.add(child);
        child.go();
        int step = random.nextInt(STEPS_OF_UP / 2);
        String at = "";
        for (int i = 0; i <= step; i++) {
          at = child.await("step");
        }
        child.signal("TERM");
        String where = "SIGTERM at " + at + ", " + ending;
        List<String> said = child.restOfOutput();
        int exit = child.exit();
        if (exit != 0 && exit != 128 + 15) { // it may have been through in time
          difference(where, "it ended with " + exit + ": " + said);
        }
        Outcome next = plainRun(Way.UP);
        if (!next.isSuccess()) {
          difference(where, "the next process: " + next.inWords());
        }
        compare(where, expected);
      }
    }
    Figures.keep(
        topology(),
        "SIGTERM",
        2 * rounds,
        2 * rounds,
        differences(),
        "abrupt, and with a pool that is closed");
    requireNoDifferences();
  }

  @Test
  void a_stopped_process_is_ended_and_changes_nothing_when_it_wakes() throws Exception {
    DatabaseImage expected = undisturbed(Way.UP).image();
    int rounds = Volume.of(1, 20);
    Random random = new Random(Volume.seed());
    for (int round = 0; round < rounds; round++) {
      site().clean();
      Child zombie = child(Way.UP, 60);
      zombie.go();
      int step = random.nextInt(STEPS_OF_UP - 2);
      String at = "";
      for (int i = 0; i <= step; i++) {
        at = zombie.await("step");
      }
      zombie.signal("STOP");
      String where = "SIGSTOP at " + at;
      Outcome next = plainRun(Way.UP);
      if (!next.isSuccess()) {
        difference(where, "the next process: " + next.inWords());
      }
      compare(where, expected);
      DatabaseImage before = site().image();
      zombie.signal("CONT");
      List<String> said = zombie.restOfOutput();
      if (zombie.exit() != 1) {
        difference(where, "the zombie ended with " + zombie.exit() + ": " + said);
      }
      compare(where + ", awake", before);
    }
    Figures.keep(topology(), "SIGSTOP", rounds, rounds, differences(), "woken after the take-over");
    requireNoDifferences();
  }
}
