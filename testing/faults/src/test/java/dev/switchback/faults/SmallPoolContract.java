package dev.switchback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DatabaseImage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The application's own pool, as small as it can be. */
abstract class SmallPoolContract extends FaultContract {

  SmallPoolContract(Topology topology) {
    super(topology);
  }

  private HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(site().node());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(1_000);
    return new HikariDataSource(config);
  }

  @Test
  void of_one_connection_is_enough_or_the_run_is_refused_with_the_reason() throws Exception {
    DatabaseImage expected = undisturbed(Way.UP).image();
    site().clean();
    long begin = System.nanoTime();
    Outcome outcome;
    try (HikariDataSource pool = pool()) {
      outcome = Outcome.of(() -> site().migrator(pool).up());
    }
    long millis = (System.nanoTime() - begin) / 1_000_000;
    String words = outcome.isSuccess() ? "works" : outcome.inWords().lines().findFirst().orElse("");
    Figures.keep(topology(), "pool of one connection", 1, 0, 0, words + ", " + millis + " ms");
    assertThat(outcome.isSuccess()).as(words).isEqualTo(!needsTwo());
    if (outcome.isSuccess()) {
      compare("pool of one connection", expected);
    } else {
      assertThat(outcome.isOrderly()).isTrue();
      assertThat(outcome.inWords()).containsPattern("Give its pool");
      assertThat(Duration.ofMillis(millis)).isLessThan(Duration.ofSeconds(30));
    }
    requireNoDifferences();
  }

  @Test
  void one_connection_for_all_calls_is_enough_or_is_refused_before_anything_is_run()
      throws Exception {
    DatabaseImage expected = undisturbed(Way.UP).image();
    site().clean();
    DatabaseImage before = site().image();
    Outcome outcome;
    try (Connection only = site().node().getConnection()) {
      outcome = Outcome.of(() -> site().migrator(alwaysGiving(only)).up());
    }
    assertThat(outcome.isSuccess()).as(outcome.inWords()).isEqualTo(!needsTwo());
    if (needsTwo()) {
      assertThat(outcome.inWords())
          .contains(
              topology() == Topology.H2
                  ? "H2 keeps the lock in a second connection, and the data source returned the"
                      + " same one twice. Nothing was run."
                  : "A run through a pooler or on a cluster sends its heartbeat over a second"
                      + " connection, and the data source returned the same one twice. Nothing"
                      + " was run. Give the migrator a data source that opens a connection for"
                      + " each call.");
      compare("one connection for all calls", before);
      assertThat(plainRun(Way.UP).isSuccess()).isTrue();
    }
    compare("one connection for all calls", expected);
    requireNoDifferences();
  }

  private boolean needsTwo() {
    return topology() == Topology.H2 || topology().waitsForTheDead();
  }

  /** A data source that hands out one connection, and leaves it open. */
  private static DataSource alwaysGiving(Connection only) {
    Connection unclosed =
        proxy(
            Connection.class,
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : call(only, method, arguments));
    return proxy(
        DataSource.class,
        (proxy, method, arguments) ->
            method.getName().equals("getConnection") ? unclosed : call(only, method, arguments));
  }

  private static Object call(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Test
  void that_is_exhausted_ends_in_a_sentence_and_soon() throws Exception {
    site().clean();
    try (HikariDataSource pool = pool();
        Connection taken = pool.getConnection()) {
      assertThat(taken.isClosed()).isFalse();
      long begin = System.nanoTime();
      Outcome outcome = Outcome.of(() -> site().migrator(pool).up());
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
      assertThat(outcome.isOrderly()).isTrue();
      assertThat(outcome.inWords()).contains("The data source had no free connection in time");
    }
  }
}
