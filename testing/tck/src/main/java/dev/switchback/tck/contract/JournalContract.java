package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.Resolution;
import dev.switchback.UnfinishedSteps;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the journal records, and how a run resumes after the last step. */
public abstract class JournalContract extends UnfinishedContract {

  /** The contract on one kind of database. */
  protected JournalContract(TestedDatabase database) {
    super(database);
  }

  /** Its third step fails, because the index has the name of the one before. */
  private static final Body FAILS_AT_THE_THIRD =
      db -> {
        db.createTable("rooms", t -> t.column("id", integer()));
        db.addIndex("rooms", index("id").named("rooms_topic"));
        db.addIndex("rooms", index("id").named("rooms_topic"));
      };

  @Test
  void names_the_step_that_failed_and_continues_there_when_the_class_is_mended() throws Exception {
    MigrationFailedException failure = failure(migrating(FAILS_AT_THE_THIRD));

    assertThat(failure.getMessage())
        .matches(
            "Migration '20250601000000-scripted' – 'up' failed at step 3 \\(addIndex 'rooms_topic'"
                + " on 'rooms', M20250601000000_Scripted\\.java:\\d+\\)\\.\n"
                + dialectName()
                + " commits at each schema statement: steps 1 to 2 \\(createTable 'rooms', addIndex"
                + " 'rooms_topic' on 'rooms'\\) are done and stay\\.\n"
                + "Fix the class and run 'up' again. It resumes at step 3\\. Cause: .+\n"
                + "SQL: CREATE INDEX .rooms_topic. ON .rooms. \\(.id.\\)");
    assertThat(journal()).containsExactly("1", "2");
    assertThat(recorded()).isEmpty();

    Migrator mended =
        migrating(
            db -> {
              db.createTable("rooms", t -> t.column("id", integer()));
              db.addIndex("rooms", index("id").named("rooms_topic"));
              db.addIndex("rooms", index("id").named("rooms_id"));
            });
    assertThat(mended.up().names()).containsExactly(SCRIPTED);
    assertThat(indexes("rooms")).containsKeys("rooms_topic", "rooms_id");
    assertThat(recorded()).containsExactly(SCRIPTED);
    assertThat(journal()).isEmpty();
  }

  @Test
  void changes_no_row_twice_when_a_migration_is_continued() throws Exception {
    execute("CREATE TABLE " + quote("counted") + " (" + quote("n") + " INTEGER)");
    execute("INSERT INTO " + quote("counted") + " VALUES (1)");
    String add = "UPDATE %s SET %s = %2$s + 10".formatted(quote("counted"), quote("n"));
    AtomicBoolean throwing = new AtomicBoolean(true);
    Migrator migrator =
        migrating(
            db -> {
              db.execute(add);
              db.addColumn("counted", "a", integer().nullable());
              db.execute(add);
              db.addColumn("counted", "b", integer().nullable());
              db.execute(add);
              if (throwing.get()) {
                throw new IllegalStateException("not now");
              }
            });

    assertThat(failure(migrator))
        .hasMessageContaining("steps 1 to 4")
        .hasMessageContaining("; step 5 was rolled back.\n")
        .hasMessageContaining("It resumes at step 5");
    assertThat(rows("SELECT " + quote("n") + " FROM " + quote("counted"))).containsExactly("21");
    throwing.set(false);
    migrator.up();

    assertThat(rows("SELECT " + quote("n") + " FROM " + quote("counted"))).containsExactly("31");
  }

  @Test
  void rolls_back_a_migration_that_only_changes_rows() throws Exception {
    execute("CREATE TABLE " + quote("counted") + " (" + quote("n") + " INTEGER)");
    String insert = "INSERT INTO " + quote("counted") + " VALUES (?)";

    assertThat(
            failure(
                migrating(
                    db -> {
                      db.execute(insert, 1);
                      db.execute(insert, 2);
                      throw new IllegalStateException("not now");
                    })))
        .hasMessageContaining(
            dialectName()
                + " rolled back the migration: none of its changes remain. The migration is not"
                + " recorded.");

    assertThat(rows("SELECT * FROM " + quote("counted"))).isEmpty();
    assertThat(journal()).isEmpty();
  }

