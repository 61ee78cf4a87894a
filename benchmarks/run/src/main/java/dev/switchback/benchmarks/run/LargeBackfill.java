package dev.switchback.benchmarks.run;

import dev.switchback.Migration;
import dev.switchback.MigrationListener;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * S6: a column of many rows is set in batches by the primary key. The floor is a loop that somebody
 * writes by hand, with the same batches and without a journal. It could not be resumed.
 */
final class LargeBackfill implements Workload {

  private static final int BATCH = 5_000;

  @Override
  public String name() {
    return "S6";
  }

  @Override
  public String title() {
    return "A back-fill of many rows, in batches of 5,000; the floor is a loop written by hand";
  }

  /** The back-fill as a migration. */
  public static final class M20250101000000_Filled implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.backfill("filled", b -> b.setSql("n", "n + 1").batchesOf(BATCH));
    }

    @Override
    public void down(QueryInterface db) {
      db.backfill("filled", b -> b.setSql("n", "n - 1").batchesOf(BATCH));
    }
  }

  @Override
  public void run(Arena arena) throws Exception {
    int rows = arena.options().size(1_000_000, 50_000);
    for (TestDatabase kind : List.of(TestDatabase.POSTGRESQL, TestDatabase.MYSQL)) {
      for (int round = 0; round < arena.options().rounds(); round++) {
        boolean isFirst = round % 2 == 0;
        time(arena, kind, rows, isFirst ? Entrant.RAW_JDBC : Entrant.SWITCHBACK_INDEX);
        time(arena, kind, rows, isFirst ? Entrant.SWITCHBACK_INDEX : Entrant.RAW_JDBC);
      }
    }
  }

  private void time(Arena arena, TestDatabase kind, int rows, Entrant entrant) throws Exception {
    String subject = "%s, %,d rows: ".formatted(kind, rows);
    try (FreshDatabase database = kind.server().createDatabase()) {
      fill(database, kind, rows);
      Heap heap = new Heap();
      long begin = System.nanoTime();
      if (entrant == Entrant.RAW_JDBC) {
        byHand(database);
      } else {
        Migrator.configure()
            .dataSource(database.dataSource())
            .migrations(List.of(M20250101000000_Filled.class))
            .listener(heap)
            .build()
            .up();
      }
      double millis = (System.nanoTime() - begin) / 1e6 - heap.millis;
      arena.results().add(name(), subject + "time", "ms", entrant, millis);
      if (entrant != Entrant.RAW_JDBC) {
        double growth = (heap.last - heap.first) / 1e6;
        arena.results().add(name(), subject + "growth of the heap", "MB", entrant, growth);
      }
      require(database, rows);
    }
  }

  /** The used heap after a collection, behind the first batches and behind the last ones. */
  private static final class Heap implements MigrationListener {
    private double first;
    private double last;
    private double millis;

    @Override
    public void afterBatch(StepEvent step, BatchProgress progress) {
      if (progress.batches() == 2) {
        first = used();
      } else if (progress.batches() % 50 == 0) {
        last = used();
      }
    }

    /** The time of the collections does not count. */
    private double used() {
      long begin = System.nanoTime();
      System.gc();
      double used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      millis += (System.nanoTime() - begin) / 1e6;
      return used;
    }
  }

  private static void fill(FreshDatabase database, TestDatabase kind, int rows)
      throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE filled (id BIGINT PRIMARY KEY, n INTEGER NOT NULL)");
      if (kind == TestDatabase.POSTGRESQL) {
        statement.execute(
            "INSERT INTO filled SELECT 7 * g, 0 FROM generate_series(1, " + rows + ") g");
        statement.execute("ANALYZE filled");
      } else {
        statement.execute("INSERT INTO filled VALUES (7, 0)");
        for (long there = 1; there < rows; there *= 2) {
          statement.execute(
              "INSERT INTO filled SELECT id + 7 * %d, 0 FROM filled WHERE id <= 7 * %d"
                  .formatted(there, rows - there));
        }
        statement.execute("ANALYZE TABLE filled");
      }
    }
  }

  private static void byHand(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement last =
            connection.prepareStatement(
                "SELECT id FROM filled WHERE id > ? ORDER BY id LIMIT 1 OFFSET " + (BATCH - 1));
        PreparedStatement update =
            connection.prepareStatement("UPDATE filled SET n = n + 1 WHERE id > ? AND id <= ?")) {
      connection.setAutoCommit(false);
      long after = Long.MIN_VALUE;
      while (true) {
        last.setLong(1, after);
        long upTo = Long.MAX_VALUE;
        try (ResultSet found = last.executeQuery()) {
          if (found.next()) {
            upTo = found.getLong(1);
          }
        }
        update.setLong(1, after);
        update.setLong(2, upTo);
        update.executeUpdate();
        connection.commit();
        if (upTo == Long.MAX_VALUE) {
          return;
        }
        after = upTo;
      }
    }
  }

  private static void require(FreshDatabase database, int rows) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT COUNT(*) FROM filled WHERE n = 1")) {
      if (!found.next() || found.getInt(1) != rows) {
        throw new IllegalStateException("not every row was changed once");
      }
    }
  }
}
