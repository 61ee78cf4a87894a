package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.LockLostException;
import dev.switchback.LockTimeoutException;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.Topology;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several at once: each migration is applied once, and the others wait. */
public abstract class LockContract extends DatabaseContract {

  private static final int STARTERS = 16;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** The contract on one kind of database. */
  protected LockContract(TestedDatabase database) {
    super(database);
  }

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
  }

  private Migrator three() {
    return migrator(
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class,
        M20250103000000_CreateUsers.class);
  }

  private <T> List<T> together(Callable<T> each) throws Exception {
    CyclicBarrier start = new CyclicBarrier(STARTERS);
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < STARTERS; i++) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return each.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get(2, TimeUnit.MINUTES));
    }
    return results;
  }

  @Test
  void sixteen_starters_on_an_empty_database_all_succeed_and_apply_each_migration_once()
      throws Exception {
    List<MigrationReport> reports = together(() -> three().up());

    assertThat(reports.stream().flatMap(report -> report.names().stream()))
        .containsExactlyInAnyOrder(
            SampleMigrations.ROOMS, SampleMigrations.TOPIC, SampleMigrations.USERS);
    assertThat(recorded())
        .containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC, SampleMigrations.USERS);
  }

  @Test
  void never_two_are_inside_a_migration_at_once() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    Body body =
        db -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          runs.incrementAndGet();
          db.createTable("once", t -> t.column("n", integer()));
          Thread.sleep(20);
          inside.decrementAndGet();
        };

    together(() -> migrating(body.unrehearsed()).up());

    assertThat(most).hasValue(1);
    assertThat(runs).hasValue(1);
  }

  @Test
  void up_and_down_at_once_leave_the_history_and_the_schema_in_agreement() throws Exception {
    AtomicInteger next = new AtomicInteger();

    together(() -> next.getAndIncrement() % 2 == 0 ? three().up() : three().downAll());

    assertThat(tables()).isEqualTo(recorded().isEmpty() ? List.of() : List.of("rooms", "users"));
    assertThat(recorded().size()).isIn(0, 3);
  }

  @Test
  void waits_no_longer_than_it_is_told_and_says_who_is_at_work() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Future<MigrationReport> holder =
        threads.submit(
            () ->
                migrating(
                        db -> {
                          atWork.countDown();
                          finish.await();
                        })
                    .up());
    assertThat(atWork.await(1, TimeUnit.MINUTES)).isTrue();

    Migrator impatient =
        configure(M20250101000000_CreateRooms.class)
            .migrationLockTimeout(Duration.ofMillis(300))
            .build();
    assertThatExceptionOfType(LockTimeoutException.class)
        .isThrownBy(impatient::up)
        .withMessageMatching(
            "Another process is migrating this database \\(.*session.*\\)\\. This run waited 0 s"
                + " for it\\. Nothing was run here\\. Run again when it is done, or set a longer"
                + " migrationLockTimeout\\(…\\)\\.");
    finish.countDown();

    assertThat(holder.get(1, TimeUnit.MINUTES).names()).hasSize(1);
    assertThat(impatient.up().names()).hasSize(1);
  }

  @Test
  void frees_the_lock_when_a_migration_fails() {
    Migrator failing =
        migrating(
            db -> {
              throw new IllegalStateException("no");
            });
    assertThatExceptionOfType(SwitchbackException.class).isThrownBy(failing::up);

    Migrator next =
        configure(M20250101000000_CreateRooms.class).migrationLockTimeout(Duration.ZERO).build();
    assertThat(next.up().names()).hasSize(1);
  }

  @Test
  void takes_over_when_the_session_of_the_holder_ends() throws Exception {
    three().init();
    Connection held = dataSource().getConnection();
    takeLock(held);
    Future<MigrationReport> waiting = threads.submit(() -> three().up());
    Thread.sleep(200);
    assertThat(waiting.isDone()).isFalse();

    held.abort(Runnable::run);
    held.close(); // H2 does nothing at abort

    assertThat(waiting.get(1, TimeUnit.MINUTES).names()).hasSize(3);
  }

  /** The lease row still tells of the run before. */
  @Test
  void ends_the_session_of_a_process_that_stopped_between_its_lock_and_its_lease()
      throws Exception {
    configure(M20250101000000_CreateRooms.class).build().up();
    try (Connection held = dataSource().getConnection()) {
      takeLock(held);
      assertThat(soonOvertaking().down().names()).hasSize(1);
    }
  }

  /** The lease row still names the sessions of a third one, which was killed. */
  @Test
  void ends_the_session_of_a_process_that_stopped_before_it_took_the_lease_of_a_dead_one()
      throws Exception {
    configure(M20250101000000_CreateRooms.class).build().up();
    execute(
        "UPDATE %s SET %s = 'dead', %s = 1, %s = 'process 1 on gone, sessions 2000000000' WHERE %s = 1"
            .formatted(
                quote("switchback_lock"),
                quote("owner"),
                quote("beats"),
                quote("info"),
                quote("id")));
    try (Connection held = dataSource().getConnection()) {
      takeLock(held);

      assertThat(soonOvertaking().down().names()).hasSize(1);
      assertThat(held.isValid(5)).isFalse();
    }
  }

  @Test
  void waits_for_ever_if_it_is_told_to() throws Exception {
    three().init();
    try (Connection held = dataSource().getConnection()) {
      LockName name = takeLock(held);
      Migrator patient =
          configure(M20250101000000_CreateRooms.class)
              .migrationLockTimeout(Duration.ofSeconds(Long.MAX_VALUE))
              .build();
      Future<MigrationReport> waiting = threads.submit(() -> patient.up());
      Thread.sleep(300);
      assertThat(waiting.isDone()).isFalse();

      dialect().locks().unlock(held, name);

      assertThat(waiting.get(1, TimeUnit.MINUTES).names()).hasSize(1);
    }
  }

  @Test
  void whoever_waits_until_others_have_done_it_all_needs_no_lock() throws Exception {
    three().up(2);
    try (Connection held = dataSource().getConnection()) {
      takeLock(held);
      Future<MigrationReport> waiting = threads.submit(() -> three().up());
      Thread.sleep(300);
      assertThat(waiting.isDone()).isFalse();

      String columns = quote("duration_ms") + ", " + quote("applied_by");
      execute(
          "INSERT INTO %s (%s, %s) SELECT '20250103000000-create-users', %s FROM %s WHERE %s = '20250101000000-create-rooms'"
              .formatted(
                  quote("switchback_meta"),
                  quote("name"),
                  columns,
                  columns,
                  quote("switchback_meta"),
                  quote("name")));

      assertThat(waiting.get(1, TimeUnit.MINUTES).names()).isEmpty();
    }
    assertThat(tables()).containsExactly("rooms");
  }

  /** As when somebody closes the pool: nobody is known to have taken over. */
  @Test
  void a_run_whose_second_connection_fails_says_so_and_does_not_name_another_run() {
    AtomicBoolean isBroken = new AtomicBoolean();
    List<Connection> beating = new CopyOnWriteArrayList<>();
    DataSource source =
        OtherConnections.of(
            () -> {
              boolean isHeartbeat = Thread.currentThread().getName().contains("heartbeat");
              if (isHeartbeat && isBroken.get()) {
                throw new SQLException("the pool is closed");
              }
              Connection connection = dataSource().getConnection();
              if (isHeartbeat) {
                beating.add(connection);
              }
              return connection;
            });
    Migrator migrator =
        Migrator.configure()
            .dataSource(source)
            .migrations(List.of(M20250601000000_Scripted.class))
            .leaseTimeout(Duration.ofSeconds(1))
            .factory(
                type ->
                    new M20250601000000_Scripted(
                        db -> {
                          isBroken.set(true);
                          for (Connection each : beating) {
                            each.close();
                          }
                          Thread.sleep(2_000);
                          db.createTable("late", t -> t.column("n", integer()));
                        },
                        db -> {}))
            .build();

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withCauseInstanceOf(LockLostException.class)
        .withMessageMatching(
            "(?s).*Run 'up' again\\. It resumes where this run stopped\\. Cause: This run has ended"
                + " itself: its second connection could write no heartbeat for \\d+ ms, and another"
                + " run may take over\\. Its error: .*")
        .withMessageNotContaining("another run has taken over");
  }

  /** On H2 the lock is another connection's, and the lease tells. */
  @Test
  void a_run_whose_connection_was_closed_ends_if_another_session_has_its_lock() throws Exception {
    List<Connection> given = new CopyOnWriteArrayList<>();
    DataSource source =
        OtherConnections.of(
            () -> {
              Connection connection = dataSource().getConnection();
              given.add(connection);
              return connection;
            });
    Dialect dialect = dialect();
    boolean isBeside = dialect.locks().topology() == Topology.SEPARATE_SESSION;
    try (Connection quicker = dataSource().getConnection()) {
      var name =
          new LockName(dialect.sessions().currentSchema(quicker).orElseThrow(), "switchback_lock");
      Migrator migrator =
          Migrator.configure()
              .dataSource(source)
              .migrations(List.of(M20250601000000_Scripted.class))
              .leaseTimeout(Duration.ofSeconds(6))
              .factory(
                  type ->
                      new M20250601000000_Scripted(
                          db -> {
                            db.query("SELECT 1", row -> 1); // a rehearsal ends here
                            db.createTable("one", t -> t.column("n", integer()));
                            given.get(0).close();
                            if (isBeside) {
                              execute(
                                  "UPDATE %s SET %s = 'other' WHERE %s = 1"
                                      .formatted(
                                          quote("switchback_lock"), quote("owner"), quote("id")));
                            } else {
                              awaitLock(quicker, name);
                            }
                            throw new SQLException("the server's answer", "0A000");
                          },
                          db -> {}))
              .build();

      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrator::up)
          .withCauseInstanceOf(LockLostException.class)
          .withMessageContaining(
              "Run 'up' again. It resumes where this run stopped. Cause: This run has lost its"
                  + " lock: "
                  + (isBeside
                      ? "it sent no heartbeat for too long, and another run has taken over."
                      : "the pool closed its connection, and the run could not take the lock again"
                          + " over another one."));

      if (!isBeside) {
        dialect.locks().unlock(quicker, name);
      }
    }
    assertThat(recorded()).isEmpty();
    Migrator again =
        migrating(
            db -> {
              db.query("SELECT 1", row -> 1);
              db.createTable("one", t -> t.column("n", integer()));
            });
    assertThat(again.up().names()).hasSize(1);
  }

  /** Takes the lock of the session as a run does, and leaves the lease as it is. */
  private LockName takeLock(Connection held) throws SQLException {
    Dialect dialect = dialect();
    LockName name =
        new LockName(dialect.sessions().currentSchema(held).orElseThrow(), "switchback_lock");
    assertThat(dialect.locks().tryLock(held, name)).isTrue();
    return name;
  }

  private Migrator soonOvertaking() {
    return configure(M20250101000000_CreateRooms.class)
        .leaseTimeout(Duration.ofSeconds(4))
        .migrationLockTimeout(Duration.ofMinutes(2))
        .build();
  }

  private void awaitLock(Connection connection, LockName name) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!dialect().locks().tryLock(connection, name)) {
      assertThat(System.nanoTime()).as("the lock is not free yet").isLessThan(end);
      Thread.sleep(50);
    }
  }

  @Test
  void stops_waiting_when_it_is_interrupted() throws Exception {
    three().init();
    try (Connection held = dataSource().getConnection()) {
      LockName name = takeLock(held);

      Thread.currentThread().interrupt();
      assertThatExceptionOfType(SwitchbackException.class)
          .isThrownBy(() -> three().up())
          .withMessageStartingWith("Interrupted while another process was migrating");
      assertThat(Thread.interrupted()).isTrue();
      dialect().locks().unlock(held, name);
    }
    assertThat(three().up().names()).hasSize(3);
  }
}