  @Test
  void stops_at_the_first_difference_and_sends_nothing() throws Exception {
    failure(migrating(FAILS_AT_THE_THIRD));

    Migrator changed =
        migrating(
            db -> {
              db.createTable("rooms", t -> t.column("id", integer()));
              db.addIndex("rooms", index("id").named("rooms_other"));
            });
    assertThat(stopped(changed::up))
        .hasMessage(
            "Migration '20250601000000-scripted' cannot be resumed: step 2 was addIndex"
                + " 'rooms_topic' on 'rooms' in the unfinished run, and is now addIndex"
                + " 'rooms_other' on 'rooms'.\n"
                + "Nothing was sent. Steps that are done: 1 (createTable 'rooms'), 2 (addIndex"
                + " 'rooms_topic' on 'rooms').\n"
                + "Restore the done steps in the class, and run 'up'. Or clean up the remaining"
                + " changes by hand, and run 'resolve 20250601000000-scripted --abandon --reason"
                + " TEXT'.");
    assertThat(indexes("rooms")).doesNotContainKey("rooms_other");
    assertThat(journal()).containsExactly("1", "2");
  }

  @Test
  void stops_when_a_step_has_other_attributes_than_before() {
    failure(migrating(FAILS_AT_THE_THIRD));

    Migrator changed =
        migrating(
            db -> {
              db.createTable("rooms", t -> t.column("id", integer()));
              db.addIndex("rooms", index("id").unique().named("rooms_topic"));
            });
    assertThat(stopped(changed::up))
        .hasMessageContaining("is now addIndex 'rooms_topic' on 'rooms' with other attributes");
  }

  @Test
  void stops_when_a_step_that_is_done_is_not_in_the_class_any_more() {
    failure(migrating(FAILS_AT_THE_THIRD));

    Migrator changed = migrating(db -> db.createTable("rooms", t -> t.column("id", integer())));
    assertThat(stopped(changed::up))
        .hasMessageContaining("and is no longer in the class.\nNothing was sent.");
  }

  @Test
  void shows_what_is_unfinished_and_how_far_it_came() {
    failure(migrating(FAILS_AT_THE_THIRD));

    MigrationStatus status = migrating(FAILS_AT_THE_THIRD).status().get(0);

    assertThat(status).hasToString("unfinished  " + SCRIPTED);
    UnfinishedSteps steps = status.unfinished().orElseThrow();
    assertThat(steps.direction()).isEqualTo(Direction.UP);
    assertThat(steps.done())
        .containsExactly("createTable 'rooms'", "addIndex 'rooms_topic' on 'rooms'");
    assertThat(steps.inFlight()).isEmpty();
  }

  @Test
  void refuses_to_go_down_over_what_is_unfinished_going_up() throws Exception {
    migrator(M20250101000000_CreateRooms.class).up();
    Body fails =
        db -> {
          db.createTable("half", t -> t.column("id", integer()));
          throw new IllegalStateException("not now");
        };
    failure(with(fails));

    assertThat(stopped(() -> with(fails).down()))
        .hasMessage(
            "Migration '20250601000000-scripted' is unfinished (up), and this run is 'down'.\n"
                + "Nothing was run. Done steps: createTable 'half'.\n"
                + "Run 'up' to complete it. Or clean up its remaining changes by hand, and run"
                + " 'resolve 20250601000000-scripted --abandon --reason TEXT'.");
    assertThat(tables()).containsExactly("half", "rooms");
  }

  private Migrator with(Body scripted) {
    return configure(M20250101000000_CreateRooms.class, M20250601000000_Scripted.class)
        .factory(
            type ->
                type == M20250101000000_CreateRooms.class
                    ? new M20250101000000_CreateRooms()
                    : new M20250601000000_Scripted(scripted, scripted))
        .build();
  }

  @Test
  void continues_a_migration_that_failed_going_down() throws Exception {
    AtomicBoolean throwing = new AtomicBoolean(true);
    Migrator migrator =
        migrating(
            THREE_STEPS,
            db -> {
              db.removeIndex("rooms", "rooms_topic");
              if (throwing.get()) {
                throw new IllegalStateException("not now");
              }
              db.dropTable("rooms");
            });
    migrator.up();

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::down)
        .withMessageContaining("Fix the class and run 'down' again. It resumes at step 2.");
    assertThat(stopped(migrator::up))
        .hasMessageContaining("is unfinished (down), and this run is 'up'.");
    assertThat(migrator.status().get(0).state()).isEqualTo(MigrationStatus.State.UNFINISHED);

