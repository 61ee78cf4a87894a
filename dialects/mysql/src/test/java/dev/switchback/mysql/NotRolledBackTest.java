package dev.switchback.mysql;

import static dev.switchback.schema.DataTypes.integer;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables without transactions: an error says that their changes remain. */
class NotRolledBackTest {

  private static final String REMAIN =
      " Changes of tables that have no transactions remain, as %s reports. Undo them by hand first,"
          + " or change the class so that it expects them.";

  /** A migration that does what a test says. */
  static final class M20250101000000_Step extends ScriptedMigration {
    M20250101000000_Step(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  private static Migrator migrator(FreshDatabase database, Consumer<QueryInterface> body) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_Step.class))
        .factory(type -> new M20250101000000_Step(body))
        .statementLockTimeout(Duration.ofSeconds(1), 2)
        .build();
  }

  private static void run(FreshDatabase database, String... statements) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static int count(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static final Map<String, Consumer<QueryInterface>> WRITERS = writers();

  private static Map<String, Consumer<QueryInterface>> writers() {
    Map<String, Consumer<QueryInterface>> all = new LinkedHashMap<>();
    all.put("raw SQL", db -> db.execute("INSERT INTO t VALUES (1)"));
    all.put("acknowledged", db -> db.acknowledged("small").bulkInsert("t", row("id", 1)));
    all.put("a view", db -> db.bulkInsert("v", row("id", 1)));
    all.put("a trigger", db -> db.bulkInsert("i", row("id", 1)));
    return all;
  }

  @TestFactory
  List<DynamicTest> says_that_changes_remain() {
    return List.of(TestDatabase.MYSQL, TestDatabase.MARIADB).stream()
        .flatMap(
            kind ->
                WRITERS.entrySet().stream()
                    .map(
                        writer ->
                            DynamicTest.dynamicTest(
                                kind + " " + writer.getKey(),
                                () -> saysThatChangesRemain(kind, writer.getValue()))))
        .toList();
  }

  private static void saysThatChangesRemain(TestDatabase kind, Consumer<QueryInterface> writer)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      run(
          database,
          "CREATE TABLE t (id INT) ENGINE = MyISAM",
          "CREATE TABLE i (id INT)",
          "CREATE VIEW v AS SELECT id FROM t",
          "CREATE TRIGGER tr AFTER INSERT ON i FOR EACH ROW INSERT INTO t VALUES (NEW.id)");
      if (writer.equals(WRITERS.get("a trigger")) && refusesMixedStatements(database)) {
        assertThatThrownBy(() -> failing(database, writer).up())
            .hasMessageContaining("Statement violates GTID consistency");
        assertThat(count(database)).isZero();
        return;
      }
      assertThatThrownBy(() -> failing(database, writer).up())
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(REMAIN.formatted(kind.dialectName()))
          .hasMessageNotContaining("none of its changes remain");
      assertThat(count(database)).isEqualTo(1);
      assertThatThrownBy(
              () ->
                  failing(
                          database,
                          db -> {
                            db.createTable("rooms", t -> t.column("id", integer()));
                            writer.accept(db);
                          })
                      .up())
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(REMAIN.formatted(kind.dialectName()));
    }
  }

  /** Returns whether the server refuses a statement that changes both kinds of tables. */
  private static boolean refusesMixedStatements(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW VARIABLES LIKE 'enforce_gtid_consistency'")) {
      return row.next() && row.getString(2).equals("ON");
    }
  }

  private static Migrator failing(FreshDatabase database, Consumer<QueryInterface> writer) {
    return migrator(
        database,
        db -> {
          writer.accept(db);
          throw new IllegalStateException("boom");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_rollback_of_tables_with_transactions_leaves_nothing(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      run(database, "CREATE TABLE t (id INT) ENGINE = InnoDB");
      assertThatThrownBy(() -> failing(database, WRITERS.get("raw SQL")).up())
          .hasMessageContaining(
              kind.dialectName() + " rolled back the migration: none of its changes remain.");
      assertThat(count(database)).isZero();
    }
  }

  /** A second attempt would write the rows a second time. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void does_not_try_again_after_a_lock_wait(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase();
        Connection other = database.dataSource().getConnection();
        Statement holder = other.createStatement()) {
      run(
          database,
          "CREATE TABLE t (id INT) ENGINE = MyISAM",
          "CREATE TABLE i (id INT)",
          "INSERT INTO i VALUES (1)");
      other.setAutoCommit(false);
      holder.executeUpdate("UPDATE i SET id = 2");
      Migrator migrator =
          migrator(
              database,
              db -> {
                db.execute("SET SESSION innodb_lock_wait_timeout = 1");
                db.acknowledged("small").bulkInsert("t", row("id", 1));
                db.execute("UPDATE i SET id = 3");
              });
      assertThatThrownBy(migrator::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(REMAIN.formatted(kind.dialectName()));
      assertThat(count(database)).isEqualTo(1);
      other.rollback();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_rows_after_raw_sql_has_changed_the_engine(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      run(database, "CREATE TABLE t (id INT) ENGINE = InnoDB");
      Migrator migrator =
          migrator(
              database,
              db -> {
                db.bulkInsert("t", row("id", 1));
                db.execute("ALTER TABLE t ENGINE = MyISAM");
                db.bulkInsert("t", row("id", 2));
              });
      assertThatThrownBy(migrator::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining("because its engine MyISAM has no transactions. Nothing was sent.");
      assertThat(count(database)).isEqualTo(1);
    }
  }
}
