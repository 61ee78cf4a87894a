package dev.switchback.faults;

import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A cluster writes nothing, signs of life neither, while it changes a table. */
abstract class StalledClusterContract extends FaultContract {

  /** Enough for a server that changes a table on three nodes to answer a new connection. */
  private static final Duration STALE_AFTER = Duration.ofMillis(1_500);

  StalledClusterContract(Topology topology) {
    super(topology);
  }

  static final class M20260301000001_BigTable implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("big", t -> t.column("words", string(200)));
      db.execute("INSERT INTO big SELECT REPEAT('x', 200) FROM seq_1_to_300000");
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("big");
    }
  }

  /** Takes some seconds. */
  static final class M20260301000002_BigIndex implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.execute("ALTER TABLE big ADD INDEX (words), ALGORITHM = COPY");
      db.execute("INSERT INTO `ledger` VALUES (301, 1)");
    }

    @Override
    public void down(QueryInterface db) {
      db.execute("ALTER TABLE big DROP INDEX words");
    }
  }

  private MigratorBuilder migrator() {
    return Migrator.configure()
        .dataSource(site().node())
        .migrations(List.of(M20260301000001_BigTable.class, M20260301000002_BigIndex.class))
        .factory(
            type ->
                type == M20260301000001_BigTable.class
                    ? new M20260301000001_BigTable()
                    : new M20260301000002_BigIndex());
  }

  private Outcome upInHaste() throws InterruptedException {
    Migrator migrator =
        migrator().leaseTimeout(STALE_AFTER).statementTimeout(Duration.ofSeconds(1)).build();
    return Outcome.of(migrator::up);
  }

  @Test
  void lets_a_schema_step_take_longer_than_the_signs_of_life() throws Exception {
    site().clean();
    migrator().build().up(1);
    long begin = System.nanoTime();
    CompletableFuture<Outcome> run = inBackground(this::upInHaste);
    TimeUnit.MILLISECONDS.sleep(500);
    Outcome next = upInHaste();
    Outcome first = run.get(2, TimeUnit.MINUTES);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    site().settle();
    Figures.keep(
        topology(), "a schema step of some seconds", 1, 1, differences(), millis + " ms in all");

    assertThat(first.inWords()).isEqualTo("success");
    assertThat(next.inWords()).isEqualTo("success");
    assertThat(site().ask("SELECT COUNT(*) FROM ledger WHERE id = 301")).containsExactly("1");
    assertThat(millis).as("what it takes").isGreaterThan(STALE_AFTER.toMillis());
  }
}
