package dev.switchback.benchmarks.run;

import dev.switchback.servers.FreshDatabase;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A database for each contestant, to which it has applied so many migrations itself. */
final class UpToDate implements AutoCloseable {

  private final Map<Entrant, FreshDatabase> databases = new EnumMap<>(Entrant.class);

  UpToDate(Arena arena, String workload, List<Entrant> entrants, int count) throws Exception {
    for (Entrant entrant : entrants) {
      FreshDatabase database = arena.createDatabase();
      Outcome outcome = arena.run(arena.application(entrant, count, database, database.url()));
      if (outcome.problem().isPresent()) {
        String what = "applying %,d before".formatted(count);
        arena.results().problem(workload, what, entrant, outcome.problem().get());
        database.close();
      } else {
        databases.put(entrant, database);
      }
    }
  }

  /** Those who came so far. */
  Set<Entrant> entrants() {
    return databases.keySet();
  }

  FreshDatabase of(Entrant entrant) {
    return Objects.requireNonNull(databases.get(entrant));
  }

  @Override
  public void close() throws SQLException {
    for (FreshDatabase database : databases.values()) {
      database.close();
    }
  }
}
