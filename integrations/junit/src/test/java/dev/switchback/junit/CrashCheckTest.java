package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.switchback.Migration;
import dev.switchback.MigrationListener;
import dev.switchback.Migrator;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrashCheckTest {

  private static Map<String, String> results(
      TestDatabase kind, String since, List<Class<? extends Migration>> migrations)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      return Tests.results(
          MigrationChecks.on(database.dataSource())
              .migrations(migrations)
              .since(since)
              .crashAtEveryStep());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void passes_if_each_run_is_resumed(TestDatabase kind) throws SQLException {
    assertThat(
            results(
                kind,
                "20260102",
                List.of(
                    Rooms.M20260101000000_CreateRooms.class,
                    Rooms.M20260114000000_OtherKeys.class)))
        .containsExactly(entry("20260114000000-other-keys", "passed"));
  }

  @Test
  void passes_if_a_run_of_an_irreversible_migration_is_resumed() throws SQLException {
    assertThat(
            results(
                TestDatabase.H2,
                "20260104",
                List.of(
                    Rooms.M20260101000000_CreateRooms.class,
                    Rooms.M20260104000000_Irreversible.class)))
        .containsExactly(entry("20260104000000-irreversible", "passed"));
  }

  @Test
  void names_the_step_of_a_run_that_cannot_be_resumed() throws SQLException {
    Map<String, String> results =
        results(
            TestDatabase.H2,
            "20260113",
            List.of(
                Rooms.M20260113000000_CannotBeSettled.class,
                Rooms.M20260114000000_OtherKeys.class));

    assertThat(results.get("20260113000000-cannot-be-settled"))
        .matches(
            "(?s)failed: Migration '20260113000000-cannot-be-settled' – a run up died after round"
                + " trip \\d+, in step 1 \\(withConnection\\), and the next run did not resume it:"
                + " Migration '20260113000000-cannot-be-settled' cannot be resumed: .*");
    assertThat(results).containsEntry("20260114000000-other-keys", "passed");
  }

  /** Adds a row whenever a run continues after the first step. */
  private static final class Sabotage implements MigrationListener {

    private final DataSource database;
    private boolean isResumed = true;

    Sabotage(DataSource database) {
      this.database = database;
    }

    @Override
    public void beforeMigration(MigrationEvent migration) {
      isResumed = true;
    }

    @Override
    public void beforeStep(StepEvent step) {
      if (step.ordinal() == 1) {
        isResumed = false;
      } else if (isResumed) {
        try (Connection connection = database.getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("INSERT INTO visits VALUES (RANDOM_UUID(), 'Galle')");
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @Test
  void names_the_step_and_the_difference_if_a_resumed_run_has_another_result() throws SQLException {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
      Map<String, String> results =
          Tests.results(
              MigrationChecks.on(database.dataSource())
                  .migrations(List.of(Rooms.M20260114000000_OtherKeys.class))
                  .configured(builder -> builder.listener(new Sabotage(database.dataSource())))
                  .crashAtEveryStep());

      assertThat(results.get("20260114000000-other-keys"))
          .matches(
              """
              failed: Migration '20260114000000-other-keys' – a run up died after round trip \\d+, in step 1 \\(createTable 'visits'\\), and was resumed\\. The database differs from that after an undisturbed run, which was expected\\.
                values of 'PLACE' in 'VISITS': rows expected 1, found 2\
              """);
    }
  }

  @Test
  void rows_are_compared_without_their_values_in_the_message() throws SQLException {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE rooms (id INTEGER, name VARCHAR(20))");
      statement.execute("INSERT INTO rooms VALUES (1, 'Lobby'), (2, NULL)");
      Migrator migrator =
          Migrator.configure().dataSource(database.dataSource()).migrations(Rooms.GOOD).build();
      Contents before = Contents.of(migrator.snapshot(), connection, "PUBLIC");
      statement.execute("UPDATE rooms SET name = 'Kitchen' WHERE id = 1");
      Contents updated = Contents.of(migrator.snapshot(), connection, "PUBLIC");
      statement.execute("DELETE FROM rooms WHERE id = 2");
      Contents deleted = Contents.of(migrator.snapshot(), connection, "PUBLIC");

      assertThat(updated.differencesFrom(before, Set.of()))
          .containsExactly("values of 'NAME' in 'ROOMS': other values in 2 rows");
      assertThat(updated.differencesFrom(before, updated.varying(before))).isEmpty();
      assertThat(deleted.differencesFrom(before, Set.of()))
          .containsExactly(
              "values of 'ID' in 'ROOMS': rows expected 2, found 1",
              "values of 'NAME' in 'ROOMS': rows expected 2, found 1");
    }
  }

  @Test
  void reports_a_migration_that_fails_without_a_death() throws SQLException {
    assertThat(
            results(
                TestDatabase.H2,
                "20260112",
                List.of(
                    Rooms.M20260101000000_CreateRooms.class,
                    Rooms.M20260112000000_AddsTwice.class)))
        .hasEntrySatisfying(
            "20260112000000-adds-twice",
            result ->
                assertThat(result).startsWith("failed: Migration '20260112000000-adds-twice'"));
  }

  @Test
  void a_process_dies_after_the_server_has_answered_the_chosen_round_trip() throws SQLException {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase();
        Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      List<String> deaths = new ArrayList<>();
      for (int trip = 0; trip < 4; trip++) {
        DyingDataSource process =
            new DyingDataSource(database.dataSource(), trip, () -> deaths.add("dead"));
        int created = trip;
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> create(process, created))
            .withMessage("the process is dead")
            .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("08006"));
        assertThat(process.isDead()).isTrue();
      }

      assertThat(deaths).hasSize(4);
      assertThat(statement.execute("SELECT * FROM created_2, created_3")).isTrue();
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute("SELECT * FROM created_1"));
    }
  }

  private static void create(DyingDataSource process, int number) throws SQLException {
    try (Connection connection = process.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("CREATE TABLE created_" + number + " (id INTEGER)");
      connection.commit();
      throw new AssertionError("it lives");
    }
  }
}
