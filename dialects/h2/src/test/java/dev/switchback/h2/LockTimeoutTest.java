package dev.switchback.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.LockTimeoutException;
import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import dev.switchback.tck.contract.OtherConnections;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a run waits for other threads and for other processes. */
class LockTimeoutTest {

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
  private final CountDownLatch finishOther = new CountDownLatch(1);
  private final CountDownLatch finishFirst = new CountDownLatch(1);

  @AfterEach
  void end() {
    finishOther.countDown();
    finishFirst.countDown();
    threads.shutdown();
  }

  /** Stops in the middle until it may end. */
  public static final class M20250101000000_Waiting implements Migration {
    private final CountDownLatch atWork;
    private final CountDownLatch finish;

    M20250101000000_Waiting(CountDownLatch atWork, CountDownLatch finish) {
      this.atWork = atWork;
      this.finish = finish;
    }

    @Override
    public void up(QueryInterface db) throws Exception {
      atWork.countDown();
      finish.await();
    }

    @Override
    public void down(QueryInterface db) {}
  }

  /** The shared migrator finds another database from the thread of the test. */
  @Test
  void is_the_same_for_both_together() throws Exception {
    DataSource ofOther = database();
    CountDownLatch otherAtWork = new CountDownLatch(1);
    Future<?> other = threads.submit(() -> waiting(ofOther, otherAtWork, finishOther).build().up());
    DataSource ofFirst = database();
    CountDownLatch firstAtWork = new CountDownLatch(1);
    Migrator shared =
        waiting(routed(ofOther, ofFirst), firstAtWork, finishFirst)
            .migrationLockTimeout(Duration.ofSeconds(10))
            .build();
    Future<?> first = threads.submit(() -> shared.up());
    assertThat(otherAtWork.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(firstAtWork.await(1, TimeUnit.MINUTES)).isTrue();
    Future<?> release = threads.schedule(finishFirst::countDown, 5, TimeUnit.SECONDS);

    long begin = System.nanoTime();
    assertThatExceptionOfType(LockTimeoutException.class)
        .isThrownBy(shared::up)
        .withMessageContaining("Another process is migrating this database");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(14));
    release.get(1, TimeUnit.MINUTES);
    first.get(1, TimeUnit.MINUTES);
    finishOther.countDown();
    other.get(1, TimeUnit.MINUTES);
  }

  private static MigratorBuilder waiting(
      DataSource database, CountDownLatch atWork, CountDownLatch finish) {
    return Migrator.configure()
        .dataSource(database)
        .migrations(List.of(M20250101000000_Waiting.class))
        .factory(type -> new M20250101000000_Waiting(atWork, finish));
  }

  private static DataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return database;
  }

  private static DataSource routed(DataSource here, DataSource elsewhere) {
    Thread test = Thread.currentThread();
    return OtherConnections.of(
        () -> (Thread.currentThread() == test ? here : elsewhere).getConnection());
  }
}
