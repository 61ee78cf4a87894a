package dev.switchback.h2;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Fleet;
import dev.switchback.FleetReport.State;
import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.Target;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** What is left behind by a fleet of ten thousand targets. */
class FleetLeakTest {

  private static final int TARGETS = 10_000;
  private static final int SCHEMAS = 100;
  private static final int WORKERS = 4;

  /** The most that a run on H2 takes at once. */
  private static final int CONNECTIONS_OF_A_RUN = 3;

  private static final long MEGABYTE = 1 << 20;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Does nothing. */
  public static final class M20250101000000_Nothing implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }

  /** Reached under many names, so that each is asked by itself and a hundred are migrated. */
  private static List<Target> targets(JdbcConnectionPool pool) {
    return IntStream.range(0, TARGETS)
        .mapToObj(i -> new Target("target " + i, pool, "SCHEMA_" + i % SCHEMAS))
        .toList();
  }

  private static void createSchemas(JdbcConnectionPool pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < SCHEMAS; i++) {
        statement.execute("CREATE SCHEMA SCHEMA_" + i);
      }
    }
  }

  private static long usedHeap() throws InterruptedException {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
      Thread.sleep(50);
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Returns the threads that were not there {@code before}, after they had time to end. */
  private static List<String> threadsLeft(Set<Long> before) throws InterruptedException {
    for (int tries = 0; tries < 100 && !fleetThreads(before).isEmpty(); tries++) {
      Thread.sleep(100);
    }
    return fleetThreads(before);
  }

  private static List<String> fleetThreads(Set<Long> before) {
    List<String> names = new ArrayList<>();
    for (var thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null
          && thread.getThreadName().startsWith("switchback")
          && !before.contains(thread.getThreadId())) {
        names.add(thread.getThreadName());
      }
    }
    return names;
  }

  @Test
  void leaves_no_thread_no_connection_and_no_memory_behind() throws Exception {
    Set<Long> others = LongStream.of(THREADS.getAllThreadIds()).boxed().collect(toSet());
    JdbcConnectionPool pool =
        JdbcConnectionPool.create("jdbc:h2:mem:fleet_leak;DB_CLOSE_DELAY=-1", "sa", "");
    pool.setMaxConnections(WORKERS * CONNECTIONS_OF_A_RUN + 1);
    try {
      createSchemas(pool);
      List<Target> targets = targets(pool);
      Fleet fleet =
          Fleet.of(Migrator.configure().migrations(List.of(M20250101000000_Nothing.class)), targets)
              .parallelism(WORKERS);
      assertThat(fleet.up().requireComplete().in(State.MIGRATED)).hasSize(SCHEMAS);
      long before = usedHeap();

      assertThat(fleet.up().in(State.UP_TO_DATE)).hasSize(TARGETS);

      assertThat(pool.getActiveConnections()).isZero();
      assertThat(threadsLeft(others)).isEmpty();
      assertThat(usedHeap() - before).isLessThan(5 * MEGABYTE);
    } finally {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      }
      pool.dispose();
    }
  }
}
