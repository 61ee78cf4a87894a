package dev.switchback.benchmarks.warm;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchback.benchmarks.Contestant;
import dev.switchback.benchmarks.OpenPool;
import dev.switchback.benchmarks.Upgrade;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An up-to-date PostgreSQL database, an open pool, and a process that is long warm. */
@State(Scope.Benchmark)
public class NothingPending {

  private Contestant contestant;
  private HikariDataSource pool;
  private Upgrade kept;

  /** Opens the pool, and runs the tool that is kept for the first time. */
  @Setup
  public void open() throws Exception {
    contestant = Contestant.named(System.getProperty("benchmarks.contestant"));
    pool =
        OpenPool.of(
            System.getProperty("benchmarks.url"),
            System.getProperty("benchmarks.user"),
            System.getProperty("benchmarks.password"),
            2);
    kept = contestant.upgrade(pool, null);
    kept.run();
  }

  /** Closes the pool. */
  @TearDown
  public void close() {
    pool.close();
  }

  /** A new object of the tool. */
  @Benchmark
  public void firstCall() throws Exception {
    contestant.upgrade(pool, null).run();
  }

  /** The object that was called before. */
  @Benchmark
  public void laterCall() throws Exception {
    kept.run();
  }
}
