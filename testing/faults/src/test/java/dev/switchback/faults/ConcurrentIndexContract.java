package dev.switchback.faults;

import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DeadManDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What befalls PostgreSQL while it builds an index concurrently. The build is held up by somebody
 * who has written to the table and not committed, for it waits for all of those.
 */
abstract class ConcurrentIndexContract extends FaultContract {

  private static final String BUILDING =
      "FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
          + " AND wait_event_type = 'Lock' AND query LIKE 'CREATE%INDEX CONCURRENTLY%'";

  private static final long HELD_UP = 1_500;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  ConcurrentIndexContract(Topology topology) {
    super(topology);
  }

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
  }

  @Override
  List<Class<? extends Migration>> migrations() {
    return ConcurrentIndexes.ALL;
  }

  /** A clean site with the table, and nothing of what is tried. */
  private void prepareTable() throws Exception {
    site().clean();
    site().migrator(site().node(), migrations().subList(0, 1), Workload.NONE).up();
  }

  /** Somebody who has written to that table. */
  private Connection writer(String table) throws SQLException {
    Connection writer = site().database().dataSource().getConnection();
    writer.setAutoCommit(false);
    try (Statement statement = writer.createStatement()) {
      statement.execute("INSERT INTO " + table + " SELECT 99, 'not yet', 99");
    }
    return writer;
  }

  /** Waits until so many builds are held up. */
  private void awaitBuilds(int builds) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (site().ask("SELECT pid " + BUILDING).size() < builds) {
      assertThat(System.nanoTime()).describedAs("no build is held up").isLessThan(end);
      Thread.sleep(10);
    }
  }

  private void requireValid(String where, String... indexes) throws SQLException {
    List<String> valid =
        site()
            .ask(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = 'public' AND i.indisvalid AND i.indisready");
    for (String index : indexes) {
      if (!valid.contains(index)) {
        difference(where, "no valid index " + index);
      }
    }
    if (!site().invalidIndexes().isEmpty()) {
      difference(where, "invalid indexes: " + site().invalidIndexes());
    }
  }

  private void keepFigures(String fault, int tries, int reruns, String remark) {
    Figures.keep(topology(), "concurrent index, " + fault, tries, reruns, differences(), remark);
    requireNoDifferences();
  }

  @Test
  void is_built_while_sixteen_others_wait_for_the_lock() throws Exception {
    Undisturbed expected = undisturbed(Way.UP);
    int rounds = Volume.of(1, 20);
    for (int round = 0; round < rounds; round++) {
      prepareTable();
      StarterContract.Inside inside = new StarterContract.Inside();
      List<Future<MigrationReport>> runs = new ArrayList<>();
      try (Connection writer = writer("words")) {
        runs.add(start(inside));
        awaitBuilds(1);
        for (int i = 0; i < 16; i++) {
          runs.add(start(inside));
        }
        Thread.sleep(HELD_UP);
        assertThat(runs).noneMatch(Future::isDone);
        writer.rollback();
      }
      List<String> applied = new ArrayList<>();
      for (Future<MigrationReport> run : runs) {
        applied.addAll(run.get(3, TimeUnit.MINUTES).names());
      }
      assertThat(applied).hasSize(migrations().size() - 1).doesNotHaveDuplicates();
      assertThat(inside.highest()).isEqualTo(1);
      compare("16 waiters", expected.image());
      requireValid("16 waiters", "words_w_n", "one_word_an_n", "copies_w");
    }
    keepFigures("16 waiters", rounds, 0, "");
  }

  private Future<MigrationReport> start(StarterContract.Inside inside) throws SQLException {
    var migrator = site().migrator(site().node(), migrations(), inside);
    return threads.submit(() -> migrator.up());
  }

  /** An index over the words. */
  static final class M20260301000001_OfWords implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addIndex("words", index("w").concurrently().named("of_words"));
    }

    @Override
    public void down(QueryInterface db) {
      db.removeIndexConcurrently("words", "of_words");
    }
  }

  /** Another one over the same table. */
  static final class M20260301000002_OfNumbers implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addIndex("words", index("n").concurrently().named("of_numbers"));
    }

    @Override
    public void down(QueryInterface db) {
      db.removeIndexConcurrently("words", "of_numbers");
    }
  }

  /** One over another table. */
  static final class M20260301000003_OfOthers implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addIndex("others", index("n").concurrently().named("of_others"));
    }

    @Override
    public void down(QueryInterface db) {
      db.removeIndexConcurrently("others", "of_others");
    }
  }

  /**
   * PostgreSQL 18 itself, without a migration, lets the first of them fail by a deadlock
   * (measured): it waits for the snapshot with which the second waits for the table.
   */
  @Test
  void of_two_over_one_table_one_may_end_by_a_deadlock_and_a_rerun_builds_it() throws Exception {
    int rounds = Volume.of(1, 20);
    int deadlocks = 0;
    for (int round = 0; round < rounds; round++) {
      prepareTable();
      List<Outcome> ends = buildTwo(M20260301000002_OfNumbers.class, "words");
      List<Outcome> failures = ends.stream().filter(end -> !end.isSuccess()).toList();
      for (Outcome failure : failures) {
        deadlocks++;
        if (!failure.isOrderly() || !failure.inWords().contains("deadlock detected")) {
          difference("two over one table", failure.inWords());
        }
      }
      assertThat(failures).hasSizeLessThan(2);
      requireSuccess(build("one", M20260301000001_OfWords.class));
      requireSuccess(build("two", M20260301000002_OfNumbers.class));
      requireValid("two over one table", "of_words", "of_numbers");
    }
    keepFigures("two over one table", rounds, rounds, deadlocks + " ended by a deadlock");
  }

  @Test
  void two_over_two_tables_are_built_at_once() throws Exception {
    int rounds = Volume.of(1, 20);
    for (int round = 0; round < rounds; round++) {
      prepareTable();
      site().send("CREATE TABLE others AS SELECT * FROM words");
      buildTwo(M20260301000003_OfOthers.class, "words", "others")
          .forEach(FaultContract::requireSuccess);
      requireValid("two over two tables", "of_words", "of_others");
    }
    keepFigures("two over two tables", rounds, 0, "");
  }

  /** Two with histories of their own do not wait for each other's lock. */
  private List<Outcome> buildTwo(Class<? extends Migration> second, String... tables)
      throws Exception {
    List<CompletableFuture<Outcome>> runs = new ArrayList<>();
    List<Connection> writers = new ArrayList<>();
    try {
      for (String table : tables) {
        writers.add(writer(table));
      }
      runs.add(inBackground(() -> build("one", M20260301000001_OfWords.class)));
      runs.add(inBackground(() -> build("two", second)));
      awaitBuilds(2);
      Thread.sleep(HELD_UP);
    } finally {
      for (Connection writer : writers) {
        writer.close(); // which rolls it back
      }
    }
    List<Outcome> ends = new ArrayList<>();
    for (CompletableFuture<Outcome> run : runs) {
      ends.add(run.get(3, TimeUnit.MINUTES));
    }
    return ends;
  }

  private Outcome build(String prefix, Class<? extends Migration> migration)
      throws InterruptedException {
    return Outcome.of(
        () ->
            Migrator.configure()
                .dataSource(site().node())
                .migrations(List.of(migration))
                .factory(type -> type.getDeclaredConstructor().newInstance())
                .tablePrefix(prefix)
                .leaseTimeout(topology().leaseTimeout())
                .build()
                .up());
  }

  @Test
  void a_build_that_is_cancelled_is_begun_again_by_a_rerun() throws Exception {
    endAndRerun("pg_cancel_backend");
  }

  @Test
  void a_build_whose_session_is_ended_is_begun_again_by_a_rerun() throws Exception {
    endAndRerun("pg_terminate_backend");
  }

  private void endAndRerun(String function) throws Exception {
    Undisturbed expected = undisturbed(Way.UP);
    int rounds = Volume.of(1, 20);
    String ends = "";
    for (int round = 0; round < rounds; round++) {
      prepareTable();
      try (Connection writer = writer("words")) {
        CompletableFuture<Outcome> run = inBackground(() -> plainRun(Way.UP));
        awaitBuilds(1);
        site().ask("SELECT " + function + "(pid) " + BUILDING);
        Outcome ended = run.get(3, TimeUnit.MINUTES);
        ends = ended.inWords().lines().findFirst().orElse("");
        if (ended.isSuccess() || !ended.isOrderly()) {
          difference(function, "the run: " + ended.inWords());
        }
        assertThat(site().invalidIndexes()).containsExactly("words_w");
        writer.rollback();
      }
      rerunAndCompare(Way.UP, function, expected);
      requireValid(function, "words_w_n", "one_word_an_n", "copies_w");
    }
    keepFigures(function, rounds, rounds, ends);
  }

  /** The server does not notice, and goes on with the build. */
  @Test
  void a_build_whose_process_has_died_is_begun_again_by_a_rerun() throws Exception {
    Undisturbed expected = undisturbed(Way.UP);
    int rounds = Volume.of(1, 20);
    for (int round = 0; round < rounds; round++) {
      prepareTable();
      Outcome rerun;
      try (Connection writer = writer("words")) {
        DeadManDataSource process = new DeadManDataSource(site().node());
        CompletableFuture<Outcome> run =
            inBackground(() -> Outcome.of(Way.UP, process, site()::migrator));
        awaitBuilds(1);
        process.kill();
        run.get(3, TimeUnit.MINUTES);
        assertThat(site().ask("SELECT pid " + BUILDING)).hasSize(1);
        CompletableFuture<Outcome> next = inBackground(() -> plainRun(Way.UP));
        Thread.sleep(2 * HELD_UP);
        assertThat(next).isNotDone();
        writer.rollback();
        rerun = next.get(3, TimeUnit.MINUTES);
      }
      if (!rerun.isSuccess()) {
        difference("death during a build", "the plain rerun: " + rerun.inWords());
      }
      compare("death during a build", expected.image());
      requireValid("death during a build", "words_w_n", "one_word_an_n", "copies_w");
    }
    keepFigures("death of its process", rounds, rounds, "");
  }
}
