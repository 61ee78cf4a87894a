package dev.switchback.faults;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DatabaseImage;
import dev.switchback.tck.DeadManDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A site on one topology, and the differences that a test finds on it. */
abstract class FaultContract {

  private final Topology topology;
  private final List<String> differences = new ArrayList<>();
  private Site site;
  private int leftLeases;

  FaultContract(Topology topology) {
    this.topology = topology;
  }

  @BeforeEach
  void findSite() throws SQLException {
    site = Site.on(topology, migrations(), sabotage());
  }

  /** What is run. */
  List<Class<? extends Migration>> migrations() {
    return Workload.ALL;
  }

  /** What is broken on purpose. */
  Sabotage sabotage() {
    return Sabotage.NONE;
  }

  @AfterEach
  void leaveSite() throws SQLException {
    if (site != null) {
      site.close();
    }
  }

  /** Goes on at another site. */
  void workOn(Site other) throws SQLException {
    leaveSite();
    site = other;
  }

  /** A value that another thread computes. */
  static <T> CompletableFuture<T> inBackground(Callable<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  Topology topology() {
    return topology;
  }

  Site site() {
    return site;
  }

  /** What a process runs. */
  Migrator migrator(DataSource process) {
    return site.migrator(process);
  }

  /** Runs as a user does: no watcher, no counting. */
  Outcome plainRun(Way way) throws InterruptedException {
    return Outcome.of(() -> way.run(migrator(site.node())));
  }

  /** A clean site from which {@code way} has something to do. */
  void prepare(Way way) throws Exception {
    site.clean();
    if (way == Way.DOWN) {
      requireSuccess(plainRun(Way.UP));
      site.settle();
    }
  }

  static void requireSuccess(Outcome outcome) {
    if (!outcome.isSuccess()) {
      throw new AssertionError("without a fault: " + outcome.inWords(), outcome.error());
    }
  }

  /** How far a part begins as the first one, so that deaths in that were tried. */
  static int inCommon(List<DeadManDataSource.Trip> first, List<DeadManDataSource.Trip> trips) {
    int common = 0;
    while (common < Math.min(first.size(), trips.size())
        && first.get(common).call().equals(trips.get(common).call())) {
      common++;
    }
    return common;
  }

  /** What an undisturbed run leaves. */
  record Undisturbed(DatabaseImage image, List<DeadManDataSource.Trip> trips) {

    String trip(int number) {
      return number <= trips.size() ? trips.get(number - 1).call().strip() : "after the end";
    }
  }

  Undisturbed undisturbed(Way way) throws Exception {
    prepare(way);
    DeadManDataSource process = new DeadManDataSource(site.node());
    requireSuccess(Outcome.of(way, process, this::migrator));
    return new Undisturbed(site.image(), process.log());
  }

  void difference(String where, String what) {
    differences.add(where + " – " + what);
    if (sabotage() == Sabotage.NONE) { // else it is what a control is for
      Figures.difference(topology + ": " + where + " – " + what);
    }
  }

  /** Compares the site with what an undisturbed run leaves. */
  void compare(String where, DatabaseImage expected) throws SQLException {
    compare(where, site.image(), expected);
  }

  void compare(String where, DatabaseImage found, DatabaseImage expected) throws SQLException {
    List<String> wrong = found.differencesFrom(expected);
    if (!wrong.isEmpty()) {
      difference(where, String.join("; ", wrong));
    }
  }

  /** Another process runs as a user does, and all must be as if nothing had happened. */
  void rerunAndCompare(Way way, String where, Undisturbed expected) throws Exception {
    AtomicInteger done = new AtomicInteger();
    Outcome rerun = rerun(way, where, done);
    if (!rerun.isSuccess()) {
      difference(where, "the plain rerun: " + rerun.inWords());
    }
    DatabaseImage found = site.image();
    boolean hasDeadOwner = found.leaseOwner() != null && done.get() == 0;
    if (rerun.isSuccess() && hasDeadOwner) {
      // With nothing to do, it took no lock and wrote nothing: that is promised. The next run that
      // has something to do must not mind.
      leftLeases++;
      compare(where, found.withoutLeaseOwner(), expected.image());
      requireNoObstacle(way.back(), where);
    } else {
      compare(where, found, expected.image());
    }
  }

  /**
   * Runs as a user does.
   *
   * @param done gets the number of migrations that were run
   */
  Outcome rerun(Way way, String where, AtomicInteger done) throws Exception {
    return Outcome.of(() -> done.set(way.run(migrator(site.node())).names().size()));
  }

  private void requireNoObstacle(Way way, String where) throws Exception {
    site.settle(); // a node that has not seen the last run yet may find nothing to do
    Outcome next = plainRun(way);
    if (!next.isSuccess()) {
      difference(where, "the next run, " + way + ": " + next.inWords());
    }
    String owner = site.image().leaseOwner();
    if (owner != null) {
      difference(where, "after the next run, " + way + ", the lease belongs to " + owner);
    }
  }

  /** How often a lease of a dead process stayed behind, because the rerun had nothing to do. */
  int leftLeases() {
    return leftLeases;
  }

  int differences() {
    return differences.size();
  }

  /** The first of them, or nothing. */
  String firstDifference() {
    return differences.isEmpty() ? "" : differences.get(0);
  }

  void requireNoDifferences() {
    if (!differences.isEmpty()) {
      throw new AssertionError(
          "%s: %d differences, of which the first:\n%s"
              .formatted(
                  topology,
                  differences.size(),
                  differences.stream().limit(20).collect(Collectors.joining("\n"))));
    }
  }
}
