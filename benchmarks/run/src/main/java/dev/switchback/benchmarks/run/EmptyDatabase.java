package dev.switchback.benchmarks.run;

import dev.switchback.servers.FreshDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S2: small migrations are applied to an empty database. */
final class EmptyDatabase implements Workload {

  private static final int USUAL = 200;

  /** A call is not repeated on the same database. */
  private static final List<String> JMH = List.of("-bm", "ss", "-wi", "15", "-i", "15");

  @Override
  public String name() {
    return "S2";
  }

  @Override
  public String title() {
    return "Migrations of one statement, applied to an empty database";
  }

  @Override
  public void run(Arena arena) throws Exception {
    for (int count : List.of(USUAL, arena.options().size(1_000, 300))) {
      for (int round = 0; round < arena.options().rounds(); round++) {
        for (Entrant entrant : Entrant.ALL) {
          timeProcess(arena, entrant, count);
        }
      }
      for (Entrant entrant : Entrant.ALL) {
        examine(arena, entrant, count);
      }
    }
    for (int round = 0; round < arena.options().fewRounds(); round++) {
      for (Entrant entrant : Entrant.ALL) {
        timeWarm(arena, entrant);
      }
    }
  }

  private void timeProcess(Arena arena, Entrant entrant, int count) throws Exception {
    try (FreshDatabase database = arena.createDatabase()) {
      Outcome outcome = arena.run(arena.application(entrant, count, database, database.url()));
      if (outcome.problem().isPresent()) {
        arena.results().problem(name(), "apply", entrant, outcome.problem().get());
        return;
      }
      add(arena, count, "whole process", "ms", entrant, outcome.wallMilliseconds());
      add(arena, count, "time added, warm driver", "ms", entrant, outcome.milliseconds("added_ns"));
    }
  }

  private void examine(Arena arena, Entrant entrant, int count) throws Exception {
    try (FreshDatabase database = arena.createDatabase()) {
      Optional<Examination> found = Examination.of(arena, name(), entrant, count, database);
      if (found.isPresent()) {
        double trips = (double) found.get().roundTrips() / count;
        double statements = (double) found.get().statements() / count;
        add(arena, count, "round trips per migration", "", entrant, trips);
        add(arena, count, "statements per migration", "", entrant, statements);
      }
    }
  }

  private void timeWarm(Arena arena, Entrant entrant) throws Exception {
    Map<String, Double> scores =
        JmhProcess.run(arena, entrant, USUAL, "warm.EmptyH2", JMH, List.of());
    Double score = scores.get("applyAll");
    if (score == null) {
      arena.results().problem(name(), "H2 in memory, warm", entrant, "JMH gave no score");
    } else {
      add(arena, USUAL, "H2 in memory, warm process", "ms", entrant, score / 1e3);
    }
  }

  private void add(
      Arena arena, int count, String what, String unit, Entrant entrant, double value) {
    arena.results().add(name(), "%,d: %s".formatted(count, what), unit, entrant, value);
  }
}
