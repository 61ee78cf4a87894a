package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.dialect.LockName;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.DataTypes;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgreSqlDialectTest {

  private final PostgreSqlDialect dialect = new PostgreSqlDialect();

  @Test
  void is_for_postgresql_13_and_later() {
    assertThatCode(() -> dialect.forVersion("13")).doesNotThrowAnyException();
    assertThatThrownBy(() -> dialect.forVersion("12"))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(
            "PostgreSQL cannot do this: migrate a server of version 12. Nothing was run. Use"
                + " version 13 or a later one.");
  }

  @Test
  void knows_what_would_go_with_a_column_and_covers_others() throws SQLException {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE other (x INTEGER, y INTEGER, UNIQUE (x, y))");
      statement.execute(
          """
          CREATE TABLE t (a INTEGER UNIQUE CHECK (a > 0), b INTEGER, c TEXT,
            CONSTRAINT t_check CHECK (a < b),
            CONSTRAINT t_fk FOREIGN KEY (a, b) REFERENCES other (x, y));
          CREATE INDEX t_condition ON t (c) WHERE a > 7;
          CREATE INDEX t_expression ON t (b, (a + 1));
          CREATE INDEX t_include ON t (c) INCLUDE (a);
          CREATE INDEX t_own ON t (a, (a + 1)) WHERE a > 7;
          CREATE INDEX t_elsewhere ON t (b, c)\
          """);

      assertThat(dialect.catalog(connection).sharedIndexes("t", "a"))
          .containsExactly("t_check", "t_condition", "t_expression", "t_fk", "t_include");
    }
  }

  @Test
  void whoever_may_not_end_a_session_is_told_so() throws SQLException {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection admin = database.dataSource().getConnection();
        Statement statement = admin.createStatement()) {
      String user = database.name() + "_app";
      statement.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'app'");
      try (Connection app = DriverManager.getConnection(database.url(), user, "app")) {
        LockName name = new LockName("public", "switchback_lock");
        assertThat(dialect.locks().tryLock(admin, name)).isTrue();
        List<String> holder = List.of(dialect.locks().sessionId(admin));

        assertThatThrownBy(() -> dialect.locks().endLockHolder(app, name, holder))
            .isInstanceOfSatisfying(
                SQLException.class,
                refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        assertThat(dialect.locks().tryLock(app, name)).isFalse();
      } finally {
        statement.execute("DROP ROLE " + user);
      }
    }
  }

  @Test
  void ends_the_lock_of_this_database_and_of_this_name_alone() throws SQLException {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        FreshDatabase another = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection holder = database.dataSource().getConnection();
        Connection elsewhere = another.dataSource().getConnection();
        Connection asking = database.dataSource().getConnection()) {
      LockName name = new LockName("public", "switchback_lock");
      assertThat(dialect.locks().tryLock(elsewhere, name)).isTrue();
      assertThat(dialect.locks().tryLock(holder, new LockName("other", "switchback_lock")))
          .isTrue();

      dialect.locks().endLockHolder(asking, name, List.of());

      assertThat(holder.isValid(5)).isTrue();
      assertThat(elsewhere.isValid(5)).isTrue();
      assertThat(dialect.locks().lockHolder(asking, name)).isEmpty();
    }
  }

  @Test
  void puts_back_the_search_path_and_the_waiting() throws SQLException {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA \"a \"\"b\"");
      statement.execute("SET lock_timeout = '77s'");
      SessionState before = dialect.sessions().sessionState(connection);
      dialect.sessions().useSchema(connection, "a \"b");
      dialect.locks().limitLockWait(connection, Duration.ofNanos(1));
      assertThat(dialect.sessions().currentSchema(connection)).contains("a \"b");
      assertThat(settings(statement)).isEqualTo("\"a \"\"b\", \"$user\", public, 1ms");
      dialect.locks().limitLockWait(connection, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
      assertThat(settings(statement)).isEqualTo("\"a \"\"b\", \"$user\", public, 2147483647ms");

      before.restore(connection);

      assertThat(settings(statement)).isEqualTo("\"$user\", public, 77s");
    }
  }

  @Test
  void puts_back_what_the_role_at_work_may_not_set() throws SQLException {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      String role = database.name() + "_app";
      statement.execute("CREATE ROLE " + role);
      statement.execute("SET session_replication_role = replica");
      statement.execute("SET ROLE " + role);
      SessionState before = dialect.sessions().sessionState(connection);
      statement.execute("RESET ROLE; SET session_replication_role = local; SET work_mem = '77MB'");

      before.restore(connection);

      assertThat(setting(statement, "role")).isEqualTo(role);
      assertThat(setting(statement, "session_replication_role")).isEqualTo("replica");
      assertThat(setting(statement, "work_mem")).isEqualTo("4MB");
      statement.execute("RESET ROLE; DROP ROLE " + role);
    }
  }

  @Test
  void puts_back_the_rest_where_a_setting_cannot_be_changed_any_more() throws SQLException {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET temp_buffers = '16MB'");
      SessionState before = dialect.sessions().sessionState(connection);
      statement.execute("CREATE TEMPORARY TABLE used AS SELECT 1");
      assertThatThrownBy(() -> statement.execute("SET temp_buffers = '17MB'"))
          .hasMessageContaining("temp_buffers");
      statement.execute("SET lock_timeout = '77s'; SET work_mem = '77MB'");

      before.restore(connection);

      assertThat(setting(statement, "temp_buffers")).isEqualTo("16MB");
      assertThat(setting(statement, "lock_timeout")).isEqualTo("0");
      assertThat(setting(statement, "work_mem")).isEqualTo("4MB");
    }
  }

  private static String setting(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT current_setting('" + name + "')")) {
      row.next();
      return row.getString(1);
    }
  }

  private static String settings(Statement statement) throws SQLException {
    return setting(statement, "search_path") + ", " + setting(statement, "lock_timeout");
  }

  private static List<SqlStatement> render(PostgreSqlDialect dialect, ColumnDefinition definition) {
    return dialect
        .rendering()
        .render(
            new AddColumn("t", new Column("c", definition)), new PostgreSqlCatalog(noConnection()));
  }

  @SuppressWarnings("NullAway") // a catalogue that must not be asked
  private static Connection noConnection() {
    return null;
  }

  @Test
  void makes_virtual_columns_from_version_18_on() {
    ColumnDefinition virtual = DataTypes.integer().generatedAs("1 + 1").virtual();

    assertThat(render(new PostgreSqlDialect(false, 18), virtual)).hasSize(1);
    assertThatThrownBy(() -> render(new PostgreSqlDialect(false, 17), virtual))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(
            "PostgreSQL cannot do this: make a generated column virtual() before version 18. Leave"
                + " out virtual(), so that it is stored");
  }

  @Test
  void refuses_types_beyond_its_limits() {
    assertBeyond(DataTypes.string(10_485_761), "string(10485761), because 10485760", "Use text()");
    assertBeyond(
        DataTypes.fixedString(10_485_761), "fixedString(10485761), because 10485760", "Use text()");
    assertBeyond(
        DataTypes.decimal(1001, 2),
        "decimal(1001, 2), because 1000",
        "Use a smaller precision, or text()");
  }

  private void assertBeyond(ColumnDefinition definition, String what, String instead) {
    assertThatThrownBy(() -> render(dialect, definition))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(
            "PostgreSQL cannot do this: make a column of " + what + " is the limit. " + instead);
  }

  @Test
  void is_called_by_its_usual_short_names_too() {
    for (String name : List.of("PostgreSQL", "postgresql", "postgres", "PG", " Postgres ")) {
      assertThat(new PostgreSqlDialect().isCalled(name)).as(name).isTrue();
    }
    assertThat(new PostgreSqlDialect().isCalled("h2")).isFalse();
  }
}
