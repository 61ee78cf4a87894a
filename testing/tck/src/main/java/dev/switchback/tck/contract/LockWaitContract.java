package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.SessionState;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions in each other's way: none waits for ever, and people learn for whom it waits. */
public abstract class LockWaitContract extends DatabaseContract {

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Connection> connections = new ArrayList<>();

  /** The contract on one kind of database. */
  protected LockWaitContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createTable() throws SQLException {
    execute("CREATE TABLE " + quote("rooms") + " (" + quote("n") + " INTEGER)");
  }

  @AfterEach
  void endSessions() throws Exception {
    for (Connection connection : connections) {
      if (!connection.isClosed()) {
        connection.close();
      }
    }
    threads.shutdownNow();
    assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
  }

  private Connection connect() throws SQLException {
    Connection connection = dataSource().getConnection();
    connections.add(connection);
    return connection;
  }

  /** A session with a transaction in which the table was written to. */
  private Connection writer() throws SQLException {
    Connection writer = connect();
    writer.setAutoCommit(false);
    run(writer, "INSERT INTO " + quote("rooms") + " VALUES (1)");
    return writer;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String addColumn() throws SQLException {
    return "ALTER TABLE " + quote("rooms") + " ADD COLUMN " + quote("topic") + " INTEGER";
  }

  @Test
  void a_schema_statement_gives_up_in_the_time_that_was_said_and_has_done_nothing()
      throws Exception {
    Connection writer = writer();
    Connection waiting = connect();
    dialect().locks().limitLockWait(waiting, ONE_SECOND);
    String addColumn = addColumn();

    long begin = System.nanoTime();
    SQLException error = catchThrowableOfType(SQLException.class, () -> run(waiting, addColumn));
    Duration waited = Duration.ofNanos(System.nanoTime() - begin);

    assertThat(dialect().errors().isLockWait(error)).isTrue();
    assertThat(waited).isBetween(Duration.ofMillis(900), Duration.ofSeconds(40));
    writer.rollback();
    assertThat(columns("rooms")).containsOnlyKeys("n");
    run(waiting, addColumn);
    assertThat(columns("rooms")).containsOnlyKeys("n", "topic");
  }

  @Test
  void part_of_a_second_is_still_a_limit_and_not_none() throws Exception {
    writer();
    Connection waiting = connect();
    dialect().locks().limitLockWait(waiting, Duration.ofMillis(1));
    String addColumn = addColumn();

    long begin = System.nanoTime();
    SQLException error = catchThrowableOfType(SQLException.class, () -> run(waiting, addColumn));

    assertThat(dialect().errors().isLockWait(error)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
  }

  @Test
  void other_errors_are_no_lock_wait() throws Exception {
    Connection connection = connect();
    String missing = "DROP TABLE " + quote("missing");

    SQLException error = catchThrowableOfType(SQLException.class, () -> run(connection, missing));

    assertThat(dialect().errors().isLockWait(error)).isFalse();
  }

  @Test
  void the_session_is_told_to_wait_as_long_as_before() throws Exception {
    Dialect dialect = dialect();
    Connection connection = connect();
    dialect.locks().limitLockWait(connection, Duration.ofSeconds(3));
    SessionState before = dialect.sessions().sessionState(connection);
    dialect.locks().limitLockWait(connection, Duration.ofMinutes(10));

    before.restore(connection);

    writer();
    String addColumn = addColumn();
    long begin = System.nanoTime();
    SQLException error = catchThrowableOfType(SQLException.class, () -> run(connection, addColumn));
    assertThat(dialect.errors().isLockWait(error)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(2_900), Duration.ofMinutes(1));
  }

  @Test
  void names_the_session_that_a_schema_statement_waits_for() throws Exception {
    Dialect dialect = dialect();
    Connection writer = writer();
    Connection waiting = connect();
    dialect.locks().limitLockWait(waiting, Duration.ofSeconds(20));
    String addColumn = addColumn();
    String id = dialect.locks().sessionId(waiting);
    Connection asking = connect();
    assertThat(dialect.locks().blockers(asking, id)).isEmpty();
    Future<?> alter =
        threads.submit(
            () -> {
              run(waiting, addColumn);
              return null;
            });

    List<String> blockers = blockersSoon(asking, id);
    writer.rollback();
    alter.get(1, TimeUnit.MINUTES);

    if (tellsBlockers()) {
      assertThat(blockers).hasSize(1);
      assertThat(blockers.get(0))
          .startsWith("session " + dialect.locks().sessionId(writer) + " of user ")
          .doesNotContainIgnoringCase("insert");
    } else {
      assertThat(blockers).isEmpty();
    }
    assertThat(dialect.locks().blockers(asking, id)).isEmpty();
  }

  /** Whether the server knows who has what a schema statement waits for. */
  protected boolean tellsBlockers() {
    return true;
  }

  private List<String> blockersSoon(Connection asking, String waiting) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(tellsBlockers() ? 60 : 1).toNanos();
    List<String> blockers = dialect().locks().blockers(asking, waiting);
    while (blockers.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(50);
      blockers = dialect().locks().blockers(asking, waiting);
    }
    return blockers;
  }

  @Test
  void knows_no_blockers_of_a_session_that_is_not_there() throws Exception {
    assertThat(dialect().locks().blockers(connect(), "2000000000")).isEmpty();
  }

  @Test
  void ends_the_session_that_has_the_lock() throws Exception {
    migrating(db -> {}).init();
    Dialect dialect = dialect();
    Connection holder = connect();
    Connection next = connect();
    LockName name = lockName(next);
    assertThat(dialect.locks().tryLock(holder, name)).isTrue();
    assertThat(dialect.locks().tryLock(next, name)).isFalse();

    dialect.locks().endLockHolder(next, name, List.of(dialect.locks().sessionId(holder)));

    awaitLock(next, name);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> run(holder, "SELECT 1 FROM " + quote("rooms")));
    assertThat(holder.isValid(5)).isFalse();
    dialect.locks().unlock(next, name);
  }

  @Test
  void ends_no_session_that_is_not_the_one_which_was_seen_to_be_stale() throws Exception {
    migrating(db -> {}).init();
    Dialect dialect = dialect();
    Connection holder = connect();
    Connection next = connect();
    LockName name = lockName(next);
    assertThat(dialect.locks().tryLock(holder, name)).isTrue();

    dialect.locks().endLockHolder(next, name, List.of("2000000000"));
    dialect.locks().endLockHolder(holder, name, List.of(dialect.locks().sessionId(holder)));

    assertThat(holder.isValid(5)).isTrue();
    assertThat(dialect.locks().tryLock(next, name)).isFalse();
    dialect.locks().unlock(holder, name);
    dialect.locks().endLockHolder(next, name, List.of("2000000000"));
    assertThat(holder.isValid(5)).isTrue();
  }

  private LockName lockName(Connection connection) throws SQLException {
    return new LockName(
        dialect().sessions().currentSchema(connection).orElseThrow(), "switchback_lock");
  }

  private void awaitLock(Connection connection, LockName name) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!dialect().locks().tryLock(connection, name)) {
      assertThat(System.nanoTime()).as("the lock is not free yet").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
