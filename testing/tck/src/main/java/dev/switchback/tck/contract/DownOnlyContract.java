package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.OutOfOrder;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One migration is reverted while later ones stay, if none of them uses its tables. */
public abstract class DownOnlyContract extends DatabaseContract {

  private static final String ROOMS = SampleMigrations.ROOMS;
  private static final String TOPIC = SampleMigrations.TOPIC;
  private static final String USERS = SampleMigrations.USERS;
  private static final String KEY = "20250104000000-key-to-rooms";
  private static final String RAW = "20250105000000-raw";

  /** The contract on one kind of database. */
  protected DownOnlyContract(TestedDatabase database) {
    super(database);
  }

  private Migrator three() {
    return migrator(
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class,
        M20250103000000_CreateUsers.class);
  }

  /** Migrations that come after the samples. */
  static final class Later {

    private Later() {}

    /** Refers to a table of an older migration. */
    public static final class M20250104000000_KeyToRooms implements ReversibleMigration {
      @Override
      public void change(QueryInterface db) {
        db.createTable(
            "halls",
            t -> {
              t.column("id", integer().primaryKey());
              t.column("room_id", integer().nullable().references("rooms", "id"));
            });
      }
    }

    /** Has SQL that Switchback does not read. */
    public static final class M20250105000000_Raw implements Migration {
      @Override
      public void up(QueryInterface db) {
        db.execute("UPDATE users SET id = 2 WHERE id = 1");
      }

      @Override
      public void down(QueryInterface db) {}
    }
  }

  @Test
  void reverts_the_one_in_the_middle_and_leaves_the_later_ones() throws Exception {
    three().up();

    assertThat(three().planDownOnly(TOPIC).sql()).hasSize(1);
    MigrationReport report = three().downOnly("add-topic-to-rooms");

    assertThat(report.names()).containsExactly(TOPIC);
    assertThat(recorded()).containsExactly(ROOMS, USERS);
    assertThat(columns("rooms")).containsOnlyKeys("id", "name");
    assertThat(tables()).containsExactly("rooms", "users");
    assertThat(three().status())
        .extracting(MigrationStatus::toString)
        .containsExactly("applied     " + ROOMS, "pending     " + TOPIC, "applied     " + USERS);
    Migrator strict =
        configure(
                M20250101000000_CreateRooms.class,
                M20250102000000_AddTopicToRooms.class,
                M20250103000000_CreateUsers.class)
            .outOfOrder(OutOfOrder.REJECT)
            .build();
    assertThatThrownBy(strict::up).hasMessageContaining("older than '" + USERS + "'");
    assertThat(three().up().names()).containsExactly(TOPIC);
  }

  @Test
  void the_last_one_is_reverted_whatever_it_does() throws Exception {
    Migrator migrator =
        migrator(M20250103000000_CreateUsers.class, Later.M20250105000000_Raw.class);
    migrator.up();

    assertThat(migrator.downOnly(RAW).names()).containsExactly(RAW);
    assertThat(migrator.downOnly(USERS).names()).containsExactly(USERS);
    assertThat(tables()).isEmpty();
  }

