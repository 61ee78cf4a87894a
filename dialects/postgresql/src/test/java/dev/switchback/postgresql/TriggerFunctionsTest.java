package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Triggers whose functions use another table, or their own. */
class TriggerFunctionsTest {

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

  static final class M20250102000000_Second extends ScriptedMigration {
    M20250102000000_Second(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  private Migrator migrating(Consumer<QueryInterface> change) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_First.class, M20250102000000_Second.class))
        .factory(
            type ->
                type == M20250101000000_First.class
                    ? new M20250101000000_First(TriggerFunctionsTest::audited)
                    : new M20250102000000_Second(change))
        .build();
  }

  private static void audited(QueryInterface db) {
    db.execute("CREATE TABLE a (id int); CREATE TABLE catalog (id int); CREATE TABLE own (id int)");
    db.execute("CREATE TABLE log (n int, w int, x int)");
    db.execute(
        "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE own int; BEGIN"
            + " own := NEW.id; INSERT INTO public.log (n, w) VALUES (own, 1); RETURN NEW; END $$");
    db.execute(
        "CREATE TRIGGER audit AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION noted();"
            + " CREATE TRIGGER itself AFTER INSERT ON log FOR EACH ROW EXECUTE FUNCTION noted()");
  }

  private void isRefused(Consumer<QueryInterface> change, String triggers) {
    Migrator migrator = migrating(change);
    migrator.up(1);
    assertThat(migrator.plan().isRefused()).isTrue();
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining(" – it would break " + triggers + ", and the database would not");
  }

  @Test
  void refuse_what_takes_away_a_table_or_column_that_they_use() {
    isRefused(db -> db.renameTable("log", "logs"), "trigger 'audit', trigger 'itself'");
  }

  @Test
  void of_the_table_itself_go_with_it() {
    isRefused(db -> db.dropTable("log"), "trigger 'audit'");
  }

  @Test
  void name_the_columns_that_they_use() {
    isRefused(db -> db.removeColumn("log", "w"), "trigger 'audit', trigger 'itself'");
  }

  @Test
  void name_the_columns_that_get_another_name() {
    isRefused(db -> db.renameColumn("log", "w", "v"), "trigger 'audit', trigger 'itself'");
  }

  @Test
  void are_not_broken_by_other_changes() {
    migrating(
            db -> {
              db.removeColumn("log", "x");
              db.dropTable("catalog");
              db.renameTable("own", "owned");
              db.acknowledged("the function is replaced below").renameTable("log", "logs");
            })
        .up();
  }
}
