package dev.switchback.faults;

import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DeadManDataSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Deaths during the recovery from deaths. */
abstract class DeathSequenceContract extends DeathContract {

  private final int rounds;

  DeathSequenceContract(Topology topology, int ordinary, int full) {
    super(topology);
    rounds = Volume.of(ordinary, full);
  }

  @Test
  void survives_two_to_five_deaths_in_a_row() throws Exception {
    long seed = Volume.seed();
    Map<Way, Undisturbed> expected = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      expected.put(way, undisturbed(way));
    }
    int deaths = 0;
    for (int round = 0; round < rounds; round++) {
      Random random = new Random(seed + round);
      Way way = random.nextBoolean() ? Way.UP : Way.DOWN;
      deaths += dieAndRerun(way, random, "seed " + (seed + round), expected.get(way));
    }
    Figures.keep(
        topology(),
        "two to five deaths in a row",
        rounds,
        rounds,
        differences(),
        "%d deaths, seeds %d to %d".formatted(deaths, seed, seed + rounds - 1));
    requireNoDifferences();
  }

  private int dieAndRerun(Way way, Random random, String name, Undisturbed expected)
      throws Exception {
    prepare(way);
    List<String> moments = new ArrayList<>();
    int wanted = 2 + random.nextInt(4);
    while (moments.size() < wanted) {
      // A rerun has less to do than the first run, and shall not be through before it dies.
      int trip = 1 + random.nextInt(expected.trips().size() / (moments.size() + 1));
      boolean before = random.nextBoolean();
      DeadManDataSource process = new DeadManDataSource(site().node());
      Outcome death =
          Outcome.of(
              way, before ? process.diesBefore(trip) : process.diesAfter(trip), this::migrator);
      if (process.isDead()) {
        moments.add((before ? "before " : "after ") + process.log().get(trip - 1));
      }
      if (!death.isOrderly() || (!process.isDead() && !death.isSuccess())) {
        difference(name + " " + way + " " + moments, "a dying process: " + death.inWords());
      }
      if (!process.isDead()) {
        break; // it had nothing left to do
      }
    }
    String where = name + " " + way + " " + moments;
    rerunAndCompare(way, where, expected);
    return moments.size();
  }
}
