package dev.switchback.faults;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.schema.Row;
import dev.switchback.tck.DeadManDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * A back-fill of many rows, whose process dies again and again at a random round trip. The next one
 * continues, and each row must have been changed once.
 */
abstract class BackfillKillContract extends FaultContract {

  private static final int BATCH = Volume.of(500, 5_000);

  BackfillKillContract(Topology topology) {
    super(topology);
  }

  /** A table of rows that were changed never. */
  public static class M20260501000001_Counted implements Migration {

    /** As the factory of all workloads makes it. */
    public M20260501000001_Counted(String quote, Workload.Watch watch) {
      // its names need no quotes, and nobody watches
    }

    @Override
    public void up(QueryInterface db) {
      db.createTable(
          "counted",
          t -> {
            t.column("id", bigInt().primaryKey());
            t.column("n", integer().notNull());
          });
      Stream<Row> rows =
          LongStream.rangeClosed(1, Volume.of(20_000, 1_000_000))
              .mapToObj(id -> Row.row("id", id * 7, "n", 0));
      db.bulkInsert("counted", rows);
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("counted");
    }
  }

  /** Changes each row, so that a second time would be seen. */
  public static class M20260501000002_Filled implements Migration {

    /** As the factory of all workloads makes it. */
    public M20260501000002_Filled(String quote, Workload.Watch watch) {
      // its names need no quotes, and nobody watches
    }

    @Override
    public void up(QueryInterface db) {
      db.backfill("counted", b -> b.setSql("n", "n + 1").batchesOf(BATCH));
    }

    @Override
    public void down(QueryInterface db) {
      db.backfill("counted", b -> b.setSql("n", "n - 1").batchesOf(BATCH));
    }
  }

  @Override
  List<Class<? extends Migration>> migrations() {
    return List.of(M20260501000001_Counted.class, M20260501000002_Filled.class);
  }

  private Migrator patient(DataSource process) {
    return site().migrator(process, Duration.ofSeconds(3));
  }

  private void fill() throws Exception {
    site().clean();
    requireSuccess(
        Outcome.of(
            () ->
                site()
                    .migrator(site().node(), List.of(M20260501000001_Counted.class), Workload.NONE)
                    .up()));
  }

  /** How often the rows were changed, each number with the number of rows. */
  private List<String> counts() throws Exception {
    return site()
        .ask(
            switch (topology().database()) {
              case POSTGRESQL -> "SELECT n || ': ' || count(*) FROM counted GROUP BY n ORDER BY n";
              case H2, MYSQL, MARIADB ->
                  "SELECT CONCAT(n, ': ', COUNT(*)) FROM counted GROUP BY n ORDER BY n";
            });
  }

  private String every(int times) {
    return times + ": " + Volume.of(20_000, 1_000_000);
  }

  @Test
  void dies_again_and_again_and_changes_every_row_once() throws Exception {
    fill();
    Random random = new Random(Volume.seed());
    int deaths = Volume.of(10, 50);
    int trips = 4 * Volume.of(20_000, 1_000_000) / BATCH / deaths;
    int died = 0;
    for (int i = 0; i < deaths; i++) {
      int last = 1 + random.nextInt(2 * trips + 20);
      DeadManDataSource process = new DeadManDataSource(site().node());
      process = random.nextBoolean() ? process.diesBefore(last) : process.diesAfter(last);
      Outcome outcome = Outcome.of(Way.UP, process, this::migrator);
      died += process.isDead() ? 1 : 0;
      if (!process.isDead() && !outcome.isSuccess()) {
        difference("death at trip " + last, outcome.inWords());
      }
    }
    requireSuccess(plainRun(Way.UP));
    if (!counts().equals(List.of(every(1)))) {
      difference(died + " deaths in a back-fill", counts().toString());
    }
    if (!site().image().journal().isEmpty()) {
      difference(died + " deaths in a back-fill", "the journal has rows");
    }
    Figures.keep(
        topology(),
        "deaths in one back-fill",
        died,
        1,
        differences(),
        "%,d rows, batches of %,d".formatted(Volume.of(20_000, 1_000_000), BATCH));
    requireNoDifferences();
  }

  @Test
  void pauses_while_another_process_finishes_and_changes_nothing_more() throws Exception {
    fill();
    Random random = new Random(Volume.seed());
    int pauses = Volume.of(1, 10);
    int expected = 0;
    for (int i = 0; i < pauses; i++) {
      boolean isUp = i % 2 == 0;
      expected += isUp ? 1 : -1;
      int moment = 20 + random.nextInt(60);
      DeadManDataSource zombie = new DeadManDataSource(site().node());
      zombie.pausesBefore(
          trip -> trip.number() == moment,
          () -> {
            try {
              requireSuccess(Outcome.of(() -> way(isUp, patient(site().node()))));
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      Outcome awake =
          Outcome.of(
              () -> {
                zombie.countingOnly(Thread.currentThread());
                way(isUp, patient(zombie));
              });
      if (!counts().equals(List.of(every(expected)))) {
        difference("a pause before trip " + moment, counts() + ", " + awake.inWords());
      }
    }
    Figures.keep(topology(), "pauses in a back-fill", pauses, pauses, differences(), "");
    requireNoDifferences();
  }

  private static void way(boolean isUp, Migrator migrator) {
    if (isUp) {
      migrator.up();
    } else {
      migrator.downTo("20260501000002-filled"); // and never the table too
    }
  }
}
