package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.LockTimeoutException;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.Resolution;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.ScriptedMigration;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An applied migration whose class is gone for good is deleted from the schema history. */
public abstract class ForgetContract extends DatabaseContract {

  private static final String ROOMS = SampleMigrations.ROOMS;
  private static final String TOPIC = SampleMigrations.TOPIC;
  private static final String USERS = SampleMigrations.USERS;

  /** The contract on one kind of database. */
  protected ForgetContract(TestedDatabase database) {
    super(database);
  }

  private Migrator three() {
    return migrator(
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class,
        M20250103000000_CreateUsers.class);
  }

  private Migrator withoutTopic() {
    return migrator(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class);
  }

  /** The schema history, with all that is recorded of each migration. */
  private List<String> history() throws SQLException {
    return rows("SELECT * FROM %s ORDER BY 1".formatted(quote("switchback_meta")));
  }

  @Test
  void the_entry_of_a_missing_class_is_deleted_and_nothing_else_changes() throws Exception {
    three().up();
    List<String> others = history();
    others.remove(1);
    RecordingDataSource watched = new RecordingDataSource(dataSource());

    try (CapturedLog log = new CapturedLog()) {
      Migrator migrator =
          configure(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class)
              .dataSource(watched)
              .build();
      assertThat(migrator.forget(TOPIC, "its branch was dropped")).isEqualTo(TOPIC);
      assertThat(log.text())
          .contains(
              "Deleted '"
                  + TOPIC
                  + "' from the schema history. Its changes stay. its branch was dropped");
    }

    assertThat(watched.sentByThisThread())
        .noneMatch(sql -> sql.contains("rooms") || sql.contains("users"));
    assertThat(history()).isEqualTo(others);
    assertThat(columns("rooms")).containsKey("topic");
    assertThat(withoutTopic().status())
        .extracting(MigrationStatus::toString)
        .containsExactly("applied     " + ROOMS, "applied     " + USERS);
    assertThat(withoutTopic().verify().isClean()).isTrue();
    assertThat(withoutTopic().up().warnings()).isEmpty();
    withoutTopic().downAll();
    assertThat(tables()).isEmpty();
  }

