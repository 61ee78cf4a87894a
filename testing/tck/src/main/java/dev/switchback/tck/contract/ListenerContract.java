package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.LockTimeoutException;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationListener;
import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.RedoReport;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.contract.FailingMigrations.M20250301000000_AddTwice;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners hear of a run, and that none of them breaks it. */
public abstract class ListenerContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";
  private static final String TWICE = "20250301000000-add-twice";

  private final HeardEvents heard = new HeardEvents();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** The contract on one kind of database. */
  protected ListenerContract(TestedDatabase database) {
    super(database);
  }

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
  }

  private Migrator two(MigrationListener listener) {
    return configure(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class)
        .listener(listener)
        .build();
  }

  @Test
  void a_run_up_is_heard_in_order_with_each_migration_and_step() {
    two(heard).up();

    assertThat(heard.lines())
        .containsExactly(
            "before run up [" + SampleMigrations.ROOMS + ", " + SampleMigrations.TOPIC + "]",
            "before 1 of 2 up " + SampleMigrations.ROOMS,
            "before " + SampleMigrations.ROOMS + " step 1 createTable 'rooms'",
            "done " + SampleMigrations.ROOMS + " step 1 createTable 'rooms'",
            "done 1 of 2 up " + SampleMigrations.ROOMS,
            "before 2 of 2 up " + SampleMigrations.TOPIC,
            "before " + SampleMigrations.TOPIC + " step 1 addColumn 'topic' on 'rooms'",
            "done " + SampleMigrations.TOPIC + " step 1 addColumn 'topic' on 'rooms'",
            "before " + SampleMigrations.TOPIC + " step 2 addIndex 'rooms_topic' on 'rooms'",
            "done " + SampleMigrations.TOPIC + " step 2 addIndex 'rooms_topic' on 'rooms'",
            "done 2 of 2 up " + SampleMigrations.TOPIC,
            "done run up");
  }

  @Test
  void a_run_down_is_heard_in_its_own_order() {
    two(new MigrationListener() {}).up();

    two(heard).downAll();

    assertThat(heard.lines())
        .containsExactly(
            "before run down [" + SampleMigrations.TOPIC + ", " + SampleMigrations.ROOMS + "]",
            "before 1 of 2 down " + SampleMigrations.TOPIC,
            "before " + SampleMigrations.TOPIC + " step 1 removeColumn 'topic' from 'rooms'",
            "done " + SampleMigrations.TOPIC + " step 1 removeColumn 'topic' from 'rooms'",
            "done 1 of 2 down " + SampleMigrations.TOPIC,
            "before 2 of 2 down " + SampleMigrations.ROOMS,
            "before " + SampleMigrations.ROOMS + " step 1 dropTable 'rooms'",
            "done " + SampleMigrations.ROOMS + " step 1 dropTable 'rooms'",
            "done 2 of 2 down " + SampleMigrations.ROOMS,
            "done run down");
  }

  @Test
  void a_redo_is_heard_as_two_runs() {
    two(new MigrationListener() {}).up();

    two(heard).redo();

    assertThat(heard.ends())
        .containsExactly(
            "done " + SampleMigrations.TOPIC + " step 1 removeColumn 'topic' from 'rooms'",
            "done 1 of 1 down " + SampleMigrations.TOPIC,
            "done run down",
            "done " + SampleMigrations.TOPIC + " step 1 addColumn 'topic' on 'rooms'",
            "done " + SampleMigrations.TOPIC + " step 2 addIndex 'rooms_topic' on 'rooms'",
            "done 1 of 1 up " + SampleMigrations.TOPIC,
            "done run up");
  }

  @Test
  void a_failure_is_heard_from_the_step_outwards_and_nothing_of_what_comes_behind() {
    Migrator migrator =
        configure(
                M20250101000000_CreateRooms.class,
                M20250301000000_AddTwice.class,
                M20250601000000_Scripted.class)
            .factory(
                type ->
                    type == M20250601000000_Scripted.class
                        ? new M20250601000000_Scripted(db -> {}, db -> {})
                        : type.getDeclaredConstructor().newInstance())
            .listener(heard)
            .build();

    MigrationFailedException failure =
        assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator::up).actual();

    assertThat(heard.ends())
        .containsExactly(
            "done " + SampleMigrations.ROOMS + " step 1 createTable 'rooms'",
            "done 1 of 3 up " + SampleMigrations.ROOMS,
            "done " + TWICE + " step 1 createTable 'twice'",
            "done " + TWICE + " step 2 addIndex 'twice_ix' on 'twice'",
            "failed " + TWICE + " step 3 addIndex 'twice_ix' on 'twice'",
            "failed 2 of 3 up " + TWICE,
            "failed run up");
    assertThat(heard.outcomes().get(4).failure()).containsInstanceOf(SQLException.class);
    assertThat(heard.outcomes().get(5).failure()).containsSame(failure);
    assertThat(heard.outcomes().get(6).failure()).containsSame(failure);
    assertThat(failure.completed().warnings()).isEmpty();
  }

  @Test
  void a_duration_is_that_of_what_is_inside() {
    two(heard).up();

    List<Duration> durations =
        heard.outcomes().stream().map(MigrationListener.Outcome::duration).toList();
    assertThat(durations.get(1)).isGreaterThan(durations.get(0));
    assertThat(durations.get(4)).isGreaterThan(durations.get(2).plus(durations.get(3)));
    assertThat(durations.get(5)).isGreaterThan(durations.get(1).plus(durations.get(4)));
  }

  @Test
  void nothing_is_heard_when_there_is_nothing_to_do() {
    two(new MigrationListener() {}).up();

    two(heard).up();
    two(heard).status();

    assertThat(heard.lines()).isEmpty();
  }

  @Test
  void queries_are_no_steps() {
    configure(M20250601000000_Scripted.class)
        .factory(
            type ->
                new M20250601000000_Scripted(
                    db -> {
                      assertThat(db.tableExists("rooms")).isFalse();
                      assertThat(db.query("SELECT 1", row -> row.getInt(1))).containsExactly(1);
                    },
                    db -> {}))
        .listener(heard)
        .build()
        .up();

    assertThat(heard.ends()).containsExactly("done 1 of 1 up " + SCRIPTED, "done run up");
  }

  @Test
  void a_migrator_with_a_listener_more_leaves_the_one_that_it_was_made_from() {
    HeardEvents before = new HeardEvents();
    Migrator migrator = two(before);

    migrator.withListener(heard).up();
    assertThat(heard.lines()).isNotEmpty().isEqualTo(before.lines());
    int lines = heard.lines().size();
    migrator.down();

    assertThat(heard.lines()).hasSize(lines);
    assertThat(before.lines()).hasSizeGreaterThan(lines);
  }

  // ---- waiting

  @Test
  void waiting_for_the_lock_names_who_holds_it_and_then_the_run_begins() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Future<MigrationReport> holder = threads.submit(() -> holding(atWork, finish).up());
    assertThat(atWork.await(1, TimeUnit.MINUTES)).isTrue();

    HeardEvents waiting =
        new HeardEvents() {
          @Override
          public void waitingForLock(String holder, Duration waited) {
            super.waitingForLock(holder, waited);
            assertThat(waited).isBetween(Duration.ofMillis(500), Duration.ofMinutes(1));
            finish.countDown();
          }
        };
    MigrationReport report = two(waiting).up();

    assertThat(report.names()).hasSize(2);
    assertThat(report.warnings()).singleElement().asString().startsWith("Recorded as applied");
    assertThat(holder.get(1, TimeUnit.MINUTES).names()).containsExactly(SCRIPTED);
    assertThat(waiting.lines().get(0))
        .startsWith("waiting for process " + ProcessHandle.current().pid() + " on ")
        .contains("session");
    assertThat(waiting.lines()).anyMatch(line -> line.startsWith("before run up"));
  }

  @Test
  void who_waits_and_then_finds_nothing_to_do_hears_of_the_waiting_alone() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Future<MigrationReport> holder = threads.submit(() -> holding(atWork, finish).up());
    assertThat(atWork.await(1, TimeUnit.MINUTES)).isTrue();

    HeardEvents waiting =
        new HeardEvents() {
          @Override
          public void waitingForLock(String holder, Duration waited) {
            super.waitingForLock(holder, waited);
            finish.countDown();
          }
        };
    MigrationReport report = holding(atWork, finish).withListener(waiting).up();

    assertThat(report.isEmpty()).isTrue();
    assertThat(holder.get(1, TimeUnit.MINUTES).names()).containsExactly(SCRIPTED);
    assertThat(waiting.lines()).isNotEmpty().allMatch(line -> line.startsWith("waiting for "));
  }

  @Test
  void a_lock_that_is_not_to_be_had_is_no_run() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Future<MigrationReport> holder = threads.submit(() -> holding(atWork, finish).up());
    assertThat(atWork.await(1, TimeUnit.MINUTES)).isTrue();

    Migrator impatient =
        configure(M20250101000000_CreateRooms.class)
            .migrationLockTimeout(Duration.ofSeconds(3)) // it may look at 0.49 s, and then at 1.7 s
            .listener(heard)
            .build();
    assertThatExceptionOfType(LockTimeoutException.class).isThrownBy(impatient::up);
    finish.countDown();

    holder.get(1, TimeUnit.MINUTES);
    assertThat(heard.lines()).hasSize(1).allMatch(line -> line.startsWith("waiting for "));
  }

  private Migrator holding(CountDownLatch atWork, CountDownLatch finish) {
    return migrating(
        db -> {
          atWork.countDown();
          finish.await();
        });
  }

  // ---- again

  @Test
  void a_migration_that_is_tried_again_is_heard_once_and_its_steps_at_each_try() throws Exception {
    execute("CREATE TABLE %s (%s INTEGER)".formatted(quote("rooms"), quote("id")));
    try (Connection other = dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO " + quote("rooms") + " VALUES (1)");
      HeardEvents freeing =
          new HeardEvents() {
            @Override
            public void afterStep(StepEvent step, Outcome outcome) {
              super.afterStep(step, outcome);
              outcome.failure().ifPresent(thrown -> commit(other));
            }
          };

      MigrationReport report = scripted(freeing, ListenerContract::createAndWiden).up();

      assertThat(report.warnings()).isEmpty();
      boolean stays = !dialect().rendering().hasTransactionalDdl();
      assertThat(freeing.ends())
          .containsExactlyElementsOf(
              List.of(
                      "done " + SCRIPTED + " step 1 createTable 'before'",
                      "failed " + SCRIPTED + " step 2 addColumn 'size' on 'rooms'",
                      stays ? "" : "done " + SCRIPTED + " step 1 createTable 'before'",
                      "done " + SCRIPTED + " step 2 addColumn 'size' on 'rooms'",
                      "done 1 of 1 up " + SCRIPTED,
                      "done run up")
                  .stream()
                  .filter(line -> !line.isEmpty())
                  .toList());
    }
  }

  private static void createAndWiden(QueryInterface db) {
    db.createTable("before", t -> t.column("id", integer()));
    db.addColumn("rooms", "size", integer().nullable());
  }

  private static void commit(Connection other) {
    try {
      other.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Migrator scripted(MigrationListener listener, Body body) {
    Migration migration = new M20250601000000_Scripted(body, db -> {});
    return configure(M20250601000000_Scripted.class)
        .factory(type -> migration)
        .statementLockTimeout(Duration.ofSeconds(1), 20)
        .listener(listener)
        .build();
  }

  @Test
  void steps_that_an_earlier_run_has_done_are_not_heard_again() throws Exception {
    AtomicBoolean throwing = new AtomicBoolean(true);
    Body body =
        db -> {
          db.createTable("first", t -> t.column("id", integer()));
          if (throwing.get()) {
            throw new IllegalStateException("not yet");
          }
          db.createTable("second", t -> t.column("id", integer()));
        };
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(scripted(new MigrationListener() {}, body)::up);
    throwing.set(false);

    scripted(heard, body).up();

    boolean again = dialect().rendering().hasTransactionalDdl();
    assertThat(heard.ends())
        .contains("done " + SCRIPTED + " step 2 createTable 'second'")
        .hasSize(again ? 4 : 3);
  }

  // ---- a listener that throws

  private static final ThrowingListener THROWING =
      new ThrowingListener(() -> new IllegalStateException("no metrics: password=hidden"));

  /** With all lines of the class alike. */
  private static List<String> warnings(MigrationReport report) {
    return report.warnings().stream().map(ListenerContract::withoutLine).toList();
  }

  private static String withoutLine(String text) {
    return text.replaceAll("(?<=java:)\\d+", "N");
  }

  private static String sentence(String event) {
    return ("Listener '%s' failed in %s (ThrowingListener.java:N). The run was not affected. Fix"
            + " the listener. Cause: IllegalStateException: no metrics: password=********")
        .formatted(ThrowingListener.class.getName(), event);
  }

  @Test
  void a_listener_that_throws_breaks_nothing_and_is_in_the_report_and_once_in_the_log() {
    String logged;
    MigrationReport report;
    try (CapturedLog log = new CapturedLog()) {
      report = two(THROWING).withListener(heard).up();
      logged = log.text();
    }

    assertThat(report.names()).hasSize(2);
    assertThat(warnings(report))
        .containsExactly(
            sentence("beforeRun"),
            sentence("beforeMigration"),
            sentence("beforeStep"),
            sentence("afterStep"),
            sentence("afterMigration"),
            sentence("afterRun"));
    assertThat(withoutLine(report.toString())).endsWith("\nWarning: " + sentence("afterRun"));
    assertThat(heard.lines()).hasSize(12);
    assertThat(heard.outcomes()).allMatch(outcome -> outcome.failure().isEmpty());
    assertThat(logged.lines().filter(line -> line.contains("WARN") && line.contains("Listener")))
        .hasSize(6);
    assertThat(withoutLine(logged))
        .contains("WARN dev.switchback - " + sentence("beforeStep"))
        .contains("DEBUG dev.switchback - Again: " + sentence("beforeStep"))
        .doesNotContain("password=hidden");
  }

  @Test
  void each_run_of_a_redo_has_the_warnings_of_its_own() {
    two(heard).up();

    RedoReport report = two(THROWING).redo();

    assertThat(report.reverted().warnings()).hasSize(6);
    assertThat(report.applied().warnings()).hasSize(6);
  }

  @Test
  void a_listener_that_throws_at_a_failure_hides_nothing_of_it() {
    Migrator migrator = configure(M20250301000000_AddTwice.class).listener(THROWING).build();

    MigrationFailedException failure =
        assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator::up).actual();

    assertThat(failure).hasCauseInstanceOf(SQLException.class);
    assertThat(warnings(failure.completed()))
        .containsExactly(
            sentence("beforeRun"),
            sentence("beforeMigration"),
            sentence("beforeStep"),
            sentence("afterStep"));
    assertThat(failure.getSuppressed())
        .hasSize(2)
        .allMatch(thrown -> String.valueOf(thrown.getMessage()).startsWith("no metrics"));
  }

  @Test
  void a_listener_that_throws_the_failure_back_hides_nothing_of_it() {
    MigrationListener echo =
        new MigrationListener() {
          @Override
          public void afterRun(RunEvent run, Outcome outcome) {
            outcome
                .failure()
                .map(MigrationFailedException.class::cast)
                .ifPresent(
                    thrown -> {
                      throw thrown;
                    });
          }
        };
    Migrator migrator = configure(M20250301000000_AddTwice.class).listener(echo).build();

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withCauseInstanceOf(SQLException.class);
  }

  @Test
  void a_listener_that_throws_while_it_waits_breaks_nothing() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Future<MigrationReport> holder = threads.submit(() -> holding(atWork, finish).up());
    assertThat(atWork.await(1, TimeUnit.MINUTES)).isTrue();

    MigrationListener waiting =
        new MigrationListener() {
          @Override
          public void waitingForLock(String holder, Duration waited) {
            finish.countDown();
            throw new IllegalStateException();
          }
        };
    MigrationReport report = two(waiting).up();

    holder.get(1, TimeUnit.MINUTES);
    assertThat(report.names()).hasSize(2);
    assertThat(report.warnings())
        .hasSize(2)
        .first()
        .asString()
        .matches(
            "Listener '.*' failed in waitingForLock \\(ListenerContract\\.java:\\d+\\)\\. The run"
                + " was not affected\\. Fix the listener\\. Cause: IllegalStateException");
  }

  @Test
  void an_error_of_a_listener_is_not_held_up_and_the_lock_is_free_again() throws Exception {
    OutOfMemoryError error = new OutOfMemoryError("no room");
    MigrationListener exhausted =
        new MigrationListener() {
          @Override
          public void beforeMigration(MigrationEvent migration) {
            throw error;
          }
        };

    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(two(exhausted)::up)
        .isSameAs(error);
    assertThat(recorded()).isEmpty();

    Migrator next =
        configure(M20250101000000_CreateRooms.class).migrationLockTimeout(Duration.ZERO).build();
    assertThat(next.up().names()).hasSize(1);
  }

  @Test
  void an_error_of_a_listener_at_a_step_is_a_failure_of_the_migration() throws Exception {
    MigrationListener exhausted =
        new MigrationListener() {
          @Override
          public void beforeStep(StepEvent step) {
            throw new OutOfMemoryError("no room");
          }
        };

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(two(exhausted)::up)
        .withCauseInstanceOf(OutOfMemoryError.class);
    assertThat(recorded()).isEmpty();
    assertThat(tables()).isEmpty();
  }

  @Test
  void an_error_of_a_listener_at_a_failure_keeps_that_failure_with_it() {
    MigrationListener exhausted =
        new MigrationListener() {
          @Override
          public void afterRun(RunEvent run, Outcome outcome) {
            throw new OutOfMemoryError("no room");
          }
        };
    Migrator migrator = configure(M20250301000000_AddTwice.class).listener(exhausted).build();

    OutOfMemoryError error =
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(migrator::up).actual();

    assertThat(error.getSuppressed())
        .hasSize(1)
        .hasOnlyElementsOfType(MigrationFailedException.class);
  }

  @Test
  void logs_each_statement_at_debug_alone() {
    List<String> lines;
    try (CapturedLog log = new CapturedLog()) {
      migrating(db -> db.createTable("halls", t -> t.column("id", integer()))).up();
      lines = log.text().lines().filter(line -> line.contains("CREATE TABLE")).toList();
    }
    assertThat(lines).isNotEmpty().allMatch(line -> line.contains(" DEBUG dev.switchback - "));
  }
}
