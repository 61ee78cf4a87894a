package dev.switchback.postgresql;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A schema change holds its locks until the commit, so the report of a self-deadlock names it. */
@Timeout(300)
class SelfDeadlockTest {

  static final class M20250101000000_Waiting extends ScriptedMigration {
    M20250101000000_Waiting(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  @Test
  void names_the_step_that_renamed_the_table() throws Exception {
    requireReport(db -> db.renameTable("mine", "ours"), "renameTable 'mine' to 'ours'");
  }

  @Test
  void names_the_step_that_dropped_the_table() throws Exception {
    requireReport(db -> db.dropTable("mine"), "dropTable 'mine'");
  }

  @Test
  void names_the_step_whose_foreign_key_refers_to_the_table() throws Exception {
    requireReport(
        db -> db.createTable("parts", t -> t.column("mine_id", integer().references("mine", "id"))),
        "createTable 'parts'");
  }

  private static void requireReport(Consumer<QueryInterface> step, String description)
      throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      DataSource source = database.dataSource();
      execute(source, "CREATE TABLE mine (id integer PRIMARY KEY)");
      Consumer<QueryInterface> body =
          db -> {
            step.accept(db);
            execute(source, "DELETE FROM mine");
          };

      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(
              Migrator.configure()
                      .dataSource(source)
                      .migrations(List.of(M20250101000000_Waiting.class))
                      .factory(type -> new M20250101000000_Waiting(body))
                      .leaseTimeout(Duration.ofSeconds(3))
                      .statementLockTimeout(Duration.ofSeconds(1), 5)
                      .build()
                  ::up)
          .withMessageContaining("Cause: the migration waits for its own run")
          .withMessageContaining("that this run holds since step 1 (" + description + ")");
    }
  }

  private static void execute(DataSource source, String sql) {
    try (Connection own = source.getConnection();
        Statement statement = own.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
