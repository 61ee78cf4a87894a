package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Resolution;
import dev.switchback.SwitchbackException;
import dev.switchback.schema.Condition;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a step leaves in its session, when the migration is resumed. */
public abstract class ResumedSessionContract extends UnfinishedContract {

  /** The contract on one kind of database. */
  protected ResumedSessionContract(TestedDatabase database) {
    super(database);
  }

  /** Runs {@code up} in a process that dies before the first round trip that begins so. */
  private void dieBefore(String begin, Body up) {
    DeadManDataSource process = new DeadManDataSource(dataSource());
    process.pausesBefore(trip -> trip.call().startsWith(begin), process::kill);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, up).up());
    assertThat(process.isDead()).isTrue();
  }

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

  @Test
  void refuses_a_typed_step_whose_condition_reads_what_a_skipped_step_left() throws Exception {
    execute("CREATE TABLE " + quote("counted") + " (" + quote("n") + " INTEGER)");
    execute("INSERT INTO " + quote("counted") + " VALUES (1)");
    if (engine() == TestDatabase.H2) {
      execute("CREATE SEQUENCE s");
    }
    Condition lost = whereSql(quote("n") + " = " + lastNumber());
    List<Body> reading =
        List.of(
            db -> db.bulkUpdate("counted", row("n", 7), lost),
            db -> db.bulkDelete("counted", lost),
            db -> db.bulkDelete("counted", where("n", 1).andSql(quote("n") + " < @more")));
    for (Body last : reading) {
      Body body =
          db -> {
            db.execute("INSERT INTO " + quote("counted") + " VALUES (1)");
            db.createTable("rooms", t -> t.column("id", integer()));
            last.run(db);
          };
      dieAfter("CREATE TABLE " + quote("rooms"), body);

      assertThat(stopped(() -> migrating(body).up()).getMessage())
          .containsAnyOf(
              " reads a value that an earlier statement left in the session",
              " reads the variable '@more', which this run has not set.");
      assertThat(rows("SELECT " + quote("n") + " FROM " + quote("counted"))).containsOnly("1");
      migrating(body).resolve(SCRIPTED, Resolution.ABANDON, "tried");
      execute("DROP TABLE " + quote("rooms"));
    }
  }
}