    throwing.set(false);
    assertThat(migrator.down().names()).containsExactly(SCRIPTED);
    assertThat(tables()).isEmpty();
    assertThat(recorded()).isEmpty();
  }

  /** As when the newer version died in its migration and the older one is deployed again. */
  @Test
  void a_version_with_nothing_to_run_starts_although_another_left_a_migration_unfinished()
      throws Exception {
    migrator(M20250103000000_CreateUsers.class).up();
    failure(migrating(FAILS_AT_THE_THIRD));
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator older =
        Migrator.configure()
            .dataSource(watched)
            .migrations(List.of(M20250103000000_CreateUsers.class))
            .build();

    MigrationReport report = older.up();

    assertThat(report.isEmpty()).isTrue();
    assertThat(report.warnings())
        .containsExactly(
            "Unfinished, but without a class here: '"
                + SCRIPTED
                + "'. Another version of the application began it, and may still run it. This"
                + " version has nothing to run.");
    assertThat(watched.sent()).hasSize(1);
    assertThat(stopped(older::down)).hasMessageContaining("there is no class of this name.");
    assertThat(recorded()).containsExactly(SampleMigrations.USERS);
  }

  @Test
  void refuses_what_would_pass_over_an_unfinished_migration() throws Exception {
    failure(migrating(FAILS_AT_THE_THIRD));

    assertThat(stopped(() -> with(FAILS_AT_THE_THIRD).upTo(SampleMigrations.ROOMS)))
        .hasMessageContaining("is unfinished (up), and this run would skip it.");
    assertThat(stopped(() -> migrator(M20250101000000_CreateRooms.class).up()))
        .hasMessageContaining("is unfinished (up), and there is no class of this name.\n")
        .hasMessageContaining(
            "Restore the class, and run 'up'. Or clean up its remaining changes by hand");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void forgets_an_unfinished_migration_when_it_is_abandoned() throws Exception {
    failure(migrating(FAILS_AT_THE_THIRD));
    execute("DROP TABLE " + quote("rooms"));

    UnfinishedSteps steps =
        migrator(M20250101000000_CreateRooms.class)
            .resolve(SCRIPTED, Resolution.ABANDON, "the table was not wanted");

    assertThat(steps.done()).hasSize(2);
    assertThat(journal()).isEmpty();
    assertThat(migrator(M20250101000000_CreateRooms.class).up().names())
        .containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void refuses_to_resolve_what_is_not_unfinished_or_has_no_step_on_its_way() {
    Migrator migrator = migrating(FAILS_AT_THE_THIRD);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> migrator.resolve(SCRIPTED, Resolution.APPLIED, "a try"))
        .withMessageContaining("it is not unfinished, so that there is nothing to resolve");
    failure(migrator);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> migrator.resolve(SCRIPTED, Resolution.APPLIED, "a try"))
        .withMessageContaining(
            "no step was in flight when its last run ended: Done steps: createTable")
        .withMessageEndingWith("Run 'up' to resume it.");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> migrator.resolve(SCRIPTED, Resolution.ABANDON, " "))
        .withMessageContaining("a reason");
  }

  @Test
  void stops_at_a_statement_of_its_own_that_was_on_its_way_and_says_what_settles_it()
      throws Exception {
    dieAfter("CREATE TABLE room_copy", RAW_IN_THE_MIDDLE);

    assertThat(stopped(() -> migrating(RAW_IN_THE_MIDDLE).up()))
        .hasMessage(
            "Migration '20250601000000-scripted' cannot be resumed: its last run ended while step 2"
                + " (execute 'CREATE TABLE room_copy AS SELECT 1 AS n') was in flight, and the"
                + " database does not show whether that step took effect completely.\n"
                + "Nothing was sent. Steps that are done: 1 (createTable 'rooms').\n"
                + "Check whether it did. Then run 'resolve 20250601000000-scripted --applied"
                + " --reason TEXT' or 'resolve 20250601000000-scripted --not-applied --reason"
                + " TEXT', and run 'up' again. Or put verifiedBy(\"SELECT …\") before the step, so"
                + " that the run can check it.");
    assertThat(migrating(RAW_IN_THE_MIDDLE).status().get(0).unfinished().orElseThrow().inFlight())
        .contains("execute 'CREATE TABLE room_copy AS SELECT 1 AS n'");
  }

  @Test
  void a_statement_that_the_server_has_answered_is_done_when_a_later_step_dies() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    Body body =
        db -> {
          db.execute("CREATE TABLE room_copy AS SELECT 1 AS n");
          db.execute("INSERT INTO counted VALUES (1)");
          db.execute("UPDATE counted SET n = n + 1");
        };
    dieAfter("UPDATE counted", body);

    migrating(body).up();

    assertThat(rows("SELECT n FROM counted")).containsExactly("2");
    assertThat(recorded()).containsExactly(SCRIPTED);
    assertThat(journal()).isEmpty();
  }
}
