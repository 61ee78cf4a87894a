package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.testkit.server.FreshDatabase;
import dev.switchback.testkit.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgreSqlDialectTest {

  private final PostgreSqlDialect dialect = new PostgreSqlDialect();

  @Test
  void is_for_postgresql_13_and_later() {
    assertThatCode(() -> dialect.requireVersion(13)).doesNotThrowAnyException();
    assertThatThrownBy(() -> dialect.requireVersion(12))
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
}
