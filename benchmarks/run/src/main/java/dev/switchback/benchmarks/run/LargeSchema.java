package dev.switchback.benchmarks.run;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** S7: {@code snapshot()} of schemas of two sizes. Each table should cost the same in both. */
final class LargeSchema implements Workload {

  @Override
  public String name() {
    return "S7";
  }

  @Override
  public String title() {
    return "A snapshot of a schema, whose tables have a key, a foreign key, a check and an index";
  }

  /** No snapshot needs it, but a migrator has migrations. */
  public static final class M20250101000000_Nothing implements Migration {
    @Override
    public void up(QueryInterface db) {
      // The tables are made without it.
    }

    @Override
    public void down(QueryInterface db) {
      // Nothing was done.
    }
  }

  @Override
  public void run(Arena arena) throws Exception {
    for (TestDatabase kind :
        List.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MYSQL)) {
      for (int tables : List.of(200, arena.options().size(2_000, 400))) {
        time(arena, kind, tables);
      }
    }
  }

  private void time(Arena arena, TestDatabase kind, int tables) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      fill(database, tables);
      Migrator migrator =
          Migrator.configure()
              .dataSource(database.dataSource())
              .migrations(List.of(M20250101000000_Nothing.class))
              .build();
      migrator.snapshot();
      for (int round = 0; round < arena.options().rounds(); round++) {
        long begin = System.nanoTime();
        int found = migrator.snapshot().tables().size();
        double millis = (System.nanoTime() - begin) / 1e6;
        if (found != tables) {
          throw new IllegalStateException(found + " tables in the snapshot");
        }
        arena
            .results()
            .add(
                name(),
                "%s, %,d tables: time for each table".formatted(kind, tables),
                "ms",
                Entrant.SWITCHBACK_INDEX,
                millis / tables);
      }
    }
  }

  private static void fill(FreshDatabase database, int tables) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < tables; i++) {
        int other = Math.max(0, i - 1);
        statement.execute(
            "CREATE TABLE t%d (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, other INT, CONSTRAINT f%d FOREIGN KEY (other) REFERENCES t%d (id), CONSTRAINT c%d CHECK (id > 0))"
                .formatted(i, i, other, i));
        statement.execute("CREATE INDEX i%d ON t%d (name)".formatted(i, i));
      }
    }
  }
}
