package dev.switchback.mysql;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.contract.OtherConnections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is decided by a clock of the server: here each connection has another one. */
class ServerClockTest {

  private static final Duration STALE_AFTER = Duration.ofMillis(800);

  /** Takes longer than a run without a sign of life would be let live. */
  public static final class M20250101000000_Slow implements Migration {
    @Override
    public void up(QueryInterface db) throws Exception {
      db.createTable("counted", t -> t.column("n", integer()));
      db.execute("INSERT INTO counted VALUES (0)");
      Thread.sleep(2 * STALE_AFTER.toMillis());
      db.execute("UPDATE counted SET n = n + 10");
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("counted");
    }
  }

  /** Up to two days apart, and standing still from then on. */
  private static DataSource withOtherClocks(DataSource source) {
    return OtherConnections.of(
        () -> {
          long away = ThreadLocalRandom.current().nextLong(-86_400, 86_400);
          String set = "SET SESSION timestamp = UNIX_TIMESTAMP() + " + away;
          return OtherConnections.after(source, set).getConnection();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void starters_with_clocks_that_are_days_apart_apply_a_migration_once(TestDatabase kind)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = withOtherClocks(database.dataSource());
      List<Future<MigrationReport>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Migrator migrator =
            Migrator.configure()
                .dataSource(source)
                .migrations(List.of(M20250101000000_Slow.class))
                .leaseTimeout(STALE_AFTER)
                .build();
        runs.add(threads.submit(() -> migrator.up()));
      }
      List<String> applied = new ArrayList<>();
      for (Future<MigrationReport> run : runs) {
        applied.addAll(run.get(1, TimeUnit.MINUTES).names());
      }

      assertThat(applied).containsExactly("20250101000000-slow");
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT n FROM counted")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isEqualTo(10);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
