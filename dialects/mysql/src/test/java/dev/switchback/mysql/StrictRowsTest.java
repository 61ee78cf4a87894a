package dev.switchback.mysql;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows in a session whose SQL mode is not strict: values are kept or refused, never replaced. */
class StrictRowsTest {

  private static final Map<String, Object> REPLACED =
      Map.of("v", "abcd", "n", 999, "d", "2020-02-31", "e", "x", "u", -1, "l", "ж", "k", "1x");

  /** A migration that does what a test says. */
  static final class M20250101000000_Rows extends ScriptedMigration {
    M20250101000000_Rows(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  private static void migrate(DataSource dataSource, Consumer<QueryInterface> body) {
    Migrator.configure()
        .dataSource(dataSource)
        .migrations(List.of(M20250101000000_Rows.class))
        .factory(type -> new M20250101000000_Rows(body))
        .build()
        .up();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_what_a_session_that_is_not_strict_would_replace(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource lax =
          database.dataSource(
              "sessionVariables=sql_mode=''"
                  + (kind == TestDatabase.MYSQL ? "&jdbcCompliantTruncation=false" : ""));
      try (Connection connection = lax.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(3) NOT NULL DEFAULT '',"
                + " n TINYINT, d DATE, e ENUM('a'), u INT UNSIGNED, k INT,"
                + " l VARCHAR(9) CHARACTER SET latin1)");
        statement.execute("INSERT INTO t (id, v) VALUES (1, 'abcdef')"); // which it takes
        for (Map.Entry<String, Object> value : REPLACED.entrySet()) {
          assertRefused(
              lax, db -> db.bulkInsert("t", row("id", 2, value.getKey(), value.getValue())));
          assertRefused(
              lax,
              db -> db.upsert("t", List.of("id"), row("id", 1, value.getKey(), value.getValue())));
          assertRefused(
              lax, db -> db.bulkUpdate("t", row(value.getKey(), value.getValue()), everyRow()));
        }
        assertRefused(lax, db -> db.bulkUpdate("t", row("v", null), everyRow()));
        assertRefused(
            lax, db -> db.bulkInsert("t", row("id", 2, "v", "a"), row("id", 3, "v", null)));
        assertThat(rows(statement)).isEqualTo("1 abc null null null null null null");
        migrate(lax, db -> db.execute("UPDATE t SET v = 'uvwxyz'"));
        assertThat(rows(statement)).isEqualTo("1 uvw null null null null null null");
      }
    }
  }

  /** By the server, or before anything is sent, as a text for a number that is none. */
  private static void assertRefused(DataSource dataSource, Consumer<QueryInterface> body) {
    assertThatThrownBy(() -> migrate(dataSource, body))
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .isInstanceOfAny(SQLException.class, IllegalArgumentException.class);
  }

  private static String rows(Statement statement) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (ResultSet rows = statement.executeQuery("SELECT * FROM t")) {
      while (rows.next()) {
        for (int i = 1; i <= 8; i++) {
          all.append(rows.getString(i)).append(' ');
        }
      }
    }
    return all.toString().strip();
  }
}
