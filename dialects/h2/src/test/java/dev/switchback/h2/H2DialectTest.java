package dev.switchback.h2;

import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.dialect.LockName;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.CreateTable;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class H2DialectTest {

  private static final String GATE = "\"PUBLIC\".\"gate\"";

  private final H2Dialect dialect = new H2Dialect();

  @Test
  void finds_no_table_where_the_name_of_one_differs_in_case() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE \"Switchback_Meta\" (id INTEGER)");

      SQLException error =
          catchThrowableOfType(
              SQLException.class,
              () -> statement.executeQuery("SELECT 1 FROM \"switchback_meta\""));

      assertThat(error.getErrorCode()).isEqualTo(42103);
      assertThat(dialect.errors().isMissingTable(error)).isTrue();
    }
  }

  @Test
  void is_for_h2_2_3_and_later() {
    assertThatCode(() -> H2Dialect.requireVersion(2, 3)).doesNotThrowAnyException();
    assertThatThrownBy(() -> H2Dialect.requireVersion(2, 2))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(
            "H2 cannot do this: migrate a server of version 2.2. Nothing was run. Use version 2.3"
                + " or a later one.");
    assertThatThrownBy(() -> H2Dialect.requireVersion(1, 4))
        .isInstanceOf(UnsupportedByDialectException.class);
    assertThatCode(() -> dialect.forVersion("2")).doesNotThrowAnyException();
    assertThatCode(() -> dialect.forVersion("2.3.232")).doesNotThrowAnyException();
    assertThatCode(() -> dialect.forVersion("2.20")).doesNotThrowAnyException();
    assertThatThrownBy(() -> dialect.forVersion("2.2.224"))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessageContaining("version 2.2.224. Nothing was run. Use version 2.3");
  }

  /** H2 would take the table, and refuse each row that does not bring a value along. */
  @Test
  void refuses_a_default_that_it_counts_as_longer_than_its_column() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      for (ColumnDefinition definition : List.of(string(2), fixedString(2))) {
        Column column = new Column("a", definition.defaultValue("a😀"));
        CreateTable operation = new CreateTable(new Table("t", List.of(column), List.of()));

        assertThatThrownBy(() -> dialect.rendering().render(operation, dialect.catalog(connection)))
            .isInstanceOf(UnsupportedByDialectException.class)
            .hasMessage(
                "H2 cannot do this: keep the default of %s, because it counts a character beyond"
                        .formatted(definition.type().describe())
                    + " U+FFFF twice. Use a longer one, or text()");
      }
    }
  }

  private static Connection withGate(String url, long fence) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    run(connection, "CREATE TABLE " + GATE + " (\"id\" INTEGER PRIMARY KEY, \"fence\" BIGINT)");
    run(connection, "INSERT INTO " + GATE + " VALUES (1, 9), (2, " + fence + ")");
    return connection;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  @Test
  void whoever_is_no_administrator_is_told_that_he_may_not_end_sessions() throws SQLException {
    String url = "jdbc:h2:mem:rights";
    try (Connection admin = DriverManager.getConnection(url, "sa", "")) {
      run(admin, "CREATE USER app PASSWORD 'app'");
      try (Connection app = DriverManager.getConnection(url, "app", "app")) {
        List<String> sessions = List.of(dialect.locks().sessionId(admin));
        LockName name = new LockName("PUBLIC", "switchback_lock");

        assertThatThrownBy(() -> dialect.locks().endLockHolder(app, name, sessions))
            .isInstanceOf(SQLException.class)
            .hasMessageStartingWith("Admin rights are required");
        assertThatThrownBy(
                () -> dialect.locks().endLockHolder(admin, name, List.of("1); SHUTDOWN")))
            .isInstanceOf(SQLException.class)
            .hasMessage("'1); SHUTDOWN' is not the number of a session");
        assertThat(dialect.locks().blockers(app, dialect.locks().sessionId(admin))).isEmpty();
        assertThat(dialect.locks().blockers(admin, "none")).isEmpty();
      }
    }
  }

  @Test
  void puts_back_the_schema_and_the_waiting() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      run(connection, "CREATE SCHEMA \"a \"\"b\"");
      run(connection, "SET LOCK_TIMEOUT 77");
      SessionState before = dialect.sessions().sessionState(connection);
      dialect.sessions().useSchema(connection, "a \"b");
      dialect.locks().limitLockWait(connection, Duration.ofSeconds(Long.MAX_VALUE));
      assertThat(ask(connection, "SELECT CURRENT_SCHEMA || LOCK_TIMEOUT()"))
          .isEqualTo("a \"b2147483647");

      before.restore(connection);

      assertThat(ask(connection, "SELECT CURRENT_SCHEMA || LOCK_TIMEOUT()")).isEqualTo("PUBLIC77");
    }
  }

  @Test
  void names_the_session_that_has_a_row() throws Exception {
    String url = "jdbc:h2:mem:row";
    try (Connection holder = withGate(url, 5);
        Connection waiting = DriverManager.getConnection(url);
        Connection asking = DriverManager.getConnection(url)) {
      String update = "UPDATE " + GATE + " SET \"fence\" = 6 WHERE \"id\" = 2";
      holder.setAutoCommit(false);
      run(holder, update);
      dialect.locks().limitLockWait(waiting, Duration.ofSeconds(20));
      String id = dialect.locks().sessionId(waiting);
      CompletableFuture<Void> updated =
          CompletableFuture.runAsync(
              () -> {
                try {
                  run(waiting, update);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      while (dialect.locks().blockers(asking, id).isEmpty()) {
        assertThat(updated).isNotDone();
        Thread.sleep(20);
      }
      assertThat(dialect.locks().blockers(asking, id).get(0))
          .startsWith("session " + dialect.locks().sessionId(holder) + " of user ");
      holder.rollback();
      updated.get(2, TimeUnit.MINUTES);
    }
  }
}
