package dev.switchback.postgresql;

import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.text;
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

  /** A difference that previously(…) can declare, or an attribute of a column. */
  private void isDifferent(String before, Consumer<QueryInterface> change, String named)
      throws SQLException {
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrating(before, change)::up)
        .withMessageContaining(" – its undo would not restore " + named + ". Nothing was sent. ");
    disconnect();
    connect();
  }

  @Test
  void a_collation_that_would_not_come_back_is_named() throws SQLException {
    String table = "CREATE TABLE t (a text COLLATE \"C\", b text, c text[] COLLATE \"C\")";
    isDifferent(table, db -> db.removeColumn("t", "a", previously(text())), "its collation C");
    isDifferent(
        table,
        db -> db.removeColumn("t", "a", previously(text().collate("POSIX"))),
        "its collation C");
    isDifferent(
        table,
        db -> db.removeColumn("t", "b", previously(text().collate("C"))),
        "its default collation");
    isDifferent(
        table,
        db -> db.removeColumn("t", "c", previously(arrayOf(text()))),
        "its collation C, which previously(…) cannot name for this type");
    isDifferent(
        table,
        db ->
            db.changeColumn(
                "t", "a", c -> c.collate("default"), previously(c -> c.collate("POSIX"))),
        "its collation C");
    isDifferent(
        table,
        db ->
            db.changeColumn(
                "t", "a", c -> c.to(integer()).using("1"), previously(c -> c.to(text()))),
        "its collation C");
    isDifferent(
        table,
        db ->
            db.dropTable(
                "t",
                previously(
                    t -> {
                      t.column("a", text());
                      t.column("b", text());
                      t.column("c", arrayOf(text()));
                    })),
        "its collation C of 'a', its collation C of 'c', which previously(…) cannot name for this"
            + " type");
  }

  @Test
  void a_collation_that_comes_back_is_never_refused() {
    Migrator migrator =
        migrating(
            "CREATE TABLE t (a text COLLATE \"C\", b text)",
            db -> {
              db.changeColumn("t", "a", fixedString(9), previously(text()));
              db.changeColumn("t", "a", c -> c.collate("POSIX"), previously(c -> c.collate("C")));
              db.changeColumn("t", "b", c -> c.collate("C"), previously(c -> c.collate("default")));
              db.removeColumn("t", "a", previously(fixedString(9).collate("POSIX")));
            });
    migrator.up();
    migrator.down(1);

    assertThat(migrator.snapshot().lines())
        .anyMatch(line -> line.startsWith("  a: text, collation C"))
        .contains("  b: text");
  }

  @Test
  void attributes_of_a_column_that_no_operation_sets_are_named() throws SQLException {
    String table =
        "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b text);"
            + " ALTER TABLE t ALTER b SET STORAGE EXTERNAL";
    isDifferent(
        table,
        db -> db.removeColumn("t", "a", previously(integer().autoIncrement())),
        "that it is GENERATED ALWAYS");
    isDifferent(
        table,
        db -> db.removeColumn("t", "b", previously(text())),
        "its STORAGE e, which no operation sets");
  }
}
