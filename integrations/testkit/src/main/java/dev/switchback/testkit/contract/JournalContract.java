package dev.switchback.testkit.contract;

import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.switchback.ConfigurationException;
import dev.switchback.ConnectionWork;
import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.Resolution;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.UnfinishedSteps;
import dev.switchback.testkit.DeadManDataSource;
import dev.switchback.testkit.RecordingDataSource;
import dev.switchback.testkit.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.testkit.contract.SampleMigrations.M20250103000000_CreateUsers;
import dev.switchback.testkit.server.TestDatabase;
import dev.switchback.testkit.server.TestedDatabase;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a migration that did not come to its end, on databases that commit each schema
 * statement by themselves: it is continued, and nothing is done twice.
 */
public abstract class JournalContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  /** The contract on one kind of database. */
  protected JournalContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void requireJournal() throws SQLException {
    assertThat(dialect().rendering().hasTransactionalDdl()).isFalse();
  }

  private static final Body THREE_STEPS =
      db -> {
        db.createTable("rooms", t -> t.column("id", integer()));
        db.addColumn("rooms", "topic", string(200).nullable());
        db.addIndex("rooms", index("topic").named("rooms_topic"));
      };

  /** Its third step fails, because the index has the name of the one before. */
  private static final Body FAILS_AT_THE_THIRD =
      db -> {
        db.createTable("rooms", t -> t.column("id", integer()));
        db.addIndex("rooms", index("id").named("rooms_topic"));
        db.addIndex("rooms", index("id").named("rooms_topic"));
      };

  private static MigrationFailedException failure(Migrator migrator) {
    return assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .actual();
  }

  private static UnfinishedMigrationException stopped(Runnable run) {
    return assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(run::run)
        .actual();
  }

  private List<String> journal() throws SQLException {
    return rows(
        "SELECT %s FROM %s ORDER BY 1".formatted(quote("ordinal"), quote("switchback_journal")));
  }

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

  private static final Body RAW_IN_THE_MIDDLE =
      db -> {
        db.createTable("rooms", t -> t.column("id", integer()));
        db.execute("CREATE TABLE room_copy AS SELECT 1 AS n");
        db.createTable("more", t -> t.column("id", integer()));
      };

  /** Runs {@code up} in a process that dies before the first round trip that begins so. */
  private void dieBefore(String begin, Body up) {
    DeadManDataSource process = new DeadManDataSource(dataSource());
    process.pausesBefore(trip -> trip.call().startsWith(begin), process::kill);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, up).up());
    assertThat(process.isDead()).isTrue();
  }

  /** Runs {@code up} in a process that dies after the first round trip that begins so. */
  private void dieAfter(String begin, Body up) {
    DeadManDataSource process =
        new DeadManDataSource(dataSource()).diesAfter(trip -> trip.call().startsWith(begin));
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, up).up());
    assertThat(process.isDead()).isTrue();
  }

  private Migrator scripted(DataSource process, Body up) {
    return Migrator.configure()
        .dataSource(process)
        .migrations(List.of(M20250601000000_Scripted.class))
        .factory(type -> new M20250601000000_Scripted(up, db -> {}))
        .build();
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

  // ---- what a step leaves in its session

  /** Makes plain names mean another schema, which has a table {@code counted} too. */
  private String useOther() throws SQLException {
    String other = database().name().replaceAll("\\W", "_") + "_other";
    execute("CREATE SCHEMA " + other);
    execute("CREATE TABLE " + other + ".counted (n INTEGER)");
    execute("CREATE TABLE counted (n INTEGER)");
    return other;
  }

  private String use(String schema) {
    return (engine() == TestDatabase.H2 ? "SET SCHEMA " : "USE ") + schema;
  }

  @Test
  void a_variable_is_set_again_when_the_step_that_set_it_is_done() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    execute("INSERT INTO counted VALUES (1)");
    Body body =
        db -> {
          db.execute("SET @more = 100");
          db.createTable("rooms", t -> t.column("id", integer()));
          db.execute("UPDATE counted SET n = n + @more");
        };
    dieAfter("UPDATE counted", body);

    migrating(body).up();

    assertThat(rows("SELECT n FROM counted")).containsExactly("101");
    assertThat(journal()).isEmpty();
  }

  @Test
  void later_steps_of_a_resumed_migration_work_in_the_schema_that_it_has_chosen() throws Exception {
    String other = useOther();
    Body body =
        db -> {
          db.execute(use(other));
          db.createTable("rooms", t -> t.column("id", integer()));
          db.execute("INSERT INTO counted VALUES (1)");
          db.addColumn("rooms", "topic", string(9).nullable());
          db.execute("INSERT INTO counted VALUES (2)");
        };
    List<String> points =
        List.of(
            use(other),
            "CREATE TABLE " + quote("rooms"),
            "INSERT INTO counted",
            "ALTER TABLE " + quote("rooms"));
    for (String point : points) {
      dieAfter(point, body);

      migrating(body).up();

      assertThat(rows("SELECT n FROM " + other + ".counted")).as(point).containsExactly("1", "2");
      assertThat(rows("SELECT n FROM counted")).as(point).isEmpty();
      assertThat(tables()).as(point).doesNotContain("rooms");
      migrating(body, db -> {}).down();
      execute("DELETE FROM " + other + ".counted");
      execute("DROP TABLE " + other + "." + quote("rooms"));
    }
    execute("DROP SCHEMA " + other + (engine() == TestDatabase.H2 ? " CASCADE" : ""));
  }

  @Test
  void refuses_by_name_to_resume_a_migration_whose_session_cannot_be_made_again() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    Map<String, String> lost =
        engine() == TestDatabase.H2
            ? Map.of(
                "CREATE LOCAL TEMPORARY TABLE tt (n INTEGER)", "a temporary table",
                "SET @more = (SELECT MAX(n) FROM counted)", "a variable with a computed value",
                "SET @more = RANDOM_UUID()", "a variable with a computed value")
            : Map.of(
                "CREATE TEMPORARY TABLE tt (n INTEGER)", "a temporary table",
                "SET @more = (SELECT MAX(n) FROM counted)", "a variable with a computed value",
                "SET @more = UUID()", "a variable with a computed value",
                "SELECT MAX(n) INTO @more FROM counted", "the value of a user variable",
                "SELECT GET_LOCK('mine', 1)", "a lock of the session",
                "PREPARE p FROM 'SELECT 1'", "a prepared statement");
    for (Map.Entry<String, String> each : lost.entrySet()) {
      Body body =
          db -> {
            db.execute(each.getKey());
            db.createTable("rooms", t -> t.column("id", integer()));
            db.execute("INSERT INTO counted VALUES (1)");
            db.addColumn("rooms", "topic", string(9).nullable());
          };
      dieAfter("INSERT INTO counted", body);

      assertThat(stopped(() -> migrating(body).up()))
          .as(each.getKey())
          .hasMessageStartingWith(
              "Migration '20250601000000-scripted' cannot be resumed: step 1 (execute '")
          .hasMessageContaining(
              "') is done and left "
                  + each.getValue()
                  + " in its session, which cannot be restored.\n"
                  + "Nothing was changed. Steps that are done: 1 (")
          .hasMessageEndingWith(
              ").\n"
                  + "Undo the done steps by hand, run 'resolve 20250601000000-scripted --abandon"
                  + " --reason TEXT', and run 'up' again.");
      assertThat(rows("SELECT n FROM counted")).as(each.getKey()).isEmpty();
      migrating(body).resolve(SCRIPTED, Resolution.ABANDON, "undone by hand");
      execute("DROP TABLE " + quote("rooms"));
    }
  }

  @Test
  void refuses_to_resume_behind_plain_jdbc_that_set_something() throws Exception {
    Body body =
        db -> {
          db.withConnection(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  statement.execute("SET @more = 100");
                }
              });
          db.createTable("rooms", t -> t.column("id", integer()));
          db.addColumn("rooms", "topic", string(9).nullable());
          db.addColumn("rooms", "size", integer().nullable());
        };
    dieAfter("ALTER TABLE " + quote("rooms"), body);

    assertThat(stopped(() -> migrating(body).up()))
        .hasMessageContaining(
            "step 1 (withConnection) is done and left 'SET @more = 100' in its session");
  }

  /** The number that the session gave last; on H2, of the sequence {@code s}. */
  private String lastNumber() {
    return engine() == TestDatabase.H2 ? "CURRVAL('s')" : "LAST_INSERT_ID()";
  }

  @Test
  void refuses_to_read_what_a_skipped_statement_left_in_the_session() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    if (engine() == TestDatabase.H2) {
      execute("CREATE SEQUENCE s");
    }
    Body body =
        db -> {
          db.execute("INSERT INTO counted VALUES (1)");
          db.createTable("rooms", t -> t.column("id", integer()));
          db.execute("UPDATE counted SET n = " + lastNumber());
        };
    dieAfter("CREATE TABLE " + quote("rooms"), body);

    assertThat(stopped(() -> migrating(body).up()))
        .hasMessageContaining(" reads a value that an earlier statement left in the session");
  }

  /** The number of a row is still the session's when schema steps and updates follow. */
  @Test
  void refuses_to_read_the_number_of_a_skipped_row_after_other_statements() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    if (engine() == TestDatabase.H2) {
      execute("CREATE SEQUENCE s");
    }
    Body body =
        db -> {
          db.execute("INSERT INTO counted VALUES (1)");
          db.createTable("rooms", t -> t.column("id", integer()));
          db.addColumn("rooms", "topic", string(9).nullable());
          db.execute("UPDATE counted SET n = 2");
          db.execute("UPDATE counted SET n = " + lastNumber());
        };
    dieBefore("ALTER TABLE " + quote("rooms"), body);

    assertThat(stopped(() -> migrating(body).up()))
        .hasMessageContaining(
            " reads a value that an earlier statement left in the session, such as the last"
                + " generated number. That statement is done and is not sent again.\n"
                + "Steps that are done: 1 (execute 'INSERT INTO counted VALUES (1)'), 2"
                + " (createTable 'rooms'), 3 (addColumn 'topic' on 'rooms').\n"
                + "Undo the done steps by hand");
    assertThat(rows("SELECT n FROM counted")).containsExactly("1");
  }

  @Test
  void reads_the_number_of_a_row_that_the_resumed_run_has_inserted_itself() throws Exception {
    boolean isH2 = engine() == TestDatabase.H2;
    execute("CREATE TABLE numbered (n INTEGER)");
    execute(
        isH2
            ? "CREATE SEQUENCE s"
            : "CREATE TABLE numbering (id INTEGER AUTO_INCREMENT PRIMARY KEY, n INTEGER)");
    String insert =
        isH2
            ? "INSERT INTO numbered VALUES (100 + NEXT VALUE FOR s)"
            : "INSERT INTO numbering (n) VALUES (100)";
    Body body =
        db -> {
          db.execute(insert);
          db.createTable("rooms", t -> t.column("id", integer()));
          db.execute(insert);
          db.execute("INSERT INTO numbered SELECT " + lastNumber());
        };
    dieAfter("CREATE TABLE " + quote("rooms"), body);

    migrating(body).up();

    assertThat(rows("SELECT n FROM numbered WHERE n < 100")).containsExactly("2");
  }

  @Test
  void refuses_to_read_a_variable_that_a_skipped_routine_has_set() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    execute("INSERT INTO counted VALUES (1)");
    execute(
        engine() == TestDatabase.H2
            ? "CREATE ALIAS choose_more AS 'void choose(java.sql.Connection c) throws Exception {"
                + " c.createStatement().execute(\"SET @more = 100\"); }'"
            : "CREATE PROCEDURE choose_more() SET @more = 100");
    Body body =
        db -> {
          db.execute("CALL choose_more()");
          db.execute("SET @own = 5");
          db.createTable("rooms", t -> t.column("id", integer()));
          db.execute("SET @other = 7");
          db.execute("UPDATE counted SET n = n + @own + @other");
          db.execute("UPDATE counted SET n = n + @more");
        };
    dieAfter("CREATE TABLE " + quote("rooms"), body);

    assertThat(stopped(() -> migrating(body).up()))
        .hasMessageContaining(
            "'UPDATE counted SET n = n + @more' reads the variable '@more', which this run has not"
                + " set. A step that is done may have set it.");
    assertThat(rows("SELECT n FROM counted")).containsExactly("1");
  }

  // ---- what a migration reads

  @Test
  void a_migration_that_looks_first_is_continued() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    Body body =
        db -> {
          if (!db.tableExists("rooms") && !db.showAllTables().contains("rooms")) {
            db.createTable("rooms", t -> t.column("id", integer()));
          }
          if (db.describeTable("rooms").column("topic").isEmpty()) {
            db.addColumn("rooms", "topic", string(9).nullable());
          }
          if (db.showIndexes("rooms").isEmpty()) {
            db.addIndex("rooms", index("topic").named("rooms_topic"));
          }
          db.execute("INSERT INTO counted VALUES (1)");
        };
    List<String> points =
        List.of(
            "CREATE TABLE " + quote("rooms"),
            "ALTER TABLE " + quote("rooms"),
            "CREATE INDEX",
            "INSERT INTO counted");
    for (String point : points) {
      dieAfter(point, body);

      migrating(body).up();

      assertThat(indexes("rooms")).as(point).containsOnlyKeys("rooms_topic");
      assertThat(rows("SELECT n FROM counted")).as(point).containsExactly("1");
      assertThat(journal()).isEmpty();
      migrating(body, db -> db.dropTable("rooms")).down();
      execute("DELETE FROM counted");
    }
  }

  @Test
  void a_query_gives_the_same_rows_when_its_migration_is_continued() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    execute("INSERT INTO counted VALUES (7)");
    Body body =
        db -> {
          int first = db.query("SELECT MAX(n) + 1 FROM counted", row -> row.getInt(1)).get(0);
          List<Integer> all = new ArrayList<>();
          db.forEachRow(
              "SELECT n AS number FROM counted WHERE n > ?",
              row -> all.add(row.getInt("number")),
              0);
          db.execute("INSERT INTO counted VALUES (?)", first);
          db.createTable("rooms", t -> t.column("id", integer()));
          db.execute("INSERT INTO counted VALUES (?)", first * 10 + all.size());
        };
    dieAfter("CREATE TABLE " + quote("rooms"), body);

    migrating(body).up();

    assertThat(rows("SELECT n FROM counted ORDER BY n")).containsExactly("7", "8", "81");
  }

  /** Reads values of all kinds, in all ways, and remembers them. */
  private static List<Object> readAll(ResultSet row) throws SQLException {
    List<Object> read = new ArrayList<>();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      read.add(columns.getColumnLabel(i));
      read.add(row.getObject(i));
      read.add(row.getString(i));
      read.add(row.wasNull());
    }
    read.add(row.getInt(1));
    read.add(row.getLong(1));
    read.add(row.getBigDecimal(2));
    read.add(row.getDouble(2));
    read.add(row.getObject(4, LocalDate.class));
    read.add(row.getTimestamp(5));
    read.add(row.getObject(5, LocalDateTime.class));
    read.add(row.getBoolean(1));
    return read;
  }

  @Test
  void values_of_every_kind_come_back_as_they_were_read() throws Exception {
    String select =
        "SELECT 1 AS a, 1.50 AS b, 'it''s a \\ line\n' AS c, DATE '2025-03-01' AS d,"
            + " TIMESTAMP '2025-03-01 10:11:12.345' AS e, NULL AS f";
    List<List<Object>> read = new ArrayList<>();
    Body body =
        db -> {
          read.addAll(db.query(select, JournalContract::readAll));
          db.createTable("rooms", t -> t.column("id", integer()));
        };
    dieAfter("CREATE TABLE " + quote("rooms"), body);

    migrating(body).up();

    List<List<Object>> steps = read.stream().filter(row -> !row.isEmpty()).toList();
    assertThat(steps).hasSizeGreaterThanOrEqualTo(2);
    assertThat(steps.get(steps.size() - 1)).isEqualTo(steps.get(0));
  }

  @Test
  void stops_when_the_class_asks_something_else_than_before() throws Exception {
    failure(
        migrating(
            db -> {
              db.tableExists("halls");
              db.createTable("rooms", t -> t.column("id", integer()));
              throw new IllegalStateException("not now");
            }));

    assertThat(stopped(() -> migrating(THREE_STEPS).up()))
        .hasMessageStartingWith(
            "Migration '20250601000000-scripted' cannot be resumed: before step 1 the unfinished"
                + " run continued with tableExists 'halls', and this run continues with createTable"
                + " 'rooms'.\n"
                + "Nothing was sent. Steps that are done: 1 (createTable 'rooms').\n"
                + "Restore the done steps in the class");
    assertThat(columns("rooms")).containsOnlyKeys("id");
  }

  private static final Body READS_MUCH =
      db -> {
        db.query("SELECT t FROM wide", row -> row.getString(1));
        db.createTable("rooms", t -> t.column("id", integer()));
        db.execute("UPDATE wide SET n = n + 1");
        db.addColumn("rooms", "topic", string(9).nullable());
      };

  @Test
  void asks_again_what_was_too_long_to_keep_and_goes_on_only_if_it_is_the_same() throws Exception {
    execute("CREATE TABLE wide (n INTEGER, t VARCHAR(15000))");
    String insert = "INSERT INTO wide VALUES (1, '%s')";
    for (String letter : List.of("a", "b", "c")) {
      execute(insert.formatted(letter.repeat(14_000)));
    }
    dieAfter("UPDATE wide", READS_MUCH);
    execute("UPDATE wide SET t = 'other' WHERE t LIKE 'b%'");

    assertThat(stopped(() -> migrating(READS_MUCH).up()))
        .hasMessageStartingWith(
            "Migration '20250601000000-scripted' cannot be resumed: the answer of query 'SELECT t"
                + " FROM wide' has changed, and the done steps may depend on the first answer. The"
                + " journal has only a hash of that, because it is longer than 32000 characters.\n"
                + "Nothing was changed.");
    execute("UPDATE wide SET t = '%s' WHERE t = 'other'".formatted("b".repeat(14_000)));
    migrating(READS_MUCH).up();
    assertThat(rows("SELECT n FROM wide")).containsExactly("2", "2", "2");
  }

  @Test
  void refuses_to_resume_when_an_answer_cannot_be_kept() throws Exception {
    Body body =
        db -> {
          db.query("SELECT 'a' AS c", row -> row.getCharacterStream(1));
          db.createTable("rooms", t -> t.column("id", integer()));
          db.addColumn("rooms", "topic", string(9).nullable());
        };
    dieAfter("ALTER TABLE " + quote("rooms"), body);

    assertThat(stopped(() -> migrating(body).up()))
        .hasMessageContaining(
            "the first answer of query 'SELECT …' is not in the journal (it cannot be restored from"
                + " text: getCharacterStream), and the done steps may depend on it.\n"
                + "Nothing was changed.");
  }

  @Test
  void costs_two_round_trips_to_note_that_a_raw_schema_statement_was_answered() throws Exception {
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    scripted(recording, db -> {}).init();
    recording.clear();
    scripted(recording, db -> db.execute("CREATE VIEW room_view AS SELECT 1 AS n")).up();

    assertThat(within(recording.sentByThisThread()))
        .map(sql -> sql.replaceFirst("^SET STATEMENT .* FOR (?=SELECT )", ""))
        .extracting(sql -> sql.split(" ", 3)[0] + (sql.contains("switchback_") ? " own" : ""))
        .containsExactly(
            "INSERT own",
            "CREATE",
            "UPDATE own",
            "commit", // it was answered
            "INSERT own",
            "DELETE own",
            "commit");
  }

  /** Schema statements of this database's own, each of which finds what those before it made. */
  protected abstract List<String> rawStatements();

  private DeadManDataSource dyingBefore(String sql) {
    DeadManDataSource process = new DeadManDataSource(dataSource());
    return process.pausesBefore(trip -> trip.call().equals(sql), process::kill);
  }

  private DeadManDataSource dyingAfter(String sql) {
    return new DeadManDataSource(dataSource()).diesAfter(trip -> trip.call().equals(sql));
  }

  @Test
  void continues_by_itself_behind_a_plain_schema_statement() throws Exception {
    for (String sql : rawStatements()) {
      Body body = db -> db.execute(sql);
      for (DeadManDataSource process : List.of(dyingBefore(sql), dyingAfter(sql))) {
        assertThatExceptionOfType(SwitchbackException.class)
            .as(sql)
            .isThrownBy(() -> scripted(process, body).up());
        assertThat(process.isDead()).as(sql).isTrue();
      }
      assertThatNoException().as(sql).isThrownBy(() -> migrating(body).up());
      migrating(body).down(); // its record alone
    }
  }

  /** MariaDB may drop the first table alone. */
  @Test
  void stops_if_only_one_of_several_tables_is_gone() throws Exception {
    execute("CREATE TABLE raw_d (n INTEGER)");
    execute("CREATE TABLE raw_e (n INTEGER)");
    String drop = "DROP TABLE raw_d, raw_e";
    Body body = db -> db.execute(drop);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(dyingAfter(drop), body).up());
    execute("CREATE TABLE raw_e (n INTEGER)"); // as if the server had stopped before it

    assertThat(stopped(() -> migrating(body).up()))
        .hasMessageContaining("step 1 (execute 'DROP TABLE raw_d, raw_e')")
        .hasMessageContaining("table raw_d, table raw_e");
    assertThat(tables()).hasSize(1);
  }

  @Test
  void fails_again_as_undisturbed_when_a_plain_schema_statement_was_refused() throws Exception {
    execute("CREATE TABLE raw_taken (n INTEGER)");
    execute("CREATE VIEW raw_view AS SELECT 1 AS n");
    for (String sql :
        List.of(
            "CREATE TABLE raw_taken (n INTEGER)",
            "CREATE VIEW raw_view AS SELECT 2 AS n",
            "ALTER TABLE raw_taken ADD COLUMN n INTEGER",
            "DROP TABLE raw_missing",
            "DROP VIEW raw_missing",
            "ALTER TABLE raw_missing DROP COLUMN n")) {
      Body body =
          db -> {
            db.execute(sql);
            db.createTable("rest", t -> t.column("id", integer()));
          };
      String undisturbed = messageOf(body);
      DeadManDataSource process = dyingAfter(sql);
      assertThatExceptionOfType(SwitchbackException.class)
          .isThrownBy(() -> scripted(process, body).up());
      assertThat(process.isDead()).as(sql).isTrue();

      assertThat(messageOf(body)).as(sql).isEqualTo(undisturbed);
    }
  }

  @Test
  void settles_each_of_several_statements_in_one_string() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    String create = "CREATE TABLE raw_one (n INTEGER)";
    String insert = "INSERT INTO counted VALUES (1)";
    String alter = "ALTER TABLE raw_one ADD COLUMN m INTEGER";
    String update = "UPDATE counted SET n = n + 1";
    Body body =
        db -> db.execute(create + ";\n" + insert + "; -- it's one\n" + alter + "; " + update + ";");
    for (String point : List.of(create, insert, alter, update)) {
      for (DeadManDataSource process : List.of(dyingBefore(point), dyingAfter(point))) {
        assertThatExceptionOfType(SwitchbackException.class)
            .as(point)
            .isThrownBy(() -> scripted(process, body).up());
        assertThat(process.isDead()).as(point).isTrue();

        migrating(body).up();

        assertThat(rows("SELECT n FROM counted")).as(point).containsExactly("2");
        assertThat(columns("raw_one")).as(point).hasSize(2);
        migrating(body).down(); // its record alone
        execute("DELETE FROM counted");
        execute("DROP TABLE raw_one");
      }
    }
  }

  @Test
  void names_the_statement_of_a_string_that_failed() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    Body body =
        db ->
            db.execute(
                "CREATE TABLE raw_one (n INTEGER); INSERT INTO counted VALUES (1); ALTER TABLE"
                    + " raw_missing ADD COLUMN m INTEGER");

    assertThat(failure(migrating(body)))
        .hasMessageContaining("at step 3 (execute 'ALTER TABLE raw_missing ADD COLUMN m INTEGER'")
        .hasMessageContaining(
            "steps 1 to 2 (execute 'CREATE TABLE raw_one (n INTEGER)', execute 'INSERT INTO counted"
                + " VALUES (1)') are done and stay.");
  }

  @Test
  void has_the_author_tell_whether_a_step_took_effect() throws Exception {
    execute("CREATE TABLE told (n INTEGER)");
    String copy = "CREATE TABLE room_copy AS SELECT 1 AS n";
    Body body =
        db -> {
          db.verifiedBy("SELECT COUNT(*) FROM told").execute(copy);
          db.createTable("more", t -> t.column("id", integer()));
        };
    DeadManDataSource first = dyingBefore(copy);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(first, body).up());
    DeadManDataSource second = dyingAfter(copy);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(second, body).up());
    assertThat(second.isDead()).isTrue(); // it was sent again, as the query says

    execute("INSERT INTO told VALUES (1)");
    migrating(body).up();
    assertThat(tables()).contains("more");
  }

  @Test
  void has_the_author_tell_of_plain_jdbc_also_when_the_process_has_died_already() throws Exception {
    String create = "CREATE TABLE room_copy (n INTEGER)";
    ConnectionWork work =
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute(create);
          }
        };
    DeadManDataSource process = dyingAfter(create);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, db -> db.withConnection(work)).up());
    stopped(() -> migrating(db -> db.withConnection(work)).up());

    Body verified = db -> db.verifiedBy("SELECT 'yes'").withConnection(work);
    assertThat(migrating(verified).up().names()).containsExactly(SCRIPTED);
  }

  @Test
  void refuses_a_query_for_what_the_catalogue_tells_and_one_that_says_nothing() {
    assertThat(failure(migrating(db -> db.verifiedBy("SELECT 1").dropTable("rooms"))))
        .hasMessageContaining(
            "dropTable 'rooms': verifiedBy is not for typed operations, because a probe of the"
                + " catalogue checks them. Nothing was sent. Leave it out, or put it before"
                + " execute(…) or withConnection(…)");
    assertThat(failure(migrating(db -> db.verifiedBy(" ").execute("SELECT 1"))))
        .hasMessageContaining("verifiedBy: the query is empty. Nothing was sent");
  }

  @Test
  void says_that_the_query_of_the_author_failed() {
    String copy = "CREATE TABLE room_copy AS SELECT 1 AS n";
    DeadManDataSource process = dyingAfter(copy);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, db -> db.execute(copy)).up());

    assertThat(failure(migrating(db -> db.verifiedBy("SELECT 1 FROM nothing_here").execute(copy))))
        .hasMessageContaining("the query of its verifiedBy failed. Nothing was sent. Correct the");
  }

  @Test
  void takes_a_table_with_a_generated_invisible_key_for_the_one_that_was_asked_for()
      throws Exception {
    if (engine() != TestDatabase.MYSQL || !isVersion(8, 0, 30)) {
      return; // no other generates keys
    }
    DataSource generating =
        OtherConnections.after(dataSource(), "SET SESSION sql_generate_invisible_primary_key = ON");
    Body body = db -> db.createTable("keyless", t -> t.column("n", integer()));
    DeadManDataSource process =
        new DeadManDataSource(generating)
            .diesAfter(trip -> trip.call().startsWith("CREATE TABLE `keyless`"));
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, body).up());
    assertThat(process.isDead()).isTrue();
    assertThat(scripted(generating, body).up().names()).containsExactly(SCRIPTED);

    scripted(generating, body).down(); // its record alone
    Body again =
        db -> {
          db.createTable(
              "keyless",
              t -> {
                t.ifNotExists();
                t.column("n", integer());
              });
          db.addColumn("keyless", "m", integer().nullable());
        };
    assertThat(scripted(generating, again).up().names()).containsExactly(SCRIPTED);
  }

  @Test
  void continues_behind_a_step_that_was_resolved_as_applied() throws Exception {
    dieAfter("CREATE TABLE room_copy", RAW_IN_THE_MIDDLE);

    migrating(RAW_IN_THE_MIDDLE).resolve(SCRIPTED, Resolution.APPLIED, "the view is there");

    migrating(RAW_IN_THE_MIDDLE).up();
    assertThat(tables()).contains("more");
    assertThat(journal()).isEmpty();
  }

  @Test
  void sends_a_step_again_that_was_resolved_as_not_applied() throws Exception {
    dieAfter("CREATE TABLE room_copy", RAW_IN_THE_MIDDLE);
    execute("DROP TABLE room_copy");

    migrating(RAW_IN_THE_MIDDLE).resolve(SCRIPTED, Resolution.NOT_APPLIED, "the view is not there");

    migrating(RAW_IN_THE_MIDDLE).up();
    assertThat(rows("SELECT * FROM room_copy")).containsExactly("1");
    assertThat(tables()).contains("more");
  }

  @Test
  void stops_when_somebody_has_changed_the_schema_between_a_death_and_the_rerun() throws Exception {
    dieAfter("ALTER TABLE " + quote("rooms"), THREE_STEPS);
    execute("ALTER TABLE %s DROP COLUMN %s".formatted(quote("rooms"), quote("topic")));
    execute("ALTER TABLE %s ADD COLUMN %s INTEGER".formatted(quote("rooms"), quote("topic")));

    assertThat(stopped(() -> migrating(THREE_STEPS).up()))
        .hasMessageContaining("(addColumn 'topic' on 'rooms') was in flight");
  }

  /** What was there before a migration, and a first step that the server refuses because of it. */
  private record Taken(String name, Body before, Body step) {}

  private static final List<Taken> TAKEN =
      List.of(
          new Taken(
              "a table without the key",
              db -> db.createTable("taken", t -> t.column("id", integer())),
              db -> db.createTable("taken", t -> t.column("id", integer().primaryKey()))),
          new Taken(
              "the same table",
              db -> db.createTable("taken", t -> t.column("id", integer().primaryKey())),
              db -> db.createTable("taken", t -> t.column("id", integer().primaryKey()))),
          new Taken(
              "another view",
              db -> db.createView("taken", "SELECT 1 AS n"),
              db -> db.createView("taken", "SELECT 2 AS n")),
          new Taken(
              "a column",
              db -> db.addColumn("busy", "taken", string(20).nullable()),
              db -> db.addColumn("busy", "taken", string(20).nullable())),
          new Taken(
              "a constraint",
              db -> db.addConstraint("busy", unique("n").named("taken")),
              db -> db.addConstraint("busy", unique("n").named("taken"))),
          new Taken(
              "an index",
              db -> db.addIndex("busy", index("n").named("taken")),
              db -> db.addIndex("busy", index("n").named("taken"))),
          new Taken("no table", db -> {}, db -> db.dropTable("missing")),
          new Taken("no column", db -> {}, db -> db.addColumn("missing", "n", integer())),
          new Taken("no view", db -> {}, db -> db.dropView("missing")));

  @Test
  void fails_again_as_undisturbed_when_it_did_not_hear_of_the_refusal() throws Exception {
    for (Taken taken : TAKEN) {
      requireSameRefusal(taken);
    }
  }

  @Test
  void fails_again_when_another_check_has_the_name() throws Exception {
    if (engine() == TestDatabase.MYSQL && !isVersion(8, 0, 16)) {
      return; // it reads over checks
    }
    requireSameRefusal(
        new Taken(
            "another check",
            db -> db.addConstraint("busy", check("taken", "1 > 0")),
            db -> db.addConstraint("busy", check("taken", "2 > 0"))));
  }

  private void requireSameRefusal(Taken taken) throws SQLException {
    createDatabase();
    Body body =
        db -> {
          taken.step.run(db);
          db.createTable("rest", t -> t.column("id", integer()));
        };
    Migrator before =
        migrating(
            db -> {
              db.createTable("busy", t -> t.column("n", integer()));
              taken.before.run(db);
            });
    before.up();
    before.down(); // its record alone
    String undisturbed = messageOf(body);
    assertThat(journal()).as(taken.name).isEmpty();

    AtomicInteger intents = new AtomicInteger();
    DeadManDataSource process =
        new DeadManDataSource(dataSource())
            .diesAfter(
                trip -> {
                  boolean isIntent = trip.call().matches("INSERT INTO \\S+_journal\\W.*");
                  if (isIntent) {
                    intents.incrementAndGet();
                  }
                  return !isIntent && intents.get() > 0;
                });
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, body).up());
    assertThat(process.isDead()).as(taken.name).isTrue();

    assertThat(messageOf(body)).as(taken.name).isEqualTo(undisturbed);
    assertThat(tables()).as(taken.name).doesNotContain("rest");
    dropDatabase();
  }

  /** MariaDB's driver names the connection. */
  private String messageOf(Body body) {
    String message = String.valueOf(failure(migrating(body)).getMessage());
    return message.replaceAll("\\(conn=\\d+\\) ", "");
  }

  @Test
  void refuses_to_give_rows_again_that_a_query_has_changed() throws Exception {
    execute("CREATE TABLE " + quote("counted") + " (" + quote("n") + " INTEGER)");
    String inserting =
        "INSERT INTO " + quote("counted") + " VALUES (1)"; // as a query, where there is RETURNING
    Body body =
        db -> {
          db.execute(inserting);
          db.createTable("rooms", t -> t.column("id", integer()));
          throw new IllegalStateException("not now");
        };
    failure(migrating(body));

    assertThat(rows("SELECT COUNT(*) FROM " + quote("counted"))).containsExactly("1");
    assertThat(failure(migrating(body))).hasMessageContaining("It resumes at step 3");
    assertThat(rows("SELECT COUNT(*) FROM " + quote("counted"))).containsExactly("1");
  }

  @Test
  void does_plain_jdbc_once() throws Exception {
    execute("CREATE TABLE " + quote("counted") + " (" + quote("n") + " INTEGER)");
    String insert = "INSERT INTO " + quote("counted") + " VALUES (1)";
    AtomicInteger runs = new AtomicInteger();
    Migrator migrator =
        migrating(
            db -> {
              db.withConnection(
                  connection -> {
                    try (var statement = connection.createStatement()) {
                      statement.execute(insert);
                    }
                  });
              if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
              }
            });

    assertThat(failure(migrator)).hasMessageContaining("step 1 (withConnection) is done and stays");
    migrator.up();

    assertThat(rows("SELECT * FROM " + quote("counted"))).containsExactly("1");
  }

  /** H2 is asked under which names the table of an operation is kept. */
  @Test
  void costs_two_round_trips_more_for_each_schema_step_and_none_for_rows() throws Exception {
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    scripted(recording, db -> {}).init();
    recording.clear();
    Body steps =
        db -> {
          THREE_STEPS.run(db);
          db.execute("INSERT INTO %s VALUES (1, NULL)".formatted(quote("rooms")));
          db.execute("INSERT INTO %s VALUES (2, NULL)".formatted(quote("rooms")));
        };
    scripted(recording, steps).up();

    assertThat(within(recording.sentByThisThread()))
        .filteredOn(sql -> engine() != TestDatabase.H2 || !sql.startsWith("SELECT TABLE_NAME"))
        .map(sql -> sql.replaceFirst("^SET STATEMENT .* FOR (?=SELECT )", ""))
        .extracting(sql -> sql.split(" ", 3)[0] + (sql.contains("switchback_") ? " own" : ""))
        .containsExactly(
            "INSERT own",
            "CREATE",
            "SELECT",
            "INSERT own",
            "ALTER",
            "SELECT",
            "INSERT own",
            "CREATE", // schema steps, with a look at the catalogue before each intent
            "INSERT",
            "INSERT", // rows
            "INSERT own",
            "DELETE own",
            "commit"); // the record, the journal, the end
  }

  /** What was sent for the migration itself: between the gate and the release of the lock. */
  private static List<String> within(List<String> sent) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < sent.size(); i++) {
      first = first < 0 && sent.get(i).contains("INSERT INTO") && i > 0 ? i : first;
      last = sent.get(i).equals("commit") ? i : last;
    }
    return sent.subList(first, last + 1);
  }
}
