package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import dev.switchback.SwitchbackException;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.FailingMigrations.M20250301000000_AddTwice;
import dev.switchback.tck.contract.FailingMigrations.M20250401000000_Hidden;
import dev.switchback.tck.contract.FailingMigrations.M20250402000000_Broken;
import dev.switchback.tck.contract.FailingMigrations.M20250403000000_Explosive;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands and what is said when a migration fails. */
public abstract class FailureContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  /** The contract on one kind of database. */
  protected FailureContract(TestedDatabase database) {
    super(database);
  }

  private static MigrationFailedException failure(Runnable run) {
    return catchThrowableOfType(MigrationFailedException.class, run::run);
  }

  @Test
  void says_what_failed_where_what_stands_and_what_to_do() throws Exception {
    Migrator migrator = migrator(M20250101000000_CreateRooms.class, M20250301000000_AddTwice.class);

    MigrationFailedException failure = failure(migrator::up);

    assertThat(failure)
        .hasMessageStartingWith(
            "Migration '20250301000000-add-twice' – 'up' failed at step 3 (addIndex 'twice_ix' on"
                + " 'twice', FailingMigrations.java:")
        .hasMessageContaining("Cause: ");
    if (dialect().rendering().hasTransactionalDdl()) {
      assertThat(failure)
          .hasMessageContaining(
              "\n"
                  + dialectName()
                  + " rolled back the migration: none of its changes remain. The migration is not"
                  + " recorded.\n"
                  + "Fix the class and run 'up' again. Cause: ");
      assertThat(tables()).containsExactly("rooms");
    } else {
      assertThat(failure)
          .hasMessageContaining(
              "\n"
                  + dialectName()
                  + " commits at each schema statement: steps 1 to 2 (createTable 'twice', addIndex"
                  + " 'twice_ix' on 'twice') are done and stay.\n"
                  + "Fix the class and run 'up' again. It resumes at step 3. Cause: ");
      assertThat(tables()).containsExactly("rooms", "twice");
    }
    assertThat(failure.migration()).isEqualTo("20250301000000-add-twice");
    assertThat(failure.direction()).isEqualTo(Direction.UP);
    assertThat(failure.completed().names()).containsExactly(SampleMigrations.ROOMS);
    assertThat(failure).hasCauseInstanceOf(SQLException.class);
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void keeps_the_record_of_a_migration_that_fails_going_down() throws Exception {
    Migrator migrator = migrating(db -> {}, db -> db.dropTable("never_there"));
    migrator.up();

    MigrationFailedException failure = failure(migrator::down);

    assertThat(failure)
        .hasMessageStartingWith(
            "Migration '" + SCRIPTED + "' – 'down' failed at step 1 (dropTable 'never_there'")
        .hasMessageContaining("The migration is still recorded as applied.")
        .hasMessageContaining("run 'down' again");
    assertThat(recorded()).containsExactly(SCRIPTED);
  }

  @Test
  void rolls_back_or_says_what_stands_when_a_migration_throws_after_a_step() throws Exception {
    MigrationFailedException failure =
        failure(
            migrating(
                    db -> {
                      db.createTable("half", t -> t.column("id", integer()));
                      throw new IllegalStateException("no such luck");
                    })
                ::up);

    assertThat(failure)
        .hasMessageStartingWith(
            "Migration '"
                + SCRIPTED
                + "' – 'up' failed after step 1 (M20250601000000_Scripted.java:")
        .hasMessageEndingWith(" Cause: no such luck")
        .hasCauseExactlyInstanceOf(IllegalStateException.class);
    if (dialect().rendering().hasTransactionalDdl()) {
      assertThat(tables()).isEmpty();
    } else {
      assertThat(failure).hasMessageContaining("step 1 (createTable 'half') is done and stays");
      assertThat(tables()).containsExactly("half");
    }
    assertThat(recorded()).isEmpty();
  }

  @Test
  void survives_an_error_that_a_migration_throws() throws Exception {
    MigrationFailedException failure =
        failure(
            migrating(
                    db -> {
                      throw new StackOverflowError();
                    })
                ::up);

    assertThat(failure)
        .hasMessageStartingWith(
            "Migration '"
                + SCRIPTED
                + "' – 'up' failed before step 1 (M20250601000000_Scripted.java:")
        .hasCauseExactlyInstanceOf(StackOverflowError.class);
    assertThat(recorded()).isEmpty();
    assertThat(migrating(db -> {}).up().names()).containsExactly(SCRIPTED);
  }

  @Test
  void an_interrupt_stops_a_migration_between_two_steps() throws Exception {
    Migrator migrator =
        migrating(
            db -> {
              db.createTable("one", t -> t.column("id", integer()));
              Thread.currentThread().interrupt();
              db.createTable("two", t -> t.column("id", integer()));
            });

    MigrationFailedException failure = failure(migrator::up);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .hasMessageContaining("at step 2 (createTable 'two'")
        .hasMessageContaining("When the run may continue, run 'up' again")
        .hasMessageContaining("Cause: the thread was interrupted between two steps");
    assertThat(tables()).doesNotContain("two");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void keeps_the_interrupt_of_a_migration_that_was_interrupted() {
    MigrationFailedException failure =
        failure(
            migrating(
                    db -> {
                      throw new InterruptedException("enough");
                    })
                ::up);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasCauseExactlyInstanceOf(InterruptedException.class);
  }

  @Test
  void fails_a_migration_that_swallows_the_failure_of_a_step() throws Exception {
    MigrationFailedException failure =
        failure(
            migrating(
                    db -> {
                      try {
                        db.dropTable("never_there");
                      } catch (SwitchbackException e) {
                        // as if nothing had happened
                      }
                    })
                ::up);

    assertThat(failure)
        .hasMessageContaining("at step 1 (dropTable 'never_there'")
        .hasCauseInstanceOf(SQLException.class);
    assertThat(recorded()).isEmpty();
  }

  @Test
  void sends_nothing_after_a_step_has_failed() throws Exception {
    failure(
        migrating(
                db -> {
                  try {
                    db.dropTable("never_there");
                  } catch (SwitchbackException e) {
                    db.createTable("afterwards", t -> t.column("id", integer()));
                  }
                })
            ::up);

    assertThat(tables()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COMMIT",
        " -- so there\n commit",
        "/* x */ ROLLBACK",
        "BEGIN",
        "START TRANSACTION",
        "SET autocommit = 1",
        "SELECT 1;\nCOMMIT",
        "BEGIN; UPDATE a SET b = ';'; COMMIT"
      })
  void refuses_transaction_control_in_raw_sql(String sql) throws Exception {
    MigrationFailedException failure = failure(migrating(db -> db.execute(sql))::up);

    assertThat(failure)
        .hasMessageContaining("is refused: the connection and its transaction belong to Switchback")
        .hasCauseInstanceOf(UnsupportedOperationException.class);
    assertThat(recorded()).isEmpty();
  }

  /** Something that a migration does with the connection. */
  private interface Misuse {
    void of(Connection connection) throws SQLException;
  }

  @Test
  void refuses_what_would_take_the_connection_from_the_engine() throws Exception {
    List<Misuse> misuses =
        List.of(
            Connection::commit,
            Connection::rollback,
            Connection::close,
            connection -> connection.setAutoCommit(true),
            connection -> connection.setSchema("other"),
            connection -> connection.setCatalog("other"),
            connection -> connection.setReadOnly(true),
            connection -> connection.abort(Runnable::run),
            connection -> connection.unwrap(Connection.class),
            connection -> connection.createStatement().getConnection().commit(),
            connection -> connection.createStatement().execute("COMMIT"));
    for (Misuse misuse : misuses) {
      MigrationFailedException failure =
          failure(migrating(db -> db.withConnection(misuse::of))::up);
      assertThat(failure)
          .hasMessageContaining("is refused: the connection and its transaction belong to")
          .hasCauseInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(recorded()).isEmpty();
  }

  @Test
  void gives_plain_jdbc_to_a_migration() throws Exception {
    migrating(
            db -> {
              db.createTable("numbers", t -> t.column("n", integer().notNull()));
              db.withConnection(
                  connection -> {
                    String sql = "INSERT INTO " + quote("numbers") + " VALUES (?)";
                    try (var statement = connection.prepareStatement(sql)) {
                      for (int i = 1; i <= 3; i++) {
                        statement.setInt(1, i);
                        statement.addBatch();
                      }
                      statement.executeBatch();
                    }
                  });
            })
        .up();

    assertThat(rows("SELECT SUM(%s) FROM %s".formatted(quote("n"), quote("numbers"))))
        .containsExactly("6");
  }

  @Test
  void ends_the_query_interface_with_its_migration() {
    List<QueryInterface> escaped = new ArrayList<>();
    migrating(escaped::add).up();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> escaped.get(0).dropTable("rooms"))
        .withMessageStartingWith("This query interface ended with its migration.");
  }

  @Test
  void makes_every_migration_before_anything_is_written() throws Exception {
    assertRefused(M20250401000000_Hidden.class, "has no public constructor without parameters");
    assertRefused(
        M20250402000000_Broken.class,
        "its constructor threw java.lang.IllegalStateException: not today");
    assertRefused(M20250403000000_Explosive.class, "NumberFormatException");
    assertThat(tables()).isEmpty();
  }

  private void assertRefused(Class<? extends Migration> type, String why) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> migrator(M20250101000000_CreateRooms.class, type).up())
        .withMessageContaining(type.getName())
        .withMessageContaining(why)
        .withMessageContaining("Nothing was run.");
  }

  @Test
  void takes_migrations_from_a_factory() {
    var made =
        configure(M20250401000000_Hidden.class)
            .factory(type -> new M20250401000000_Hidden(1))
            .build();

    assertThat(made.up().names()).containsExactly("20250401000000-hidden");
  }

  @Test
  void never_shows_a_password_when_the_connection_fails() throws Exception {
    execute("SELECT 1"); // the first user of an H2 database is its owner
    String secret = "s3cret-" + database().name();
    try (Migrator migrator =
        Migrator.configure()
            .url(database().url(), "nobody_" + database().name(), secret)
            .migrations(List.of(M20250101000000_CreateRooms.class))
            .build()) {
      SwitchbackException failure = catchThrowableOfType(SwitchbackException.class, migrator::up);
      assertThat(failure).hasMessageStartingWith("No connection to the database. Nothing was run.");
      for (Throwable t = failure; t != null; t = t.getCause()) {
        assertThat(t.toString()).doesNotContain(secret);
      }
    }
  }

  /** A way to end the transaction that the first word of a statement does not show. */
  private static final List<Body> HIDDEN_ENDS =
      List.of(
          db -> db.execute("SELECT 'a setting decides where this ends\\'; COMMIT"),
          db -> db.execute("SELECT 1 /*+ a hint */; ROLLBACK"));

  @Test
  void records_nothing_and_says_so_when_a_migration_ends_its_transaction_by_itself()
      throws Exception {
    if (!dialect().rendering().hasTransactionalDdl()) {
      return; // nothing is promised that such a statement could break
    }
    for (Body end : HIDDEN_ENDS) {
      MigrationFailedException failure =
          failure(
              migrating(
                      db -> {
                        db.createTable("early", t -> t.column("id", integer()));
                        end.run(db);
                      })
                  ::up);
      assertThat(failure)
          .hasMessageContaining(
              "The migration ended its transaction by itself, by a COMMIT or ROLLBACK that the run"
                  + " did not see. Its earlier changes may remain. The migration is not recorded.\n"
                  + "Undo the remaining changes by hand, remove that statement, and run again."
                  + " Cause: ");
      assertThat(recorded()).isEmpty();
      if (tables().contains("early")) {
        execute("DROP TABLE " + quote("early"));
      }
    }
  }

  @Test
  void does_not_claim_to_have_rolled_back_what_was_committed_before_a_failure() throws Exception {
    if (!dialect().rendering().hasTransactionalDdl()) {
      return;
    }
    MigrationFailedException failure =
        failure(
            migrating(
                    db -> {
                      db.createTable("early", t -> t.column("id", integer()));
                      db.execute("SELECT 1 /*+ a hint */; COMMIT");
                      throw new IllegalStateException("too late");
                    })
                ::up);

    assertThat(failure)
        .hasMessageContaining("Its earlier changes may remain")
        .hasMessageEndingWith("Cause: too late");
    assertThat(tables()).containsExactly("early");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void records_a_migration_whatever_raw_sql_did_to_autocommit() throws Exception {
    String off =
        switch (engine()) {
          case H2 -> "CALL 1 /*+ a hint */; SET AUTOCOMMIT FALSE";
          case POSTGRESQL -> "SELECT 1";
          case MARIADB, MYSQL -> "/*!40101 SET autocommit = 0 */";
        };
    migrating(
            db -> {
              db.createTable("kept", t -> t.column("id", integer()));
              db.execute(off);
              db.execute("INSERT INTO " + quote("kept") + " VALUES (1)");
            })
        .up();

    assertThat(recorded()).containsExactly(SCRIPTED);
    assertThat(rows("SELECT * FROM " + quote("kept"))).containsExactly("1");
  }

  @Test
  void refuses_transaction_control_in_queries_and_prepared_statements() throws Exception {
    List<Body> bodies =
        List.of(
            db -> db.query("COMMIT", row -> 1),
            db -> db.withConnection(c -> c.prepareStatement("COMMIT").execute()),
            db -> db.withConnection(c -> c.getMetaData().getConnection().commit()),
            db ->
                db.withConnection(
                    c ->
                        c.createStatement()
                            .executeQuery("SELECT 1")
                            .getStatement()
                            .getConnection()
                            .close()));
    for (Body body : bodies) {
      assertThat(failure(migrating(body)::up))
          .hasMessageContaining("is refused: the connection and its transaction belong to")
          .hasCauseInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(recorded()).isEmpty();
  }

  @Test
  void refuses_the_statement_behind_a_row() throws Exception {
    List<Body> bodies =
        new ArrayList<>(
            List.of(
                db -> db.query("SELECT 1", row -> row.getStatement().getConnection()),
                db -> db.query("SELECT 1 + ?", row -> row.getStatement().getConnection(), 1),
                db -> db.forEachRow("SELECT 1", row -> row.getStatement().close()),
                db -> db.forEachRow("SELECT 1 + ?", row -> row.getStatement().close(), 1),
                db -> db.query("SELECT 1", row -> row.unwrap(ResultSet.class))));
    if (engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL) {
      String array = "SELECT ARRAY[1, 2]";
      bodies.add(db -> db.query(array, row -> row.getArray(1).getResultSet().getStatement()));
      bodies.add(
          db -> db.query(array, row -> ((Array) row.getObject(1)).getResultSet().getStatement()));
    }
    for (Body body : bodies) {
      assertThat(failure(migrating(body)::up))
          .hasMessageContaining(
              "of a row is refused: the connection and its transaction belong to Switchback, which"
                  + " ends them together with the record of the migration. Leave it out.")
          .hasCauseInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(recorded()).isEmpty();

    List<Boolean> isWrapper = new ArrayList<>();
    migrating(db -> db.query("SELECT 1", row -> isWrapper.add(row.isWrapperFor(Statement.class))))
        .up();
    assertThat(isWrapper).containsExactly(false);
  }

  @Test
  void says_that_a_failed_raw_step_may_have_left_something_behind() throws Exception {
    MigrationFailedException failure =
        failure(
            migrating(
                    db ->
                        db.withConnection(
                            connection -> {
                              try (var statement = connection.createStatement()) {
                                statement.execute("CREATE TABLE left_behind (id INTEGER)");
                                statement.execute("CREATE TABLE left_behind (id INTEGER)");
                              }
                            }))
                ::up);

    if (dialect().rendering().hasTransactionalDdl()) {
      assertThat(failure).hasMessageContaining("none of its changes remain");
      assertThat(tables()).isEmpty();
    } else {
      assertThat(failure)
          .hasMessageContaining(
              "no step is done; a part of step 1 (withConnection) may be done and stays.\n"
                  + "Undo the changes of step 1 by hand, fix the class, run 'resolve "
                  + SCRIPTED
                  + " --not-applied --reason TEXT', and run 'up' again.");
      assertThat(tables()).hasSize(1);
    }
  }

  @Test
  void keeps_what_a_migration_says_of_the_failure_of_a_step() {
    MigrationFailedException failure =
        failure(
            migrating(
                    db -> {
                      try {
                        db.dropTable("never_there");
                      } catch (SwitchbackException e) {
                        throw new IllegalStateException("while clearing room 17", e);
                      }
                    })
                ::up);

    assertThat(failure)
        .hasMessageContaining("at step 1 (dropTable 'never_there'")
        .hasMessageContaining("Cause: while clearing room 17 (")
        .hasCauseExactlyInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(SQLException.class);
  }

  @Test
  void refuses_a_whole_call_before_its_first_statement() throws Exception {
    String tooLong = "x".repeat(257);
    assertThat(
            failure(
                migrating(
                        db ->
                            db.createTable(
                                "half",
                                t -> {
                                  t.column("id", integer());
                                  t.index(index("id").named(tooLong));
                                }))
                    ::up))
        .hasMessageContaining(dialectName() + " cannot keep it");
    assertThat(tables()).isEmpty();
  }

  @Test
  void sends_long_literals_and_many_comments() throws Exception {
    String words = "w".repeat(60_000);
    migrating(
            db -> {
              db.createTable("long", t -> t.column("t", text()));
              db.execute(
                  "-- a comment\n".repeat(5_000)
                      + "INSERT INTO "
                      + quote("long")
                      + " VALUES ('"
                      + words
                      + "')");
            })
        .up();

    assertThat(rows("SELECT * FROM " + quote("long"))).containsExactly(words);
  }

  @Test
  void fails_with_the_reason_when_the_server_is_not_there() {
    String url =
        switch (engine()) {
          case H2 -> "jdbc:h2:tcp://localhost:1/x";
          case POSTGRESQL -> "jdbc:postgresql://localhost:1/x";
          case MARIADB -> "jdbc:mariadb://localhost:1/x";
          case MYSQL -> "jdbc:mysql://localhost:1/x";
        };
    assertUnreachable(
        url,
        "me",
        "Check that the server is up, and that host and port of the URL are right.",
        "(?is).*refused.*");
  }

  @Test
  void fails_with_the_reason_when_the_server_does_not_know_the_user() throws Exception {
    assertThat(tables()).isEmpty(); // and H2 has the database from now on
    assertUnreachable(
        database().url().replaceFirst(";.*", ""),
        "stranger_of_no_server",
        "Check user and password, and that the server accepts this user from this host.",
        "(?is).*(stranger_of_no_server|user name or password).*");
  }

  @Test
  void fails_with_the_reason_when_there_is_no_such_database() {
    String url =
        engine() == TestDatabase.H2
            ? "jdbc:h2:mem:nowhere;IFEXISTS=TRUE"
            : database().url().replace(database().name(), "nowhere_at_all");
    assertUnreachable(
        url,
        database().user(),
        "Create the database, or name another one in the URL.",
        "(?is).*nowhere.*");
  }

  private void assertUnreachable(String url, String user, String remedy, String cause) {
    String password = user.equals(database().user()) ? database().password() : "s3cret";
    MigratorBuilder pooled = Migrator.configure().url(url, user, password);
    MigratorBuilder plain =
        Migrator.configure().dataSource(OtherConnections.as(url, user, password));
    for (MigratorBuilder builder : List.of(pooled, plain)) {
      try (Migrator migrator =
          builder.migrations(List.of(M20250101000000_CreateRooms.class)).build()) {
        assertThatExceptionOfType(DatabaseException.class)
            .isThrownBy(migrator::up)
            .withMessageStartingWith(
                "No connection to the database. Nothing was run. " + remedy + " Cause: ")
            .withMessageMatching(cause);
      }
    }
  }
}
