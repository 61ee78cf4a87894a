package dev.switchback.postgresql;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Previous.previously;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.dialect.Probe;
import dev.switchback.operation.CreateTable;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDefinition;
import dev.switchback.schema.TableOptions;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The options of a table of PostgreSQL: unlogged, tablespace, storage parameters. */
class TableOptionsTest {

  private static final String CREATED = "u {autovacuum_enabled=false,fillfactor=70}";

  private FreshDatabase database;

  @BeforeEach
  void connect() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
  }

  @AfterEach
  void disconnect() throws SQLException {
    database.close();
  }

  record M20250101000000_Change(Consumer<QueryInterface> body) implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      body.accept(db);
    }
  }

  private Migrator migrating(Consumer<QueryInterface> change) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_Change.class))
        .factory(type -> new M20250101000000_Change(change))
        .build();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String options() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT concat_ws(' ', relpersistence, reloptions) FROM pg_class"
                    + " WHERE relname = 't'")) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static void withOptions(TableDefinition t) {
    t.column("a", integer());
    t.unlogged();
    t.tablespace("pg_default");
    t.storageParameter("fillfactor", 70);
    t.storageParameter("autovacuum_enabled", false);
  }

  @Test
  void are_created_dropped_and_created_again() throws SQLException {
    Migrator migrator = migrating(db -> db.createTable("t", TableOptionsTest::withOptions));

    assertThat(migrator.plan().sql())
        .containsExactly(
            "CREATE UNLOGGED TABLE \"t\" (\n  \"a\" INTEGER\n)"
                + " WITH (\"autovacuum_enabled\" = 'false', \"fillfactor\" = 70)"
                + " TABLESPACE \"pg_default\"");
    migrator.up();
    assertThat(options()).isEqualTo(CREATED);
    migrator.down();
    assertThat(options()).isEmpty();
    migrator.up();
    assertThat(options()).isEqualTo(CREATED);
  }

  @Test
  void have_values_that_are_one_literal() throws SQLException {
    Migrator migrator =
        migrating(
            db ->
                db.createTable(
                    "t",
                    t -> {
                      t.column("a", integer());
                      t.storageParameter("fillfactor", "70') TABLESPACE x --");
                    }));

    assertThatThrownBy(migrator::up)
        .rootCause()
        .hasMessageContaining("invalid value for integer option \"fillfactor\"");
    assertThat(options()).isEmpty();
  }

  @Test
  void are_compared_if_the_table_exists() throws SQLException {
    execute("CREATE TABLE t (a INTEGER) WITH (fillfactor = 80)");
    Consumer<QueryInterface> change =
        db -> db.ifNotExists().createTable("t", TableOptionsTest::withOptions);

    assertThatThrownBy(migrating(change)::up)
        .hasMessageContaining(
            "createTable 't' if it does not exist – it exists, and differs: it does not have"
                + " storageParameter(\"autovacuum_enabled\", \"false\"); it does not have"
                + " storageParameter(\"fillfactor\", \"70\"); it does not have unlogged(). Nothing"
                + " was sent.");
    execute("ALTER TABLE t SET UNLOGGED, SET (fillfactor = 70, autovacuum_enabled = false)");
    migrating(change).up();
    assertThat(options()).startsWith("u ");
  }

  @Test
  void show_whether_a_step_created_the_table() throws SQLException {
    TableDefinition table = new TableDefinition("t");
    withOptions(table);
    CreateTable operation = new CreateTable(table.table());
    PostgreSqlDialect dialect = new PostgreSqlDialect();
    try (Connection connection = database.dataSource().getConnection()) {
      Probe probe = new Probe(dialect, dialect.catalog(connection));
      Optional<String> before = probe.before(operation);

      execute("CREATE TABLE t (a INTEGER) WITH (fillfactor = 70, autovacuum_enabled = false)");
      assertThat(probe.outcome(operation, before)).isEqualTo(Probe.Result.UNKNOWN);
      execute("ALTER TABLE t SET UNLOGGED");
      assertThat(probe.outcome(operation, before)).isEqualTo(Probe.Result.APPLIED);
    }
  }

  @Test
  void come_back_with_a_dropped_table_if_previously_declares_them() throws SQLException {
    execute(
        "CREATE UNLOGGED TABLE t (a INTEGER)"
            + " WITH (autovacuum_enabled = false, fillfactor = 70)");
    Migrator migrator =
        migrating(db -> db.dropTable("t", previously(TableOptionsTest::withOptions)));

    migrator.up();
    assertThat(options()).isEmpty();
    migrator.down();

    assertThat(options()).isEqualTo(CREATED);
  }

  @Test
  void are_named_if_previously_does_not_declare_them_as_they_are() throws SQLException {
    execute("CREATE UNLOGGED TABLE t (a INTEGER) WITH (fillfactor = 80)");

    assertThatThrownBy(
            migrating(db -> db.dropTable("t", previously(t -> t.column("a", integer()))))::up)
        .hasMessageContaining(
            "its undo would not restore its storageParameter(\"fillfactor\", \"80\"), its"
                + " unlogged(). Nothing was sent. ");
    execute("ALTER TABLE t SET LOGGED");
    assertThatThrownBy(
            migrating(db -> db.dropTable("t", previously(TableOptionsTest::withOptions)))::up)
        .hasMessageContaining(
            "its undo would not restore its storageParameter(\"fillfactor\", \"80\"), that it has"
                + " no storageParameter(\"autovacuum_enabled\", \"false\"), that it has no"
                + " unlogged(). Nothing was sent. ");
    assertThat(options()).isEqualTo("p {fillfactor=80}");
  }

  private static void changed(TableOptions o) {
    o.unlogged();
    o.tablespace("pg_default");
    o.storageParameter("fillfactor", 70);
    o.defaultStorageParameter("autovacuum_enabled");
  }

  private static void unchanged(TableOptions o) {
    o.logged();
    o.tablespace("pg_default");
    o.defaultStorageParameter("fillfactor");
    o.storageParameter("autovacuum_enabled", false);
  }

  @Test
  void of_an_existing_table_change_and_change_back_and_again() throws SQLException {
    execute(
        "CREATE TABLE t (a INTEGER)" + " WITH (autovacuum_enabled = false, parallel_workers = 3)");
    Migrator migrator =
        migrating(
            db ->
                db.setTableOptions(
                    "t", TableOptionsTest::changed, previously(TableOptionsTest::unchanged)));
    SchemaSnapshot before = migrator.snapshot();

    assertThat(migrator.plan().sql())
        .containsExactly(
            "ALTER TABLE \"t\" SET (\"fillfactor\" = 70), RESET (\"autovacuum_enabled\"),"
                + " SET TABLESPACE \"pg_default\", SET UNLOGGED");
    migrator.up();
    SchemaSnapshot after = migrator.snapshot();
    assertThat(options()).isEqualTo("u {parallel_workers=3,fillfactor=70}");
    migrator.down();
    assertThat(options()).isEqualTo("p {parallel_workers=3,autovacuum_enabled=false}");
    assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
    migrator.up();
    assertThat(migrator.snapshot().differencesFrom(after)).isEmpty();
  }

  @Test
  void of_an_existing_table_are_compared_with_previously() throws SQLException {
    execute("CREATE UNLOGGED TABLE t (a INTEGER) WITH (fillfactor = 80)");

    assertThatThrownBy(
            migrating(
                    db ->
                        db.setTableOptions(
                            "t",
                            TableOptionsTest::changed,
                            previously(TableOptionsTest::unchanged)))
                ::up)
        .hasMessageContaining(
            "setTableOptions 't' – its undo would not restore its"
                + " storageParameter(\"fillfactor\", \"80\"), its unlogged(), its"
                + " defaultStorageParameter(\"autovacuum_enabled\"). Nothing was sent. ");
    assertThat(options()).isEqualTo("u {fillfactor=80}");
  }

  @Test
  void of_an_existing_table_must_be_the_same_in_previously() {
    assertThatThrownBy(
            migrating(
                    db ->
                        db.setTableOptions(
                            "t", o -> o.unlogged(), previously(o -> o.tablespace("fast"))))
                ::up)
        .hasMessageContaining(
            "setTableOptions 't' – it sets unlogged(…), and its previously(…) sets tablespace(…):"
                + " set the same options in both");
    assertThatThrownBy(migrating(db -> db.setTableOptions("t", o -> {}))::up)
        .hasMessageContaining(
            "setTableOptions 't' – it sets no option: name one, or leave the step out");
    assertThatThrownBy(
            migrating(
                    db ->
                        db.setTableOptions(
                            "t",
                            o -> {
                              o.logged();
                              o.unlogged();
                            }))
                ::up)
        .hasMessageContaining("table 't' – it has unlogged(…) twice: leave one of them out");
  }

  @Test
  void of_an_existing_table_can_move_it_to_another_log_in_the_plan_that_creates_it()
      throws SQLException {
    Migrator migrator =
        migrating(
            db -> {
              db.createTable("t", TableOptionsTest::withOptions);
              db.setTableOptions("t", o -> o.logged());
            });

    assertThat(migrator.plan().isComplete()).isTrue();
    migrator.up();
    assertThat(options()).isEqualTo("p {autovacuum_enabled=false,fillfactor=70}");
    migrator.down();
    assertThat(options()).isEmpty();
  }
}
