package dev.switchback.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadManDataSourceTest {

  /** Trips: connect, CREATE TABLE, INSERT, commit, INSERT, commit. */
  private static void work(DataSource process) throws SQLException {
    try (Connection connection = process.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (n INT)");
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO t VALUES (1)");
      connection.commit();
      connection.prepareStatement("INSERT INTO t VALUES (2)").execute();
      connection.setAutoCommit(true);
    }
  }

  private static int rows(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      row.next();
      return row.getInt(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void counts_what_makes_a_trip(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DeadManDataSource process = new DeadManDataSource(database.dataSource());
      work(process);

      assertThat(process.log())
          .extracting(DeadManDataSource.Trip::call)
          .containsExactly(
              "connect",
              "CREATE TABLE t (n INT)",
              "INSERT INTO t VALUES (1)",
              "commit",
              "INSERT INTO t VALUES (2)",
              "setAutoCommit");
      assertThat(process.trips()).isEqualTo(6);
      assertThat(process.isDead()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void leaves_what_was_committed_before_its_death(TestDatabase kind) throws SQLException {
    int[] before = {-1, -1, 0, 0, 1, 1};
    int[] after = {-1, 0, 0, 1, 1, 2};
    for (int i = 0; i < before.length; i++) {
      assertThat(rowsLeftBy(kind, true, i + 1)).as("before %d", i + 1).isEqualTo(before[i]);
      assertThat(rowsLeftBy(kind, false, i + 1)).as("after %d", i + 1).isEqualTo(after[i]);
    }
  }

  private static int rowsLeftBy(TestDatabase kind, boolean before, int trip) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DeadManDataSource process = new DeadManDataSource(database.dataSource());
      DeadManDataSource mortal = before ? process.diesBefore(trip) : process.diesAfter(trip);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> work(mortal))
          .matches(e -> e.getSQLState().equals("08006"));
      assertThat(process.isDead()).isTrue();
      assertThatExceptionOfType(SQLException.class).isThrownBy(process::getConnection);
      try {
        return rows(database.dataSource());
      } catch (SQLException e) {
        return -1; // there is no table
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void cuts_the_connections_of_its_other_threads_too(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DeadManDataSource process =
          new DeadManDataSource(database.dataSource())
              .countingOnly(Thread.currentThread())
              .diesBefore(2);
      List<Connection> other = new ArrayList<>();
      Thread thread = new Thread(() -> other.add(connection(process)));
      thread.start();
      thread.join();
      assertThat(process.trips()).isZero();
      other.get(0).setAutoCommit(false);

      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> work(process));

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> other.get(0).createStatement())
          .withMessage("the process is dead");
      assertThat(other.get(0).isClosed()).isTrue();
    }
  }

  private static Connection connection(DataSource dataSource) {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stops_with_all_its_threads_and_goes_on(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      CountDownLatch through = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      DeadManDataSource process = new DeadManDataSource(database.dataSource());
      process.pausesBefore(
          trip -> trip.call().startsWith("INSERT"),
          () -> {
            Thread heartbeat =
                new Thread(
                    () -> {
                      connection(process);
                      through.countDown();
                    });
            threads.add(heartbeat);
            heartbeat.start();
            try {
              assertThat(through.await(200, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });

      work(process);

      assertThat(through.await(2, TimeUnit.MINUTES)).isTrue();
      threads.get(0).join();
      assertThat(rows(database.dataSource())).isEqualTo(2);
    }
  }
}