  @Test
  void a_later_migration_that_uses_its_tables_is_in_the_way_of_it() throws Exception {
    Migrator migrator =
        migrator(
            M20250101000000_CreateRooms.class,
            M20250102000000_AddTopicToRooms.class,
            M20250103000000_CreateUsers.class,
            Later.M20250104000000_KeyToRooms.class);
    migrator.up();
    String message =
        "Migration '%1$s' – it cannot be reverted alone, because later migrations use its tables:\n'%2$s' uses 'rooms'\n'%3$s' uses 'rooms'\nNothing was run. Revert these first: 'down --to %1$s' reverts everything down to it. Or undo it in a new migration."
            .formatted(ROOMS, TOPIC, KEY);
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator recording =
        configure(
                M20250101000000_CreateRooms.class,
                M20250102000000_AddTopicToRooms.class,
                M20250103000000_CreateUsers.class,
                Later.M20250104000000_KeyToRooms.class)
            .dataSource(watched)
            .build();

    assertThatThrownBy(() -> recording.downOnly(ROOMS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> recording.downOnly(ROOMS, "I know better")).hasMessage(message);
    assertThatThrownBy(() -> recording.planDownOnly(ROOMS)).hasMessage(message);

    assertThat(watched.sentByThisThread()).allMatch(sql -> sql.startsWith("SELECT"));
    assertThat(recorded()).containsExactly(ROOMS, TOPIC, USERS, KEY);
    assertThat(migrator.downOnly(USERS).names()).containsExactly(USERS);
  }

  @Test
  void what_is_not_known_is_refused_until_the_user_has_checked_it() throws Exception {
    Migrator migrator =
        migrator(
            M20250101000000_CreateRooms.class,
            M20250103000000_CreateUsers.class,
            Later.M20250105000000_Raw.class);
    migrator.up();

    assertThatThrownBy(() -> migrator.downOnly(ROOMS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Migration '%1$s' – it is not known whether later migrations need it. The tables of '%2$s' are not known: raw SQL, a view, a type, a read, or a class that is missing or has changed. Nothing was run. Check that, and run 'down %1$s --reason TEXT'. Or revert everything down to it: 'down --to %1$s'."
                .formatted(ROOMS, RAW));
    assertThatThrownBy(() -> migrator.downOnly(ROOMS, " "))
        .hasMessageStartingWith("down – it requires a reason");
    assertThat(recorded()).containsExactly(ROOMS, USERS, RAW);

    try (CapturedLog log = new CapturedLog()) {
      assertThat(migrator.downOnly(ROOMS, "it updates users only").names()).containsExactly(ROOMS);
      assertThat(log.text()).contains("Reverting '" + ROOMS + "' alone. it updates users only");
    }
    assertThat(tables()).containsExactly("users");
  }

  @Test
  void a_later_class_that_is_missing_or_has_changed_is_not_known() throws Exception {
    three().up();
    String notKnown = "The tables of '" + USERS + "' are not known";

    assertThatThrownBy(
            () ->
                migrator(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class)
                    .downOnly(TOPIC))
        .hasMessageContaining(notKnown);
    assertThatThrownBy(
            () ->
                configure(
                        M20250101000000_CreateRooms.class,
                        M20250102000000_AddTopicToRooms.class,
                        M20250103000000_CreateUsers.class)
                    .factory(
                        type ->
                            type == M20250103000000_CreateUsers.class
                                ? new Changed()
                                : type.getConstructor().newInstance())
                    .build()
                    .downOnly(TOPIC))
        .hasMessageContaining(notKnown);
    assertThat(columns("rooms")).containsKey("topic");
  }

  /** Asks for other steps than were applied. */
  private static final class Changed implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.createTable("users", t -> t.column("id", string(10).primaryKey()));
    }
  }

  @Test
  void a_changed_class_is_not_reverted_and_one_that_is_not_applied_is_refused() throws Exception {
    three().upTo(TOPIC);

    assertThatThrownBy(() -> three().downOnly(USERS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Migration '%s' – it is not applied, so that it cannot be reverted. Nothing was run. 'status' shows the state of each migration."
                .formatted(USERS));
    assertThatThrownBy(() -> three().downOnly("nowhere"))
        .hasMessageContaining("no migration has this name. Nothing was run.");
    Migrator changed =
        configure(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class)
            .factory(
                type ->
                    type == M20250102000000_AddTopicToRooms.class
                        ? new Changed()
                        : type.getConstructor().newInstance())
            .build();
    assertThatThrownBy(() -> changed.downOnly(TOPIC))
        .hasMessageContaining("changed since it was applied");
    assertThat(recorded()).containsExactly(ROOMS, TOPIC);
  }

  @Test
  void a_migration_without_a_class_cannot_be_reverted_alone_either() throws Exception {
    three().up();

    assertThatThrownBy(
            () ->
                migrator(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class)
                    .downOnly(TOPIC))
        .hasMessageContaining("has no class, so that it cannot be reverted");
    assertThat(recorded()).isEqualTo(List.of(ROOMS, TOPIC, USERS));
  }
}