  @Test
  void a_class_that_comes_back_is_pending_and_is_applied_again() throws Exception {
    three().up();
    withoutTopic().forget(TOPIC, "gone");

    assertThat(three().pending()).extracting(MigrationStatus::name).containsExactly(TOPIC);
    assertThatThrownBy(three()::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("addColumn 'topic' on 'rooms'");
    execute("ALTER TABLE %s DROP COLUMN %s".formatted(quote("rooms"), quote("topic")));
    assertThat(three().up().names()).containsExactly(TOPIC);
    assertThat(recorded()).containsExactly(ROOMS, TOPIC, USERS);
  }

  @Test
  void takes_a_class_a_time_or_a_description_for_the_name() throws Exception {
    for (String name :
        List.of(
            "M20250102000000_AddTopicToRooms",
            "src/main/java/com/acme/M20250102000000_AddTopicToRooms.java",
            "2025-01-02 00:00:00Z",
            "add-topic-to-rooms",
            " 20250102000000-ADD-TOPIC-TO-ROOMS ")) {
      three().up();
      assertThat(withoutTopic().forget(name, "gone")).as(name).isEqualTo(TOPIC);
      execute("ALTER TABLE %s DROP COLUMN %s".formatted(quote("rooms"), quote("topic")));
    }
  }

  @Test
  void what_cannot_be_forgotten_is_refused_and_stays_as_it_is() throws Exception {
    Migrator withPending = migrator(M20250103000000_CreateUsers.class);
    migrator(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class).up();
    List<String> before = history();

    assertRefused(
        three(),
        TOPIC,
        "Migration '%s' cannot be forgotten – its class exists: %s. Nothing was changed. To revert it, run 'down'."
            .formatted(TOPIC, M20250102000000_AddTopicToRooms.class.getName()));
    assertRefused(
        withPending,
        USERS,
        "Migration '"
            + USERS
            + "' cannot be forgotten – it is not recorded as applied. Nothing was changed."
            + " 'status' shows the applied migrations.");
    assertRefused(
        withPending,
        "20250102000000-add-topic-to-room",
        "Migration '20250102000000-add-topic-to-room' – no migration has this name. Nothing was"
            + " changed. The closest name is '"
            + TOPIC
            + "'.");
    assertRefused(
        withPending, " ", "forget – the name of the migration is missing. Nothing was changed.");
    for (String reason : List.of("", " ", "x".repeat(10_000))) {
      assertThatThrownBy(() -> withPending.forget(TOPIC, reason))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageMatching(
              "forget – it requires a reason of at most \\d+ characters\\. Nothing was changed\\.");
    }
    assertThat(history()).isEqualTo(before);
  }

  private static void assertRefused(Migrator migrator, String name, String message) {
    assertThatThrownBy(() -> migrator.forget(name, "why"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void a_description_that_a_class_has_too_is_refused() throws Exception {
    migrator(SameDescription.M20240101000000_CreateRooms.class).up();
    Migrator other = migrator(M20250101000000_CreateRooms.class);

    assertRefused(
        other,
        "create-rooms",
        "Migration 'create-rooms' – the name is ambiguous: it may be any of"
            + " '20240101000000-create-rooms', '20250101000000-create-rooms'. Nothing was changed."
            + " Give the whole name.");
    assertThat(recorded()).containsExactly("20240101000000-create-rooms");
  }

  /** Holds a class with the description of another one. */
  static final class SameDescription {

    private SameDescription() {}

    /** Does nothing. */
    public static final class M20240101000000_CreateRooms extends ScriptedMigration {
      public M20240101000000_CreateRooms() {
        super(db -> {});
      }
    }
  }

  @Test
  void an_unfinished_migration_is_resolved_before_it_is_forgotten() throws Exception {
    String scripted = "20250601000000-scripted";
    Migrator broken =
        migrating(
            db -> db.createTable("halls", t -> t.column("id", integer())),
            db -> {
              db.dropTable("halls");
              db.execute("INSERT INTO nowhere VALUES (1)");
            });
    broken.up();
    assertThatThrownBy(broken::down).isInstanceOf(MigrationFailedException.class);
    Migrator without = migrator(M20250101000000_CreateRooms.class);

    if (!dialect().rendering().hasTransactionalDdl()) {
      List<String> journal = rows("SELECT * FROM " + quote("switchback_journal"));
      assertRefused(
          without,
          scripted,
          "Migration '%1$s' cannot be forgotten – it is unfinished. Nothing was changed. Complete it, or clean up its remaining changes by hand and run 'resolve %1$s --abandon --reason TEXT'."
              .formatted(scripted));
      assertThat(rows("SELECT * FROM " + quote("switchback_journal"))).isEqualTo(journal);
      without.resolve(scripted, Resolution.ABANDON, "dropped by hand");
    }
    assertThat(recorded()).containsExactly(scripted);
    without.forget(scripted, "gone");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void waits_for_the_lock_and_changes_nothing_without_it() throws Exception {
    three().up();
    List<String> before = history();
    Migrator impatient =
        configure(M20250101000000_CreateRooms.class).migrationLockTimeout(Duration.ZERO).build();

    migrating(
            db ->
                assertThatThrownBy(() -> impatient.forget(TOPIC, "why"))
                    .isInstanceOf(LockTimeoutException.class))
        .up();

    assertThat(history()).containsAll(before);
    impatient.forget(TOPIC, "why");
    assertThat(recorded()).doesNotContain(TOPIC);
  }

  @Test
  void the_history_of_another_prefix_is_not_changed() throws Exception {
    three().up();
    configure(M20250601000000_Scripted.class)
        .tablePrefix("acme")
        .factory(type -> new M20250601000000_Scripted(db -> {}, db -> {}))
        .build()
        .up();
    execute(
        "INSERT INTO %s SELECT * FROM %s WHERE %s = '%s'"
            .formatted(quote("acme_meta"), quote("switchback_meta"), quote("name"), TOPIC));

    withoutTopic().forget(TOPIC, "gone");

    assertThat(recorded()).containsExactly(ROOMS, USERS);
    assertThat(rows("SELECT %s FROM %s ORDER BY 1".formatted(quote("name"), quote("acme_meta"))))
        .containsExactly(TOPIC, "20250601000000-scripted");
  }
}
