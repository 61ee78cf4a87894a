package dev.switchback.mysql;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.OwnServer;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults with a new value at each call, on servers that write a binary log. */
class BinaryLogTest {

  /** A migration that does what a test says. */
  static final class M20250101000000_Step extends ScriptedMigration {
    M20250101000000_Step(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  private static void migrate(FreshDatabase database, Consumer<QueryInterface> body) {
    Migrator migrator =
        Migrator.configure()
            .dataSource(database.dataSource())
            .migrations(List.of(M20250101000000_Step.class))
            .factory(type -> new M20250101000000_Step(body))
            .build();
    migrator.up();
    migrator.down(); // so that the next one is pending
  }

  private static long count(FreshDatabase database, String what) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(" + what + ") FROM t")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static boolean accepts(FreshDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("unsafe");
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({"MYSQL, ROW", "MYSQL, STATEMENT", "MARIADB, ROW", "MARIADB, STATEMENT"})
  void a_default_is_refused_before_the_first_step_exactly_where_the_server_would_refuse_it(
      TestDatabase kind, String format) throws Exception {
    try (OwnServer own =
            OwnServer.start(kind, "--log-bin=log", "--server-id=1", "--binlog-format=" + format);
        FreshDatabase database = own.server().createDatabase()) {
      migrate(
          database,
          db -> {
            db.createTable("t", t -> t.column("id", integer().primaryKey()));
            db.bulkInsert("t", row("id", 1), row("id", 2));
          });
      boolean isAccepted =
          accepts(database, "ALTER TABLE t ADD COLUMN x VARCHAR(99) DEFAULT (CONCAT('x', UUID()))");

      Consumer<QueryInterface> one =
          db -> {
            db.addColumn("t", "first", integer().nullable());
            db.addColumn("t", "token", uuid().defaultUuid());
          };
      if (isAccepted) {
        migrate(database, one);
      } else {
        assertThatThrownBy(() -> migrate(database, one))
            .isInstanceOf(MigrationFailedException.class)
            .hasCauseInstanceOf(UnsupportedByDialectException.class)
            .hasMessageContaining("because the server writes a binary log")
            .hasMessageContaining("Write three steps: addColumn(\"t\", \"token\", …)");
        assertThat(accepts(database, "ALTER TABLE t ADD COLUMN first INT")).isTrue();
        migrate(
            database,
            db -> {
              db.addColumn("t", "token", uuid().nullable());
              db.execute("UPDATE t SET token = UUID()");
              db.changeColumn("t", "token", c -> c.notNull().defaultUuid());
            });
      }
      migrate(database, db -> db.addColumn("t", "day", string(30).nullable()));

      assertThat(count(database, "DISTINCT token")).isEqualTo(2);
    }
  }
}
