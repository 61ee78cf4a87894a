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
import dev.switchback.schema.TableDefinition;
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
}
