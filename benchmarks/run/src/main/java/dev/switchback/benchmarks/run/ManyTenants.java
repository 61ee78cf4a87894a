package dev.switchback.benchmarks.run;

import dev.switchback.servers.FreshDatabase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** S3: one application with many schemas. */
final class ManyTenants implements Workload {

  private static final int MIGRATIONS = 20;
  private static final int THREADS = 4;

  /** The index stands for Switchback: how classes are found is S1's and S5's question. */
  private static final List<Entrant> ENTRANTS =
      List.of(
          Entrant.RAW_JDBC,
          Entrant.ONE_STATEMENT,
          Entrant.SWITCHBACK_INDEX,
          Entrant.MYBATIS,
          Entrant.FLYWAY,
          Entrant.LIQUIBASE);

  @Override
  public String name() {
    return "S3";
  }

  @Override
  public String title() {
    return "1,000 schemas with 20 migrations each (Liquibase: 100 schemas, one thread), PostgreSQL";
  }

  @Override
  public void run(Arena arena) throws Exception {
    Map<Entrant, FreshDatabase> databases = new EnumMap<>(Entrant.class);
    try {
      for (Entrant entrant : ENTRANTS) {
        databases.put(entrant, prepared(arena, entrant));
      }
      for (int round = 0; round < arena.options().fewRounds(); round++) {
        int applied = MIGRATIONS + round; // each round applies one more
        for (Map.Entry<Entrant, FreshDatabase> each : databases.entrySet()) {
          time(arena, each.getKey(), each.getValue(), applied, 1, "nothing pending, 1 thread");
        }
        for (Map.Entry<Entrant, FreshDatabase> each : databases.entrySet()) {
          time(
              arena,
              each.getKey(),
              each.getValue(),
              applied,
              THREADS,
              "nothing pending, 4 threads");
        }
        for (Map.Entry<Entrant, FreshDatabase> each : databases.entrySet()) {
          time(
              arena,
              each.getKey(),
              each.getValue(),
              applied + 1,
              THREADS,
              "one pending, 4 threads");
        }
      }
    } finally {
      for (FreshDatabase database : databases.values()) {
        database.close();
      }
    }
  }

  private FreshDatabase prepared(Arena arena, Entrant entrant) throws Exception {
    FreshDatabase database = arena.createDatabase();
    Tenants tenants = new Tenants(database);
    tenants.createFirst();
    // The one statement reads histories that are there; both floors make them in the same way.
    Entrant maker = entrant.isFloor() ? Entrant.RAW_JDBC : entrant;
    Outcome outcome = arena.run(arena.tenants(maker, MIGRATIONS, database, 1, 1));
    outcome
        .problem()
        .ifPresent(
            problem -> arena.results().problem(name(), "the first schema", entrant, problem));
    tenants.copyFirst(tenants(arena, entrant));
    return database;
  }

  private static int tenants(Arena arena, Entrant entrant) {
    int all = arena.options().size(1_000, 50);
    return entrant == Entrant.LIQUIBASE ? all / 10 : all;
  }

  private void time(
      Arena arena, Entrant entrant, FreshDatabase database, int count, int threads, String what)
      throws Exception {
    int tenants = tenants(arena, entrant);
    // Several updates in one process at once are beyond Liquibase: locks stay behind.
    int usable = entrant == Entrant.LIQUIBASE ? 1 : threads;
    Outcome outcome = arena.run(arena.tenants(entrant, count, database, tenants, usable));
    outcome.problem().ifPresent(problem -> arena.results().problem(name(), what, entrant, problem));
    if (outcome.said().containsKey("added_ns")) {
      double each = outcome.milliseconds("added_ns") / tenants;
      arena.results().add(name(), what, "ms per schema", entrant, each);
    }
  }
}
