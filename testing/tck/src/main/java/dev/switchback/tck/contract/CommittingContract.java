package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationStatus;
import dev.switchback.Plan;
import dev.switchback.Resolution;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A procedure that commits: outside the transaction as a step of its own, and what else happens.
 */
public abstract class CommittingContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  private static final String CALL = "CALL archive_words()";

  /** The contract on one kind of database, which has procedures that commit. */
  protected CommittingContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createWords() throws SQLException {
    execute("CREATE TABLE words (n INTEGER PRIMARY KEY)");
    execute("CREATE TABLE archived (n INTEGER PRIMARY KEY)");
    execute("INSERT INTO words VALUES (1), (2), (3)");
  }

  /** It archives each word in a transaction of its own, and rolls one back. */
  private void createProcedure(String atEnd) throws SQLException {
    String body =
        """
        INSERT INTO archived VALUES (1);
        COMMIT;
        INSERT INTO archived VALUES (2);
        COMMIT;
        INSERT INTO archived VALUES (9);
        ROLLBACK;
        """;
    execute(
        engine() == TestDatabase.POSTGRESQL
            ? "CREATE PROCEDURE archive_words() LANGUAGE plpgsql AS $$ BEGIN "
                + body
                + atEnd
                + " END $$"
            : "CREATE PROCEDURE archive_words() BEGIN START TRANSACTION; "
                + body.replace("COMMIT;", "COMMIT; START TRANSACTION;")
                + atEnd
                + " END");
  }

  private static final Body OUTSIDE =
      db -> {
        db.execute("UPDATE words SET n = n + 10");
        db.executeOutsideTransaction(CALL);
        db.execute("UPDATE words SET n = n + 10");
      };

  private List<String> archived() throws SQLException {
    return rows("SELECT n FROM archived ORDER BY n");
  }

  private MigrationFailedException failure(Body body) {
    return assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrating(body)::up)
        .actual();
  }

  @Test
  void runs_outside_the_transaction_between_other_steps() throws Exception {
    createProcedure("");

    migrating(OUTSIDE).up();

    assertThat(archived()).containsExactly("1", "2");
    assertThat(rows("SELECT n FROM words ORDER BY n")).containsExactly("21", "22", "23");
    assertThat(recorded()).containsExactly(SCRIPTED);
    assertThat(rows("SELECT * FROM switchback_journal")).isEmpty();
  }

  @Test
  void a_plan_says_that_it_runs_outside_the_transaction() throws Exception {
    createProcedure("");

    Plan plan = migrating(OUTSIDE).plan();

    assertThat(plan.migrations().get(0).steps())
        .extracting(Plan.Step::description)
        .contains("execute 'CALL archive_words()' outside the transaction");
    assertThat(plan.migrations().get(0).steps())
        .extracting(Plan.Step::isOutsideTransaction)
        .containsExactly(false, true, false);
  }

  @Test
  void a_failure_in_it_says_that_a_part_may_be_done_and_the_next_run_asks() throws Exception {
    createProcedure("INSERT INTO archived VALUES (1);");

    String message = failure(OUTSIDE).getMessage();

    assertThat(message)
        .contains(
            "step 1 (execute 'UPDATE words SET n = n + 10') is done and stays; a part of step 2"
                + " (execute 'CALL archive_words()' outside the transaction) may be done and"
                + " stays.",
            "Undo the changes of step 2 by hand, fix the class, run 'resolve "
                + SCRIPTED
                + " --not-applied --reason TEXT', and run 'up' again.");
    assertThat(archived()).containsExactly("1", "2");
    assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(migrating(OUTSIDE)::up)
        .withMessageContaining(
            "while step 2 (execute 'CALL archive_words()' outside the transaction) was in flight");

    execute("DROP PROCEDURE archive_words");
    createProcedure("");
    execute("DELETE FROM archived");
    migrating(OUTSIDE).resolve(SCRIPTED, Resolution.NOT_APPLIED, "deleted by hand");
    migrating(OUTSIDE).up();
    assertThat(archived()).containsExactly("1", "2");
    assertThat(rows("SELECT n FROM words ORDER BY n")).containsExactly("21", "22", "23");
  }

  private void dieAfterCall(Body body) {
    DeadManDataSource process =
        new DeadManDataSource(dataSource()).diesAfter(trip -> trip.call().startsWith("CALL"));
    assertThatExceptionOfType(SwitchbackException.class).isThrownBy(scripted(process, body)::up);
    assertThat(process.isDead()).isTrue();
  }

  @Test
  void after_a_death_behind_it_the_next_run_asks_what_it_has_done() throws Exception {
    createProcedure("");
    dieAfterCall(OUTSIDE);

    assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(migrating(OUTSIDE)::up)
        .withMessageContaining(
            "its last run ended while step 2 (execute 'CALL archive_words()' outside the"
                + " transaction) was in flight, and the database does not show whether that step"
                + " took effect completely.\nNothing was sent.");
    assertThat(migrating(OUTSIDE).status().get(0).state())
        .isEqualTo(MigrationStatus.State.UNFINISHED);

    migrating(OUTSIDE).resolve(SCRIPTED, Resolution.APPLIED, "looked");
    migrating(OUTSIDE).up();
    assertThat(archived()).containsExactly("1", "2");
    assertThat(rows("SELECT n FROM words ORDER BY n")).containsExactly("21", "22", "23");
  }

  @Test
  void after_a_death_behind_it_the_query_of_verified_by_decides() throws Exception {
    createProcedure("");
    Body body =
        db -> {
          db.createTable("more", t -> t.column("n", integer()));
          db.verifiedBy("SELECT COUNT(*) = 2 FROM archived").executeOutsideTransaction(CALL);
          db.execute("UPDATE words SET n = n + 10");
        };
    dieAfterCall(body);

    migrating(body).up();

    assertThat(archived()).containsExactly("1", "2");
    assertThat(rows("SELECT n FROM words ORDER BY n")).containsExactly("11", "12", "13");
  }

  @Test
  void sent_by_execute_it_fails_by_name_and_loses_nothing_in_silence() throws Exception {
    createProcedure("");
    Body inside =
        db -> {
          db.execute("UPDATE words SET n = n + 10");
          db.execute(CALL);
          db.execute("UPDATE words SET n = n + 10");
        };

    if (engine() == TestDatabase.POSTGRESQL) {
      assertThat(failure(inside).getMessage())
          .contains(
              "Hint: A procedure or a block that ends the transaction cannot be called in the"
                  + " transaction of a migration. Call it by executeOutsideTransaction(…)");
      assertThat(archived()).isEmpty();
      assertThat(rows("SELECT n FROM words ORDER BY n")).containsExactly("1", "2", "3");
    } else {
      migrating(inside).up(); // its COMMIT has committed the first step with the journal
      assertThat(archived()).containsExactly("1", "2");
      assertThat(rows("SELECT n FROM words ORDER BY n")).containsExactly("21", "22", "23");
      assertThat(rows("SELECT * FROM switchback_journal")).isEmpty();
    }
  }

  @Test
  void sent_by_execute_its_rollback_makes_the_migration_fail() throws Exception {
    execute(
        engine() == TestDatabase.POSTGRESQL
            ? "CREATE PROCEDURE archive_words() LANGUAGE plpgsql AS $$ BEGIN ROLLBACK; END $$"
            : "CREATE PROCEDURE archive_words() ROLLBACK");
    Body inside =
        db -> {
          db.execute("UPDATE words SET n = n + 10");
          db.execute(CALL);
        };

    assertThat(failure(inside).getMessage())
        .contains("failed at step 2 (execute '" + CALL)
        .contains(
            engine() == TestDatabase.POSTGRESQL
                ? "Call it by executeOutsideTransaction(…), or remove COMMIT and ROLLBACK from it."
                : "the step rolled back its transaction, or the server did because of a deadlock."
                    + " Write executeOutsideTransaction(…) for a procedure that ends the"
                    + " transaction");

    assertThat(rows("SELECT n FROM words ORDER BY n")).containsExactly("1", "2", "3");
    assertThat(recorded()).isEmpty();
  }
}
