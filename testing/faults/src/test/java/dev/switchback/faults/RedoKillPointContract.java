package dev.switchback.faults;

import static dev.switchback.schema.DataTypes.integer;

import dev.switchback.Migration;
import dev.switchback.tck.DatabaseImage;
import dev.switchback.tck.DeadManDataSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Death before and after every round trip of a redo of two migrations, and then the same redo by
 * another process: each of the two is redone once, and the one before them is left alone.
 */
abstract class RedoKillPointContract extends DeathContract {

  private final int stride;

  RedoKillPointContract(Topology topology, int stride) {
    super(topology);
    this.stride = stride;
  }

  /** Nobody reverts it here. */
  static final class M20260501000001_Kept extends Workload.Watched {
    M20260501000001_Kept(String quote, Workload.Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Workload.Script s) {
      s.schema().createTable("kept", t -> t.column("id", integer().primaryKey()));
      s.book(1);
    }

    @Override
    void down(Workload.Script s) {
      s.schema().dropTable("kept");
    }
  }

  /** The first of two. */
  static final class M20260501000002_First extends Workload.Watched {
    M20260501000002_First(String quote, Workload.Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Workload.Script s) {
      s.book(2);
      s.schema().createTable("first", t -> t.column("id", integer().primaryKey()));
      s.book(3);
    }

    @Override
    void down(Workload.Script s) {
      s.book(4);
      s.schema().dropTable("first");
      s.book(5);
    }
  }

  /** The second of two. */
  static final class M20260501000003_Second extends Workload.Watched {
    M20260501000003_Second(String quote, Workload.Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Workload.Script s) {
      s.schema().addColumn("kept", "n", integer().nullable());
      s.book(6);
      s.schema().addColumn("first", "n", integer().nullable());
    }

    @Override
    void down(Workload.Script s) {
      s.schema().removeColumn("first", "n");
      s.book(7);
      s.schema().removeColumn("kept", "n");
    }
  }

  @Override
  List<Class<? extends Migration>> migrations() {
    return List.of(
        M20260501000001_Kept.class, M20260501000002_First.class, M20260501000003_Second.class);
  }

  private void prepare() throws Exception {
    prepare(Outcome.Way.DOWN);
    site().insert("kept", "(7, 7)");
  }

  private void redo() throws InterruptedException {
    requireSuccess(Outcome.of(() -> migrator(site().node()).redo(2)));
  }

  @Test
  void survives_a_death_at_every_round_trip_of_redo() throws Exception {
    prepare();
    DeadManDataSource undisturbed = new DeadManDataSource(site().node());
    requireSuccess(redoOn(undisturbed));
    DatabaseImage once = site().image();
    redo();
    DatabaseImage twice = site().image();
    int trips = undisturbed.log().size();
    int lastCommit =
        undisturbed.log().stream()
            .filter(trip -> trip.call().contains("commit"))
            .mapToInt(DeadManDataSource.Trip::number)
            .max()
            .orElseThrow();
    int points = 0;
    for (int point = 0; point < 2 * trips; point += Volume.stride(stride)) {
      int trip = point / 2 + 1;
      boolean isBefore = point % 2 == 0;
      boolean isComplete = trip > lastCommit || (trip == lastCommit && !isBefore);
      die(trip, isBefore, isComplete ? twice : once);
      points++;
    }
    Figures.keep(
        topology(),
        "death at every round trip, redo",
        points,
        points,
        differences(),
        trips + " trips");
    requireNoDifferences();
  }

  private Outcome redoOn(DeadManDataSource process) throws InterruptedException {
    return Outcome.of(
        () -> {
          process.countingOnly(Thread.currentThread());
          migrator(process).redo(2);
        });
  }

  /**
   * If the first process has done all of it, and died before it heard of that, it is done twice.
   */
  private void die(int trip, boolean before, DatabaseImage expected) throws Exception {
    String where = "%s redo %s trip %d".formatted(topology(), before ? "before" : "after", trip);
    prepare();
    DeadManDataSource process = new DeadManDataSource(site().node());
    Outcome death = redoOn(before ? process.diesBefore(trip) : process.diesAfter(trip));
    if (!death.isOrderly() || !process.isDead()) {
      difference(where, "the dying process: " + death.inWords());
    }
    Outcome rerun = Outcome.of(() -> migrator(site().node()).redo(2));
    if (!rerun.isSuccess()) {
      difference(where, "the same redo: " + rerun.inWords());
    }
    compare(where, expected);
  }
}
