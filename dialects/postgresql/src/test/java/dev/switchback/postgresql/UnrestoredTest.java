package dev.switchback.postgresql;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Previous.previously;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is lost with a column or a view, and the default privileges, on PostgreSQL alone. */
class UnrestoredTest {

  private FreshDatabase database;

  @BeforeEach
  void connect() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
  }

  @AfterEach
  void disconnect() throws SQLException {
    database.close();
  }

  static final class M20250101000000_First extends ScriptedMigration {
    M20250101000000_First(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  record M20250102000000_Second(Consumer<QueryInterface> body) implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      body.accept(db);
    }
  }

  private Migrator migrating(String before, Consumer<QueryInterface> change) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_First.class, M20250102000000_Second.class))
        .factory(
            type ->
                type == M20250101000000_First.class
                    ? new M20250101000000_First(db -> db.execute(before))
                    : new M20250102000000_Second(change))
        .build();
  }

  private void isRefused(String before, Consumer<QueryInterface> change, String named) {
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrating(before, change)::up)
        .withMessageContaining(
            " – its undo would not restore what previously(…) cannot declare: "
                + named
                + ". Nothing was sent. ");
  }

  @Test
  void with_a_column_go_its_privileges_and_statistics() {
    isRefused(
        "CREATE TABLE t (a int, b int, c int); GRANT SELECT (b), UPDATE (c) ON t TO PUBLIC;"
            + " CREATE STATISTICS ab ON a, b FROM t; CREATE STATISTICS ac ON a, c FROM t",
        db -> db.removeColumn("t", "b", previously(integer())),
        "privileges of PUBLIC on column 'b', statistics 'ab'");
  }

  @Test
  void with_a_view_go_its_privileges_triggers_and_options() {
    isRefused(
        "CREATE VIEW v WITH (security_barrier) AS SELECT 1 AS a;"
            + " CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
            + " CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();"
            + " GRANT SELECT ON v TO PUBLIC",
        db -> db.dropView("v", previously("SELECT 1 AS a")),
        "trigger 'tr', privileges of PUBLIC on the view, WITH (security_barrier=true)");
  }

  @Test
  void with_a_materialized_view_go_its_indexes() {
    isRefused(
        "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE INDEX ma ON m (a)",
        db -> db.dropMaterializedView("m", previously("SELECT 1 AS a")),
        "index 'ma'");
  }

  /** A table that is created again gets the default privileges. */
  @Test
  void default_privileges_come_back() throws SQLException {
    Migrator migrator =
        migrating(
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;"
                + " ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT INSERT ON TABLES TO PUBLIC;"
                + " CREATE TABLE t (a int)",
            db -> db.dropTable("t", previously(t -> t.column("a", integer()))));
    migrator.up();
    migrator.down();

    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT has_table_privilege('pg_monitor', 't', 'SELECT')"
                    + " AND has_table_privilege('pg_monitor', 't', 'INSERT')")) {
      row.next();
      assertThat(row.getBoolean(1)).isTrue();
    }
  }

  @Test
  void a_default_privilege_that_was_revoked_is_named() {
    isRefused(
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;"
            + " CREATE TABLE t (a int); REVOKE SELECT ON t FROM PUBLIC",
        db -> db.dropTable("t", previously(t -> t.column("a", integer()))),
        "revoked privileges of PUBLIC on the table");
  }
}
