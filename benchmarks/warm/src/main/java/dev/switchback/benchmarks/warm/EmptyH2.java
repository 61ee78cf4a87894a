package dev.switchback.benchmarks.warm;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchback.benchmarks.Contestant;
import dev.switchback.benchmarks.OpenPool;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A new H2 database in memory for each call. */
@State(Scope.Benchmark)
public class EmptyH2 {

  private Contestant contestant;
  private HikariDataSource pool;

  /** Finds the contestant. */
  @Setup
  public void find() throws Exception {
    contestant = Contestant.named(System.getProperty("benchmarks.contestant"));
  }

  /** Creates a database. */
  @Setup(Level.Invocation)
  public void create() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    pool = OpenPool.of(url, "sa", "", 3);
  }

  /** Forgets it: it is gone with its last connection. */
  @TearDown(Level.Invocation)
  public void drop() {
    pool.close();
  }

  /** Applies all migrations. */
  @Benchmark
  public void applyAll() throws Exception {
    contestant.upgrade(pool, null).run();
  }
}
