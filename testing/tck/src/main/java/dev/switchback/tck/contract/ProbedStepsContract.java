package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.switchback.ConnectionWork;
import dev.switchback.Migrator;
import dev.switchback.Resolution;
import dev.switchback.SwitchbackException;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.RecordingDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Whether an interrupted step took effect: by a probe, by its author, or by a person. */
public abstract class ProbedStepsContract extends UnfinishedContract {

  /** The contract on one kind of database. */
  protected ProbedStepsContract(TestedDatabase database) {
    super(database);
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

  /** What these databases do whether a name is written in capitals or not. */
  private static final Map<String, Body> IN_CAPITALS =
      Map.of(
          "a column is removed",
          db -> db.removeColumn("rooms", "SEATS"),
          "a column is renamed",
          db -> db.renameColumn("rooms", "SEATS", "places"),
          "a column is renamed in its letters alone",
          db -> db.renameColumn("rooms", "seats", "SEATS"),
          "an index is removed",
          db -> db.removeIndex("rooms", "ROOMS_TOPIC"));

  @Test
  void continues_behind_a_step_that_writes_names_in_capitals() throws Exception {
    for (Map.Entry<String, Body> step : new TreeMap<>(IN_CAPITALS).entrySet()) {
      execute("CREATE TABLE rooms (topic VARCHAR(50), seats INTEGER)");
      execute("CREATE INDEX rooms_topic ON rooms (topic)");
      Body body =
          db -> {
            step.getValue().run(db);
            db.bulkInsert("rooms", row("topic", "a"));
          };
      DeadManDataSource process =
          new DeadManDataSource(dataSource())
              .diesAfter(trip -> trip.call().matches("(ALTER|DROP) .*"));
      assertThatExceptionOfType(SwitchbackException.class)
          .as(step.getKey())
          .isThrownBy(() -> scripted(process, body).up());
      assertThat(process.isDead()).as(step.getKey()).isTrue();
      assertThatNoException().as(step.getKey()).isThrownBy(() -> migrating(body).up());
      assertThat(rows("SELECT topic FROM rooms")).as(step.getKey()).containsExactly("a");
      migrating(body).down(); // its record alone
      execute("DROP TABLE rooms");
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
