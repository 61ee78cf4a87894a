package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationListener;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.RedoReport;
import dev.switchback.Resolution;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A redo that ends between its way down and its way up: what it has reverted is not forgotten. */
public abstract class RedoContract extends DatabaseContract {

  private static final List<Class<? extends Migration>> THREE =
      List.of(
          M20250101000000_CreateRooms.class,
          M20250102000000_AddTopicToRooms.class,
          M20250103000000_CreateUsers.class);

  /** The contract on one kind of database. */
  protected RedoContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void applyThreeWithRows() throws SQLException {
    three().up();
    execute(
        "INSERT INTO %s (%s, %s, %s) VALUES (1, 'a', 'b')"
            .formatted(quote("rooms"), quote("id"), quote("name"), quote("topic")));
  }

  private Migrator three() {
    return Migrator.configure().dataSource(dataSource()).migrations(THREE).build();
  }

  private List<String> topics() throws SQLException {
    return rows("SELECT %s FROM %s".formatted(quote("topic"), quote("rooms")));
  }

  private List<String> unfinished() {
    return three().status().stream()
        .filter(migration -> migration.state() == MigrationStatus.State.UNFINISHED)
        .map(MigrationStatus::name)
        .toList();
  }

  /** As soon as {@code migration} is reverted, something is done that makes the redo fail. */
  private void fail(int steps, String way, String migration, String obstacle) {
    MigrationListener builder =
        new MigrationListener() {
          @Override
          public void afterMigration(MigrationEvent event, Outcome outcome) {
            if (event.direction() == Direction.DOWN && event.name().equals(migration)) {
              send(obstacle);
            }
          }
        };
    Migrator failing =
        Migrator.configure().dataSource(dataSource()).migrations(THREE).listener(builder).build();
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(() -> failing.redo(steps))
        .withMessageContaining("– '" + way + "' failed ");
  }

  private void send(String sql) {
    try {
      execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void failToApplyUsers(int steps) throws SQLException {
    String users = "TABLE " + quote("users");
    fail(steps, "up", SampleMigrations.USERS, "CREATE " + users + " (" + quote("n") + " INTEGER)");
    execute("DROP " + users);
  }

  @Test
  void the_same_redo_applies_what_was_reverted_and_reverts_no_other_in_its_place()
      throws Exception {
    failToApplyUsers(1);
    assertThat(unfinished()).containsExactly(SampleMigrations.USERS);

    try (CapturedLog log = new CapturedLog()) {
      RedoReport report = three().redo();

      assertThat(report.reverted().names()).isEmpty();
      assertThat(report.applied().names()).containsExactly(SampleMigrations.USERS);
      assertThat(log.text())
          .contains(
              "An earlier redo reverted '"
                  + SampleMigrations.USERS
                  + "' and did not complete. This redo completes it");
    }
    assertThat(unfinished()).isEmpty();
    assertThat(topics()).containsExactly("b");
    assertThat(three().redo().reverted().names()).containsExactly(SampleMigrations.USERS);
  }

  @Test
  void a_redo_of_several_goes_on_with_those_that_are_left() throws Exception {
    failToApplyUsers(2);
    assertThat(unfinished()).containsExactly(SampleMigrations.USERS);
    assertThat(topics()).containsOnly("null");
    execute("UPDATE %s SET %s = 'c'".formatted(quote("rooms"), quote("topic")));

    RedoReport report = three().redo(2);

    assertThat(report.reverted().names()).isEmpty();
    assertThat(report.applied().names()).containsExactly(SampleMigrations.USERS);
    assertThat(topics()).containsExactly("c");
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void a_redo_that_fails_on_its_way_down_reverts_the_rest_when_it_is_run_again() throws Exception {
    String rooms = "ALTER TABLE " + quote("rooms");
    fail(2, "down", SampleMigrations.USERS, rooms + " DROP COLUMN " + quote("topic"));
    execute(rooms + " ADD COLUMN " + quote("topic") + " VARCHAR(200)");
    execute("UPDATE %s SET %s = 'c'".formatted(quote("rooms"), quote("topic")));
    assertThat(unfinished()).contains(SampleMigrations.USERS);

    RedoReport report = three().redo(2);

    assertThat(report.reverted().names()).containsExactly(SampleMigrations.TOPIC);
    assertThat(report.applied().names())
        .containsExactly(SampleMigrations.TOPIC, SampleMigrations.USERS);
    assertThat(topics()).containsOnly("null");
    assertThat(recorded()).hasSize(3);
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void a_plain_run_up_applies_what_was_reverted() throws Exception {
    failToApplyUsers(1);

    assertThat(three().up().names()).containsExactly(SampleMigrations.USERS);

    assertThat(unfinished()).isEmpty();
    assertThat(topics()).containsExactly("b");
  }

  @Test
  void a_step_up_is_not_stopped_by_another_one_that_was_reverted() throws Exception {
    fail(
        2,
        "up",
        SampleMigrations.TOPIC,
        "ALTER TABLE %s ADD COLUMN %s INTEGER".formatted(quote("rooms"), quote("topic")));
    execute("ALTER TABLE %s DROP COLUMN %s".formatted(quote("rooms"), quote("topic")));
    assertThat(unfinished()).containsExactly(SampleMigrations.TOPIC, SampleMigrations.USERS);

    assertThat(three().up(1).names()).containsExactly(SampleMigrations.TOPIC);

    assertThat(unfinished()).containsExactly(SampleMigrations.USERS);
    assertThat(three().redo(2).applied().names()).containsExactly(SampleMigrations.USERS);
  }

  @Test
  void a_run_down_is_refused_because_it_would_revert_another_one() throws Exception {
    failToApplyUsers(1);

    assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(() -> three().down())
        .withMessage(
            "Migration '%1$s' is unfinished (up), and this run is 'down'.\nNothing was run. A redo has reverted it and has not applied it again.\nRun 'redo' or 'up' to apply it. Or leave it reverted: run 'resolve %1$s --abandon --reason TEXT'."
                .formatted(SampleMigrations.USERS));

    assertThat(topics()).containsExactly("b");
  }

  @Test
  void a_redo_whose_class_is_gone_is_refused_and_a_run_up_is_not() throws Exception {
    failToApplyUsers(1);
    Migrator two =
        migrator(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class);

    assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(two::redo)
        .withMessage(
            "Migration '%1$s' is unfinished (up), and there is no class of this name.\nNothing was run. A redo has reverted it and has not applied it again.\nRestore the class, and run 'redo' or 'up'. Or leave it reverted: run 'resolve %1$s --abandon --reason TEXT'."
                .formatted(SampleMigrations.USERS));

    assertThat(two.up().names()).isEmpty();
    assertThat(topics()).containsExactly("b");
  }

  @Test
  void what_a_redo_has_reverted_can_be_left_so() throws Exception {
    failToApplyUsers(1);

    three().resolve(SampleMigrations.USERS, Resolution.ABANDON, "it is not wanted");

    assertThat(unfinished()).isEmpty();
    assertThat(three().redo().reverted().names()).containsExactly(SampleMigrations.TOPIC);
    assertThat(three().pending())
        .extracting(MigrationStatus::name)
        .containsExactly(SampleMigrations.USERS);
  }
}
