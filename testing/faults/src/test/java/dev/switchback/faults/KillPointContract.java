package dev.switchback.faults;

import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DeadManDataSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Death before and after every round trip, and then a plain rerun by another process. */
abstract class KillPointContract extends DeathContract {

  private final int stride;
  private final Map<String, Long> times = new TreeMap<>();

  KillPointContract(Topology topology, int stride) {
    super(topology);
    this.stride = stride;
  }

  @Test
  void survives_a_death_at_every_round_trip_of_up() throws Exception {
    dieEverywhere(Way.UP);
  }

  @Test
  void survives_a_death_at_every_round_trip_of_down() throws Exception {
    dieEverywhere(Way.DOWN);
  }

  /** What it is called in the table of figures. */
  String fault() {
    return "death at every round trip";
  }

  /** What else is told of it there. */
  String remark() {
    return "";
  }

  /** How many parts the workload has; each is run on a clean site of its own. */
  int parts() {
    return 1;
  }

  /** The part, counted from 0, that is run from now on. */
  void choose(int part) {}

  private void dieEverywhere(Way way) throws Exception {
    long begin = System.nanoTime();
    int every = Volume.stride(stride);
    int trips = 0;
    int points = 0;
    int skipped = 0;
    List<DeadManDataSource.Trip> first = List.of();
    for (int part = 0; part < parts(); part++) {
      choose(part);
      Undisturbed expected = undisturbed(way);
      int known = inCommon(first, expected.trips());
      int ends = 2 * expected.trips().size();
      int point = 2 * known + skipped;
      for (; point < ends; point += every) {
        die(way, point / 2 + 1, point % 2 == 0, expected);
        points++;
      }
      skipped = point - ends; // the next part goes on in the same steps
      trips += expected.trips().size() - known;
      first = part == 0 ? expected.trips() : first;
    }
    long each = (System.nanoTime() - begin) / 1_000_000 / points;
    Figures.keep(
        topology(),
        fault() + ", " + way.name().toLowerCase(Locale.ROOT),
        points,
        points,
        differences(),
        "%d trips, %d ms each: %s; %d leases of dead processes left where nothing was to do%s"
            .formatted(trips, each, times(points), leftLeases(), remark()));
    requireNoDifferences();
  }

  /** What the time goes into, for whoever wants to make it less. */
  private String times(int points) {
    return times.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue() / 1_000_000 / points)
        .collect(Collectors.joining(", "));
  }

  private void timed(String what, Outcome.Work work) throws Exception {
    long begin = System.nanoTime();
    work.run();
    times.merge(what, System.nanoTime() - begin, Long::sum);
  }

  /** One death and its rerun. */
  void die(Way way, int trip, boolean before, Undisturbed expected) throws Exception {
    String where =
        "%s %s %s trip %d '%s'"
            .formatted(topology(), way, before ? "before" : "after", trip, expected.trip(trip));
    timed("preparing", () -> prepare(way));
    DeadManDataSource process = new DeadManDataSource(site().node());
    timed(
        "dying",
        () -> {
          Outcome death =
              Outcome.of(
                  way, before ? process.diesBefore(trip) : process.diesAfter(trip), this::migrator);
          if (!death.isOrderly()) {
            difference(where, "the dying process: " + death.inWords());
          }
          if (!process.isDead()) {
            difference(where, "it did not die: " + death.inWords());
          }
        });
    timed("rerun and look", () -> rerunAndCompare(way, where, expected));
  }
}
