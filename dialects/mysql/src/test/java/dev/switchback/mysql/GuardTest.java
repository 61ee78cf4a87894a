package dev.switchback.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Fence;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.Topology;
import dev.switchback.testkit.server.FreshDatabase;
import dev.switchback.testkit.server.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What MariaDB runs only for the run that has the lock. A cluster needs it; any server does it. */
class GuardTest {

  private FreshDatabase database;
  private Connection connection;
  private Dialect dialect;

  @BeforeEach
  void createGate() throws SQLException {
    database = TestDatabase.MARIADB.server().createDatabase();
    connection = database.dataSource().getConnection();
    dialect = new MariaDbDialect().forServer(connection);
    run(connection, "CREATE TABLE gate (id INTEGER PRIMARY KEY, fence BIGINT)");
    run(connection, "INSERT INTO gate VALUES (1, 9), (2, 5)");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    connection.close();
    database.close();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private SqlStatement guard(long fence, String sql, Object... parameters) throws SQLException {
    String gate = dialect.quote(database.name()) + "." + dialect.quote("gate");
    return dialect.guard(new SqlStatement(sql, Arrays.asList(parameters)), new Fence(gate, fence));
  }

  private void guarded(Connection on, long fence, String sql, Object... parameters)
      throws SQLException {
    SqlStatement guarded = guard(fence, sql, parameters);
    try (PreparedStatement statement = on.prepareStatement(guarded.sql())) {
      for (int i = 0; i < guarded.parameters().size(); i++) {
        dialect.bind(statement, i + 1, guarded.parameters().get(i));
      }
      statement.execute();
    }
  }

  @Test
  void a_server_that_is_no_node_of_a_cluster_is_reached_directly() {
    assertThat(dialect.topology()).isEqualTo(Topology.DIRECT);
  }

  @Test
  void lets_a_statement_through_that_has_the_highest_fence_and_no_other() throws SQLException {
    run(connection, guard(5, "CREATE TABLE t (x INTEGER)").sql());
    run(connection, "INSERT INTO t VALUES (1)");

    for (long other : new long[] {4, 6, 9}) {
      SQLException error =
          catchThrowableOfType(
              SQLException.class, () -> run(connection, guard(other, "DROP TABLE t").sql()));
      assertThat(dialect.isFenced(error)).isTrue();
      assertThat(dialect.isLockWait(error)).isFalse();
    }
    assertThat(ask("SELECT COUNT(*) FROM t")).isEqualTo("1");
  }

  @Test
  void lets_nothing_through_without_a_gate() throws SQLException {
    run(connection, "DELETE FROM gate WHERE id = 2");

    SQLException error =
        catchThrowableOfType(
            SQLException.class,
            () -> run(connection, guard(5, "CREATE TABLE t (x INTEGER)").sql()));

    assertThat(dialect.isFenced(error)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES,ANSI"})
  void keeps_quotes_and_backslashes_of_the_statement(String mode) throws SQLException {
    run(connection, "SET SESSION sql_mode = '" + mode + "'");
    dialect = new MariaDbDialect().forServer(connection);
    String backslash = mode.startsWith("NO") ? "\\" : "\\\\";

    guarded(
        connection,
        5,
        "CREATE TABLE t (x VARCHAR(99) DEFAULT 'it''s " + backslash + " %s ? \u20ac \"`')");

    run(connection, "INSERT INTO t VALUES (DEFAULT)");
    assertThat(ask("SELECT x FROM t")).isEqualTo("it's \\ %s ? \u20ac \"`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "useServerPrepStmts=true"})
  void takes_the_parameters_of_a_statement(String option) throws SQLException {
    String url = database.url() + (database.url().contains("?") ? "&" : "?") + option;
    try (Connection other =
        DriverManager.getConnection(url, database.user(), database.password())) {
      guarded(other, 5, "CREATE TABLE t AS SELECT ? AS a, ? AS b, ? AS c", "it's", 7, null);

      assertThatThrownBy(() -> guarded(other, 4, "INSERT INTO t VALUES (?, ?, ?)", "x", 8, null))
          .isInstanceOf(SQLException.class);
    }
    assertThat(ask("SELECT CONCAT_WS('|', a, b, c IS NULL, COUNT(*)) FROM t"))
        .isEqualTo("it's|7|1|1");
  }

  @Test
  void does_not_take_for_a_fence_what_the_statement_raises_itself() throws SQLException {
    for (String wrong :
        List.of("CREATE TABLE", "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'mine'")) {
      SQLException error =
          catchThrowableOfType(SQLException.class, () -> guarded(connection, 5, wrong));
      assertThat(dialect.isFenced(error)).as(wrong).isFalse();
    }
  }

  @Test
  void is_not_deceived_by_an_old_snapshot() throws SQLException {
    connection.setAutoCommit(false);
    assertThat(ask("SELECT fence FROM gate WHERE id = 2")).isEqualTo("5");
    try (Connection other = database.dataSource().getConnection()) {
      run(other, "UPDATE gate SET fence = 6 WHERE id = 2");
    }

    assertThatThrownBy(() -> guarded(connection, 5, "CREATE TABLE t (x INTEGER)"))
        .isInstanceOf(SQLException.class);

    connection.rollback();
    assertThat(
            ask(
                "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME = 't'"
                    + " AND TABLE_SCHEMA = DATABASE()"))
        .isEqualTo("0");
  }

  /** The row that says what is about to happen must be there before it happens. */
  @Test
  void commits_what_was_written_before_a_schema_statement() throws SQLException {
    run(connection, "CREATE TABLE journal (n INTEGER)");
    connection.setAutoCommit(false);
    run(connection, "INSERT INTO journal VALUES (1)");

    guarded(connection, 5, "CREATE TABLE t (x INTEGER)");

    connection.rollback();
    assertThat(ask("SELECT COUNT(*) FROM journal")).isEqualTo("1");
  }

  @Test
  void gives_up_a_wait_like_any_other_statement() throws SQLException {
    run(connection, "CREATE TABLE t (x INTEGER)");
    dialect.limitLockWait(connection, Duration.ofSeconds(1));
    try (Connection other = database.dataSource().getConnection()) {
      other.setAutoCommit(false);
      run(other, "INSERT INTO t VALUES (1)");

      SQLException error =
          catchThrowableOfType(
              SQLException.class, () -> guarded(connection, 5, "ALTER TABLE t ADD y INTEGER"));

      assertThat(dialect.isLockWait(error)).isTrue();
      assertThat(dialect.isFenced(error)).isFalse();
      other.rollback();
    }
  }
}
