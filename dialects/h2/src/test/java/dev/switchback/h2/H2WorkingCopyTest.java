package dev.switchback.h2;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.CapturedLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The copies that H2 leaves when its process ends during an {@code ALTER TABLE}. A test cannot end
 * its own process: it makes tables of the names that H2 was seen to leave.
 */
class H2WorkingCopyTest {

  private static final String OF_ROOMS =
      "Table 'rooms_COPY_3_0' – H2 uses such a name for its working copy of 'rooms' during an ALTER"
          + " TABLE. An ALTER TABLE that did not complete left it. Check that 'rooms' has all of"
          + " its rows, and drop the copy. If an ALTER TABLE of 'rooms' does not end, end the"
          + " process, move the database by SCRIPT TO and RUNSCRIPT FROM to a new file, and run"
          + " again.";

  private static final String OF_USERS =
      "Table 'USERS_COPY_12_7' – H2 uses such a name for its working copy of 'USERS' during an"
          + " ALTER TABLE. An ALTER TABLE that did not complete left it. There is no table 'USERS':"
          + " the copy may have its only rows. Keep the copy, and compare its columns and rows with"
          + " those of the former 'USERS'. If they are complete, rename it to 'USERS'.";

  private FreshDatabase database;

  /** Finds no table of its second step at first. */
  public static final class M20250101000000_Rooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("doors", t -> t.column("id", integer()));
      db.execute("INSERT INTO keys VALUES (1)");
    }

    @Override
    public void down(QueryInterface db) {}
  }

  @BeforeEach
  void createDatabase() throws Exception {
    database = TestDatabase.H2.server().createDatabase();
  }

  @AfterEach
  void dropDatabase() throws Exception {
    database.close();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void leaveCopies() throws SQLException {
    execute("CREATE TABLE \"rooms\" (id INTEGER)");
    execute("CREATE TABLE \"rooms_COPY_3_0\" (id INTEGER)");
    execute("CREATE TABLE USERS_COPY_12_7 (id INTEGER)");
    execute("CREATE TABLE A_COPY_OF_1 (id INTEGER)");
    execute("CREATE TABLE _COPY_1_2 (id INTEGER)");
  }

  private Migrator migrator() {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_Rooms.class))
        .build();
  }

  @Test
  void a_resumed_migration_names_the_working_copies_and_never_drops_the_only_rows()
      throws Exception {
    assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator()::up);
    leaveCopies();
    execute("CREATE TABLE keys (id INTEGER)");

    assertThat(migrator().up().warnings()).containsExactly(OF_USERS, OF_ROOMS);
  }

  @Test
  void a_migration_that_fails_after_a_step_names_them_too() throws Exception {
    leaveCopies();

    try (CapturedLog log = new CapturedLog()) {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrator()::up)
          .satisfies(
              failure -> assertThat(failure.completed().warnings()).contains(OF_USERS, OF_ROOMS));
      assertThat(log.text()).contains("WARN", OF_USERS, OF_ROOMS);
    }
  }

  @Test
  void a_run_that_resumes_nothing_does_not_look_for_them() throws Exception {
    leaveCopies();
    execute("CREATE TABLE keys (id INTEGER)");

    assertThat(migrator().up().warnings()).isEmpty();
  }
}
