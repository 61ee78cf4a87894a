package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.OutOfOrder;
import dev.switchback.RedoReport;
import dev.switchback.SwitchbackException;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.ScriptedMigration;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Applying, reverting and listing migrations. */
public abstract class RunContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected RunContract(TestedDatabase database) {
    super(database);
  }

  private Migrator three() {
    return migrator(
        M20250103000000_CreateUsers.class,
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class);
  }

  @Test
  void applies_every_pending_migration_oldest_first_and_records_each() throws Exception {
    MigrationReport report = three().up();

    assertThat(report.direction()).isEqualTo(Direction.UP);
    assertThat(report.names())
        .containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC, SampleMigrations.USERS);
    assertThat(recorded())
        .containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC, SampleMigrations.USERS);
    assertThat(tables()).containsExactly("rooms", "users");
    assertThat(columns("rooms")).containsOnlyKeys("id", "name", "topic");
  }

  @Test
  void applies_only_what_came_since() throws Exception {
    migrator(M20250101000000_CreateRooms.class).up();

    assertThat(three().up().names())
        .containsExactly(SampleMigrations.TOPIC, SampleMigrations.USERS);
  }

  @Test
  void applies_a_migration_that_is_older_than_the_latest_applied_one() {
    migrator(M20250103000000_CreateUsers.class).up();

    assertThat(three().up().names())
        .containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC);
  }

  @Test
  void does_nothing_when_nothing_is_pending() {
    three().up();

    MigrationReport report = three().up();

    assertThat(report.isEmpty()).isTrue();
    assertThat(report.direction()).isEqualTo(Direction.UP);
  }

  @Test
  void sends_one_statement_when_nothing_is_pending() {
    three().up();
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator migrator =
        Migrator.configure()
            .dataSource(watched)
            .migrations(
                List.of(
                    M20250101000000_CreateRooms.class,
                    M20250102000000_AddTopicToRooms.class,
                    M20250103000000_CreateUsers.class))
            .build();

    migrator.up();

    assertThat(watched.sent()).hasSize(1).first().asString().startsWith("SELECT ");
    migrator.up();
    assertThat(watched.sent()).hasSize(2);
  }

  @Test
  void reverts_and_applies_again_exactly_the_same() throws Exception {
    three().up();
    execute("INSERT INTO %s VALUES (7)".formatted(quote("users")));

    RedoReport report = three().redo(2);

    assertThat(report.reverted().direction()).isEqualTo(Direction.DOWN);
    assertThat(report.reverted().names())
        .containsExactly(SampleMigrations.USERS, SampleMigrations.TOPIC);
    assertThat(report.applied().direction()).isEqualTo(Direction.UP);
    assertThat(report.applied().names())
        .containsExactly(SampleMigrations.TOPIC, SampleMigrations.USERS);
    assertThat(recorded()).hasSize(3);
    assertThat(rows("SELECT * FROM " + quote("users"))).isEmpty();
  }

  @Test
  void does_again_nothing_but_what_was_reverted() throws Exception {
    migrator(M20250101000000_CreateRooms.class).up();

    RedoReport report = three().redo();

    assertThat(report.applied().names()).containsExactly(SampleMigrations.ROOMS);
    assertThat(three().pending())
        .extracting(MigrationStatus::name)
        .containsExactly(SampleMigrations.TOPIC, SampleMigrations.USERS);
    assertThat(three().executed())
        .extracting(MigrationStatus::name)
        .containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void does_nothing_again_if_nothing_is_applied() {
    RedoReport report = three().redo();

    assertThat(report.reverted().isEmpty() && report.applied().isEmpty()).isTrue();
  }

  @Test
  void leaves_pending_what_could_not_be_applied_again() throws Exception {
    migrating(db -> {}).up();
    Migrator failing =
        migrating(
            db -> {
              throw new IllegalStateException("not twice");
            });

    assertThatThrownBy(failing::redo)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("– 'up' failed ")
        .hasMessageContaining("not twice");
    assertThat(recorded()).isEmpty();
  }

  private MigratorBuilder withLateOne() {
    migrator(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class).up();
    return configure(
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class,
        M20250103000000_CreateUsers.class);
  }

  @Test
  void applies_a_late_migration_and_says_so() {
    MigratorBuilder builder = withLateOne();
    try (CapturedLog log = new CapturedLog()) {
      assertThat(builder.build().up().names()).containsExactly(SampleMigrations.TOPIC);

      assertThat(log.text())
          .contains(
              "INFO dev.switchback - Migration '20250102000000-add-topic-to-rooms' – it is older"
                  + " than '20250103000000-create-users', which is applied already, and is applied"
                  + " now.");
    }
  }

  @Test
  void warns_of_a_late_migration_if_it_is_told_to() {
    MigratorBuilder builder = withLateOne().outOfOrder(OutOfOrder.WARN);
    try (CapturedLog log = new CapturedLog()) {
      builder.build().up();

      assertThat(log.text()).contains("WARN dev.switchback - Migration '2025010200");
    }
  }

  @Test
  void refuses_a_late_migration_if_it_is_told_to() throws Exception {
    Migrator migrator = withLateOne().outOfOrder(OutOfOrder.REJECT).build();

    assertThatThrownBy(migrator::up)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Migration '20250102000000-add-topic-to-rooms' – it is older than"
                + " '20250103000000-create-users', which is applied already. Nothing was run. Give"
                + " it a later timestamp in the name of the class, or set outOfOrder(ALLOW).");
    assertThat(recorded()).hasSize(2);
    assertThat(columns("rooms")).doesNotContainKey("topic");
  }

  @Test
  void reverts_the_most_recent_migration_and_removes_its_record() throws Exception {
    three().up();

    MigrationReport report = three().down();

    assertThat(report.direction()).isEqualTo(Direction.DOWN);
    assertThat(report.names()).containsExactly(SampleMigrations.USERS);
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC);
    assertThat(tables()).containsExactly("rooms");
  }

  @Test
  void reverts_everything_latest_first_and_can_begin_again() throws Exception {
    three().up();

    assertThat(three().downAll().names())
        .containsExactly(SampleMigrations.USERS, SampleMigrations.TOPIC, SampleMigrations.ROOMS);
    assertThat(tables()).isEmpty();
    assertThat(recorded()).isEmpty();
    assertThat(three().up().names()).hasSize(3);
  }

  @Test
  void reverts_nothing_when_nothing_is_applied() {
    assertThat(three().down().isEmpty()).isTrue();
    assertThat(three().downAll().isEmpty()).isTrue();
  }

  @Test
  void takes_as_many_steps_as_asked() throws Exception {
    assertThat(three().up(2).names())
        .containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC);
    assertThat(three().up(5).names()).containsExactly(SampleMigrations.USERS);
    assertThat(three().down(2).names())
        .containsExactly(SampleMigrations.USERS, SampleMigrations.TOPIC);
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void goes_up_and_down_to_a_target_and_includes_it() throws Exception {
    assertThat(three().upTo(SampleMigrations.TOPIC).names())
        .containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC);
    three().up();
    assertThat(three().downTo(SampleMigrations.TOPIC).names())
        .containsExactly(SampleMigrations.USERS, SampleMigrations.TOPIC);
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void refuses_a_target_that_does_not_exist_and_names_the_nearest() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> three().upTo("20250102000000-add-topic"))
        .withMessage(
            "Migration '20250102000000-add-topic' – no migration has this name. Nothing was run."
                + " The closest name is '"
                + SampleMigrations.TOPIC
                + "'.");
  }

  @Test
  void takes_a_class_a_time_or_a_description_for_the_name_of_a_target() throws Exception {
    List<String> names =
        List.of(
            "M20250102000000_AddTopicToRooms",
            "dev.switchback.tck.contract.SampleMigrations$M20250102000000_AddTopicToRooms",
            "M20250102000000_AddTopicToRooms.java",
            "src/main/java/com/acme/M20250102000000_AddTopicToRooms.java",
            "C:\\acme\\M20250102000000_AddTopicToRooms.class",
            "20250102000000",
            "2025-01-02T00:00:00",
            "2025-01-02 00:00:00Z",
            "add-topic-to-rooms",
            "AddTopicToRooms",
            "add_topic_to_rooms",
            "Add topic to rooms",
            "20250102000000_add_topic_to_rooms",
            " 20250102000000-ADD-TOPIC-TO-ROOMS ");
    for (String name : names) {
      assertThat(three().upTo(name).names())
          .as(name)
          .containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC);
      assertThat(three().downTo(name).names()).as(name).containsExactly(SampleMigrations.TOPIC);
      three().down();
    }
    assertThat(recorded()).isEmpty();
  }

  @Test
  void names_the_migration_that_is_written_most_like_the_target() {
    for (String name :
        List.of("add-topics-to-rooms", "AddTopicToRoom", "M20250102000001_AddTopicToRooms")) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> three().upTo(name))
          .withMessage(
              "Migration '%s' – no migration has this name. Nothing was run. The closest name is '%s'."
                  .formatted(name, SampleMigrations.TOPIC));
    }
  }

  @Test
  void refuses_a_description_that_two_migrations_have() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                migrator(
                        TwoOfOneName.M20250101000000_Rooms.class,
                        TwoOfOneName.M20250102000000_Rooms.class)
                    .upTo("rooms"))
        .withMessage(
            "Migration 'rooms' – the name is ambiguous: it may be any of '20250101000000-rooms',"
                + " '20250102000000-rooms'. Nothing was run. Give the whole name.");
  }

  /** Two migrations whose descriptions are the same. */
  static final class TwoOfOneName {

    private TwoOfOneName() {}

    /** Never run. */
    public static final class M20250101000000_Rooms extends ScriptedMigration {
      public M20250101000000_Rooms() {
        super(db -> {});
      }
    }

    /** Never run. */
    public static final class M20250102000000_Rooms extends ScriptedMigration {
      public M20250102000000_Rooms() {
        super(db -> {});
      }
    }
  }

  @Test
  void refuses_to_go_down_to_a_migration_that_is_not_applied_while_a_later_one_is() {
    migrator(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class).up();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> three().downTo(SampleMigrations.TOPIC))
        .withMessage(
            "Migration '%s' – it is not applied, so 'down' cannot stop at it. '%s' after it is applied. Nothing was run. Name an applied migration."
                .formatted(SampleMigrations.TOPIC, SampleMigrations.USERS));
  }

  /** As after a process that died when it had reverted the last one. */
  @Test
  void has_nothing_to_do_where_all_is_reverted_down_to_the_target() throws Exception {
    three().up();
    three().downTo(SampleMigrations.TOPIC);

    assertThat(three().downTo(SampleMigrations.TOPIC).isEmpty()).isTrue();
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void refuses_a_target_without_a_name() throws Exception {
    three().up();

    for (String target : new String[] {null, "", " "}) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> three().downTo(target))
          .withMessage(
              "Target – no name was given. Nothing was run. Give the name of a migration as"
                  + " 'status' shows it.");
    }
    assertThat(recorded()).hasSize(3);
  }

  @Test
  void refuses_to_go_down_to_a_target_that_does_not_exist() {
    three().up();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> three().downTo("20250104000000-create-user"))
        .withMessage(
            "Migration '20250104000000-create-user' – no migration has this name. Nothing was run. The closest name is '%s'."
                .formatted(SampleMigrations.USERS));
  }

  @Test
  void applies_nothing_up_to_a_target_that_is_applied() {
    three().up();

    assertThat(three().upTo(SampleMigrations.TOPIC).isEmpty()).isTrue();
  }

  @Test
  void refuses_steps_below_one() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> three().up(0))
        .withMessage("Steps '0' – the number must be 1 or more. Nothing was run.");
  }

  @Test
  void shows_where_every_migration_stands_and_writes_nothing() throws Exception {
    assertThat(three().status())
        .extracting(MigrationStatus::state)
        .containsOnly(MigrationStatus.State.PENDING)
        .hasSize(3);
    assertThat(rows("SELECT 1")).as("the database is reachable").hasSize(1);
    migrator(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class).up();

    List<MigrationStatus> status =
        migrator(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class).status();

    assertThat(status)
        .extracting(MigrationStatus::toString)
        .containsExactly(
            "applied     " + SampleMigrations.ROOMS,
            "pending     " + SampleMigrations.TOPIC,
            "missing     " + SampleMigrations.USERS);
    assertThat(status.get(0).appliedAt().orElseThrow())
        .isBetween(
            Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
    assertThat(status.get(1).appliedAt()).isEmpty();
  }

  @Test
  void goes_on_with_the_others_when_a_recorded_migration_has_no_class() throws Exception {
    migrator(M20250101000000_CreateRooms.class).up();
    Migrator without = migrator(M20250103000000_CreateUsers.class);

    assertThat(without.up().names()).containsExactly(SampleMigrations.USERS);
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS, SampleMigrations.USERS);
  }

  @Test
  void refuses_to_revert_a_recorded_migration_without_a_class_before_reverting_others()
      throws Exception {
    migrator(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class).up();
    Migrator without = migrator(M20250103000000_CreateUsers.class);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(without::downAll)
        .withMessage(
            "Migration '"
                + SampleMigrations.ROOMS
                + "' – it is recorded as applied, but has no class, so that it cannot be reverted."
                + " Nothing was run. Restore the class. If it is gone for good, run 'forget "
                + SampleMigrations.ROOMS
                + " --reason TEXT': its changes stay in the schema.");
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS, SampleMigrations.USERS);
    assertThat(tables()).containsExactly("rooms", "users");
  }

  @Test
  void keeps_two_histories_apart_by_their_prefixes() throws Exception {
    three().up();
    Migrator library =
        configure(M20250601000000_Scripted.class)
            .tablePrefix("acme")
            .factory(type -> new M20250601000000_Scripted(db -> {}, db -> {}))
            .build();

    assertThat(library.up().names()).containsExactly("20250601000000-scripted");
    assertThat(rows("SELECT %s FROM %s".formatted(quote("name"), quote("acme_meta"))))
        .containsExactly("20250601000000-scripted");
    assertThat(three().up().isEmpty()).isTrue();
  }

  @Test
  void works_in_the_schema_that_it_is_told_and_leaves_the_connection_as_it_was() throws Exception {
    try (OtherSchema other = new OtherSchema(this)) {
      try (Connection connection = dataSource().getConnection()) {
        Migrator migrator =
            Migrator.configure()
                .dataSource(new SameConnection(connection, dataSource()))
                .migrations(List.of(M20250101000000_CreateRooms.class))
                .schema(other.name())
                .build();
        String before = currentSchema(connection);

        assertThat(migrator.up().names()).hasSize(1);
        assertThat(migrator.up().names()).isEmpty();

        assertThat(currentSchema(connection)).isEqualTo(before);
      }
      assertThat(tables()).isEmpty();
      String qualified = other.table("rooms");
      assertThat(rows("SELECT COUNT(*) FROM " + qualified)).containsExactly("0");
    }
  }

  @Test
  void finds_the_session_as_it_was_after_a_migration_has_changed_it() throws Exception {
    try (OtherSchema other = new OtherSchema(this);
        Connection connection = dataSource().getConnection()) {
      String change =
          switch (engine()) {
            case H2 -> "SET SCHEMA " + quote(other.name());
            case POSTGRESQL -> "SELECT set_config('search_path', '', false)";
            case MARIADB, MYSQL -> "USE " + quote(other.name());
          };
      String before = currentSchema(connection);
      Migrator migrator =
          Migrator.configure()
              .dataSource(new SameConnection(connection, dataSource()))
              .migrations(
                  List.of(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class))
              .factory(
                  type ->
                      type == M20250101000000_CreateRooms.class
                          ? new M20250601000000_Scripted(db -> db.execute(change), db -> {})
                          : new M20250103000000_CreateUsers())
              .build();

      migrator.up();

      assertThat(recorded()).containsExactly(SampleMigrations.ROOMS, SampleMigrations.USERS);
      assertThat(tables()).containsExactly("users");
      assertThat(currentSchema(connection)).isEqualTo(before);
    }
  }

  @Test
  void refuses_a_schema_that_does_not_exist_and_names_it() {
    Migrator migrator = configure(M20250101000000_CreateRooms.class).schema("nowhere").build();

    for (Runnable call : List.<Runnable>of(migrator::up, migrator::status)) {
      assertThatExceptionOfType(SwitchbackException.class)
          .isThrownBy(call::run)
          .withMessageContaining("nowhere")
          .withMessageContaining("or set another by schema(…).");
    }
  }

  private String currentSchema(Connection connection) throws SQLException {
    return dialect().sessions().currentSchema(connection).orElse("");
  }

  @Test
  void gives_a_connection_back_as_it_was() throws Exception {
    try (Connection connection = dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Migrator migrator =
          Migrator.configure()
              .dataSource(new SameConnection(connection, dataSource()))
              .migrations(List.of(M20250101000000_CreateRooms.class))
              .build();

      migrator.up();
      assertThat(connection.getAutoCommit()).isFalse();
      migrator.up();
      assertThat(connection.getAutoCommit()).isFalse();
      migrator.status();
      assertThat(connection.getAutoCommit()).isFalse();
      connection.rollback();
    }
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  /**
   * The path of {@code createTable}, which docs/architecture.md describes. The migration's own
   * frame is not counted.
   */
  @Test
  void takes_at_most_14_frames_in_7_files_from_up_to_the_driver() throws Exception {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    List<StackTraceElement> frames = new ArrayList<>();
    watched.onSend(
        sql -> {
          if (sql.startsWith("CREATE TABLE") && sql.contains("rooms")) {
            frames.addAll(List.of(new Throwable().getStackTrace()));
          }
        });

    configure(M20250101000000_CreateRooms.class).dataSource(watched).build().up();

    List<StackTraceElement> own =
        frames.stream()
            .filter(frame -> frame.getClassName().startsWith("dev.switchback."))
            .filter(frame -> !frame.getClassName().startsWith("dev.switchback.tck."))
            .toList();
    assertThat(own).hasSizeBetween(1, 14);
    assertThat(own.stream().map(StackTraceElement::getFileName).distinct()).hasSizeBetween(1, 7);
  }
}
