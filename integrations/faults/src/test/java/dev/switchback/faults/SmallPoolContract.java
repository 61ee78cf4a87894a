package dev.switchback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.testkit.DatabaseImage;
import java.sql.Connection;
import java.time.Duration;
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
  void of_one_connection_is_enough_or_a_reason_is_given() throws Exception {
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
    if (outcome.isSuccess()) {
      compare("pool of one connection", expected);
    } else {
      assertThat(outcome.isOrderly()).isTrue();
      assertThat(outcome.inWords()).containsPattern("let its pool have|Let its pool have");
      assertThat(Duration.ofMillis(millis)).isLessThan(Duration.ofSeconds(30));
    }
    requireNoDifferences();
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
      assertThat(outcome.inWords()).contains("The data source had none free in time");
    }
  }
}
