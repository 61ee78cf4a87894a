package dev.switchback.benchmarks.run;

import dev.switchback.servers.FreshDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** S4: eight applications start at once on an empty database. */
final class EightProcesses implements Workload {

  private static final int PROCESSES = 8;
  private static final int MIGRATIONS = 200;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "S4";
  }

  @Override
  public String title() {
    return "Eight processes at once on an empty database, 200 migrations, PostgreSQL";
  }

  @Override
  public void run(Arena arena) throws Exception {
    for (int round = 0; round < arena.options().fewRounds(); round++) {
      for (Entrant entrant : Entrant.ALL) {
        try (FreshDatabase database = arena.createDatabase()) {
          startAll(arena, entrant, database);
        }
      }
    }
  }

  private void startAll(Arena arena, Entrant entrant, FreshDatabase database) throws Exception {
    JavaCommand command = arena.application(entrant, MIGRATIONS, database, database.url());
    ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
    try {
      long start = System.nanoTime();
      List<Future<Outcome>> runs = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        runs.add(threads.submit(() -> new MeasuredProcess(command, LONGEST).run()));
      }
      int failed = 0;
      for (Future<Outcome> run : runs) {
        Outcome outcome = run.get();
        if (outcome.problem().isPresent()) {
          failed++;
          arena.results().problem(name(), "boot", entrant, outcome.problem().get());
        }
      }
      double milliseconds = (System.nanoTime() - start) / 1e6;
      arena.results().add(name(), "boots that failed", "of 8", entrant, failed);
      arena.results().add(name(), "time until the last is done", "ms", entrant, milliseconds);
      arena
          .results()
          .add(name(), "tables that are missing", "of 200", entrant, MIGRATIONS - tables(database));
    } finally {
      threads.shutdownNow();
    }
  }

  private static int tables(FreshDatabase database) throws SQLException {
    String sql = "SELECT count(*) FROM pg_tables WHERE tablename ~ '^t_[0-9]+$'";
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
