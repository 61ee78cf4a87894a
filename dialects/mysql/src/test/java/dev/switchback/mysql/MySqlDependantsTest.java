package dev.switchback.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What names a table in its text: triggers of other tables, routines, events, views elsewhere. */
class MySqlDependantsTest {

  private static final List<Consumer<QueryInterface>> TAKING =
      List.of(
          db -> db.dropTable("log"),
          db -> db.renameTable("log", "logs"),
          db -> db.removeColumn("log", "w"),
          db -> db.renameColumn("log", "w", "x"));

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

  private static void assertBreaks(
      FreshDatabase database, String dependants, Consumer<QueryInterface> step) {
    assertThat(migrator(database, step).plan().isRefused()).isTrue();
    assertThatThrownBy(() -> migrator(database, step).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(" – it would break " + dependants + ", and the database would not");
  }

  private static void assertTaken(FreshDatabase database, Consumer<QueryInterface> step) {
    Migrator migrator = migrator(database, step);
    assertThat(migrator.plan().isRefused()).isFalse();
    assertThat(migrator.up().names()).hasSize(1);
    migrator.down();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_table_that_a_trigger_of_another_table_writes_stays(TestDatabase kind) throws SQLException {
    for (String trigger :
        List.of(
            "INSERT INTO log (n, w) VALUES (NEW.id, 1)",
            "INSERT INTO `log` SELECT NEW.id, 1 FROM DUAL",
            "UPDATE log SET w = w + 1",
            "BEGIN DELETE l FROM a AS x, Log AS l WHERE l.`w` = NEW.id; END")) {
      try (FreshDatabase database = kind.server().createDatabase()) {
        run(
            database,
            "CREATE TABLE a (id INT, w INT)",
            "CREATE TABLE log (n INT, w INT)",
            "CREATE TRIGGER tr AFTER INSERT ON a FOR EACH ROW " + trigger);
        for (Consumer<QueryInterface> step : TAKING) {
          boolean renamesUnnamed =
              trigger.contains("SELECT NEW.id") && step == TAKING.get(TAKING.size() - 1);
          if (renamesUnnamed) {
            assertTaken(database, step);
          } else {
            assertBreaks(database, "trigger 'tr'", step);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_trigger_that_only_seems_to_name_it_is_no_hindrance(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      run(
          database,
          "CREATE TABLE a (id INT, w INT, log INT)",
          "CREATE TABLE logs (n INT, w INT, v INT)",
          "CREATE TABLE log (n INT, w INT, v INT)",
          "CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW BEGIN /* INTO log */"
              + " SET NEW.log = NEW.w + LENGTH('UPDATE log SET w');"
              + " INSERT INTO logs (n, w) VALUES (1, 1);"
              + " INSERT INTO log (n) VALUES (NEW.w); END",
          "CREATE TRIGGER own BEFORE INSERT ON log FOR EACH ROW SET NEW.n = 1");
      assertTaken(database, db -> db.removeColumn("log", "v"));
      run(database, "DROP TRIGGER tr");
      assertTaken(database, db -> db.renameColumn("log", "w", "x"));
      assertTaken(database, db -> db.dropTable("log"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_table_that_a_routine_or_an_event_names_stays(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      run(
          database,
          "CREATE TABLE log (n INT, w INT)",
          "CREATE FUNCTION most() RETURNS INT READS SQL DATA RETURN (SELECT MAX(w) FROM log)",
          "CREATE PROCEDURE fill() INSERT INTO log VALUES (1, 2)",
          "CREATE EVENT tidy ON SCHEDULE EVERY 1 YEAR DISABLE DO DELETE FROM log WHERE w = 1");
      for (Consumer<QueryInterface> step : TAKING.subList(0, 3)) {
        assertBreaks(database, "event 'tidy', function 'most', procedure 'fill'", step);
      }
      assertBreaks(database, "event 'tidy', function 'most'", TAKING.get(3));
      assertTaken(database, db -> db.acknowledged("they change too").renameColumn("log", "w", "x"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_table_that_a_view_of_another_database_uses_stays(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase();
        FreshDatabase other = kind.server().createDatabase()) {
      run(database, "CREATE TABLE log (n INT, w INT, v INT)");
      run(other, "CREATE VIEW seen AS SELECT w FROM `%s`.log".formatted(database.name()));
      for (Consumer<QueryInterface> step : TAKING) {
        assertBreaks(database, "view '%s.seen'".formatted(other.name()), step);
      }
      assertTaken(database, db -> db.removeColumn("log", "v"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_schema_that_views_and_routines_name_stays(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      String other = database.name() + "_other";
      run(
          database,
          "CREATE DATABASE `%s`".formatted(other),
          "CREATE TABLE `%s`.log (n INT)".formatted(other),
          "CREATE VIEW seen AS SELECT n FROM `%s`.log".formatted(other),
          "CREATE PROCEDURE fill() INSERT INTO %s.log VALUES (1)".formatted(other));
      assertBreaks(database, "procedure 'fill', view 'seen'", db -> db.dropSchemaCascade(other));
      assertTaken(
          database, db -> db.acknowledged("they are dropped next").dropSchemaCascade(other));
    }
  }
}
