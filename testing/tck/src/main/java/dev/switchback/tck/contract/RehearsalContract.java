package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.schema.Row;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be refused without asking the server is refused before anything is committed. */
public abstract class RehearsalContract extends DatabaseContract {

  /** No database keeps a name of this length. */
  private static final String TOO_LONG = "x".repeat(300);

  private static final String SCRIPTED = "20250601000000-scripted";

  private static final Body ONE =
      db -> db.createTable("one", t -> t.column("id", integer().primaryKey()));

  private static final Body REFUSED = db -> db.renameTable("one", TOO_LONG);

  /** The contract on one kind of database. */
  protected RehearsalContract(TestedDatabase database) {
    super(database);
  }

  private boolean commitsEachStep() throws SQLException {
    return !dialect().rendering().hasTransactionalDdl();
  }

  private static MigrationFailedException failure(Migrator migrator) {
    return assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .actual();
  }

  private void requireNothingDone(String... tables) throws SQLException {
    assertThat(tables()).containsExactly(tables);
    assertThat(recorded()).isEmpty();
    assertThat(rows("SELECT COUNT(*) FROM " + quote("switchback_journal"))).containsExactly("0");
  }

  @Test
  void a_later_step_that_is_refused_is_refused_before_the_first_is_sent() throws Exception {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Body body = ONE.then(db -> db.addColumn("one", "size", integer().nullable())).then(REFUSED);

    MigrationFailedException failure =
        failure(scripted(body, db -> {}).dataSource(watched).build());

    requireNothingDone();
    assertThat(failure.getMessage())
        .matches(
            "(?s)Migration '20250601000000-scripted' – 'up' failed at step 3 \\(renameTable 'one'"
                + " to 'x+', M20250601000000_Scripted\\.java:\\d+\\)\\.\n"
                + ".*")
        .contains("\nFix the class and run 'up' again. Cause: ")
        .contains(dialect().name() + " cannot keep it");
    assertThat(failure).hasCauseInstanceOf(IllegalArgumentException.class);
    if (commitsEachStep()) {
      assertThat(failure.getMessage())
          .contains(
              "\n"
                  + "It was refused before the first step: no step was executed. The migration is"
                  + " not recorded.\n");
      assertThat(watched.sentByMigrations()).noneMatch(sql -> sql.startsWith("CREATE TABLE"));
    }
  }

  @Test
  void a_table_that_only_the_server_knows_keeps_no_refusal_back() throws Exception {
    execute("CREATE TABLE " + quote("old") + " (" + quote("id") + " INTEGER)");
    List<Body> refused =
        List.of(
            db -> db.renameTable("old", TOO_LONG),
            db -> db.renameColumn("old", "id", TOO_LONG),
            db -> db.addColumn("old", TOO_LONG, integer()),
            db -> db.removeColumn("old", TOO_LONG),
            db -> db.changeColumn("old", TOO_LONG, integer()),
            db -> db.addIndex("old", TOO_LONG),
            db ->
                db.createTable(
                    "other",
                    t -> {
                      t.ifNotExists();
                      t.column(TOO_LONG, integer());
                    }),
            db -> db.createView(TOO_LONG, "SELECT 1"),
            db -> db.bulkInsert("old", row(TOO_LONG, 1)),
            db -> db.execute("COMMIT"),
            db -> db.verifiedBy("SELECT 1").dropTable("old"),
            db -> db.acknowledged(" ").dropTable("old"));
    for (Body body : refused) {
      assertThat(failure(migrating(ONE.then(body))))
          .hasMessageContaining(commitsEachStep() ? "at step 2 (" : " – 'up' failed ");

      requireNothingDone("old");
    }
  }

  @Test
  void what_a_column_or_an_index_refuses_counts_too() throws Exception {
    MigrationFailedException failure =
        failure(
            migrating(
                ONE.then(db -> db.addColumn("one", "n", integer().defaultValue(1).defaultNow()))));

    requireNothingDone();
    assertThat(failure.getMessage())
        .contains("M20250601000000_Scripted.java:")
        .contains("integer() – it has two defaults");
    if (commitsEachStep()) {
      assertThat(failure).hasMessageContaining("– 'up' failed at step 2 (M2025");
    }
  }

  @Test
  void what_the_migration_itself_makes_is_known() throws Exception {
    Body body =
        ONE.then(
            db -> {
              db.renameTable("one", "two");
              db.removeConstraint("two", "never_there");
            });

    assertThat(failure(migrating(body)))
        .hasMessageContaining("at step 3 (removeConstraint 'never_there' from 'two'")
        .hasMessageContaining("there is no constraint of this name on this table");

    requireNothingDone();
  }

  @Test
  void names_that_change_hands_do_not_confuse_it() throws Exception {
    execute("CREATE TABLE " + quote("old") + " (" + quote("id") + " INTEGER)");
    execute("CREATE TABLE " + quote("older") + " (" + quote("n") + " INTEGER)");

    migrating(
            ONE.then(
                db -> {
                  db.dropTable("one");
                  db.renameTable("old", "one");
                  db.renameTable("older", "old");
                  db.renameColumn("old", "n", "m");
                  db.renameTable("one", "older");
                  db.renameColumn("older", "id", "m");
                  ONE.run(db);
                  db.createTable(
                      "one",
                      t -> {
                        t.ifNotExists();
                        t.column("id", integer().primaryKey());
                      });
                }))
        .up();

    assertThat(tables()).containsExactly("old", "older", "one");
  }

  @Test
  void the_step_that_is_next_is_refused_in_its_own_words() throws Exception {
    assertThat(failure(migrating(db -> db.renameTable("none", TOO_LONG))))
        .hasMessageContaining("at step 1 (renameTable 'none' to ");
    assertThat(failure(migrating(REFUSED.then(REFUSED)))).hasMessageContaining("at step 1 (");

    requireNothingDone();
  }

  @Test
  void a_migration_that_catches_the_refusal_has_failed_all_the_same() throws Exception {
    Body body =
        db -> {
          try {
            ONE.run(db);
            REFUSED.run(db);
          } catch (RuntimeException e) {
            assertThat(e).isInstanceOf(IllegalArgumentException.class);
          }
        };

    assertThat(failure(migrating(body))).hasMessageContaining("at step 2 (renameTable 'one' to ");

    requireNothingDone();
  }

  @Test
  void the_way_down_is_rehearsed_as_well() throws Exception {
    Migrator refusing =
        migrating(
            ONE,
            db -> {
              db.addColumn("one", "size", integer().nullable());
              REFUSED.run(db);
            });
    refusing.up();

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(refusing::down)
        .withMessageContaining("– 'down' failed at step 2 (renameTable 'one' to ")
        .withMessageContaining("The migration is still recorded as applied.");

    assertThat(columns("one")).containsOnlyKeys("id");
    assertThat(recorded()).containsExactly(SCRIPTED);
  }

  @Test
  void a_migration_that_is_continued_is_refused_before_it_commits_more() throws Exception {
    execute("CREATE TABLE " + quote("taken") + " (" + quote("id") + " INTEGER)");
    Body failing =
        ONE.then(db -> db.createTable("taken", t -> t.column("id", integer().primaryKey())));
    failure(migrating(failing));
    execute("DROP TABLE " + quote("taken"));

    MigrationFailedException failure = failure(migrating(failing.then(REFUSED)));

    assertThat(failure).hasMessageContaining("at step 3 (renameTable 'one' to ");
    if (commitsEachStep()) {
      assertThat(failure)
          .hasMessageContaining("step 1 (createTable 'one') is done and stays.\n")
          .hasMessageContaining("It resumes at step 2.");
      assertThat(tables()).containsExactly("one");
    } else {
      assertThat(tables()).isEmpty();
    }
    migrating(failing).up();
    assertThat(tables()).containsExactly("one", "taken");
  }

  @Test
  void rows_before_it_are_rolled_back() throws Exception {
    execute("CREATE TABLE " + quote("old") + " (" + quote("id") + " INTEGER)");
    Body body = db -> db.bulkInsert("old", row("id", 1));

    assertThat(failure(migrating(body.then(ONE).then(REFUSED))))
        .hasMessageContaining("at step 3 (renameTable 'one' to ")
        .hasMessageContaining(
            dialect().name()
                + " rolled back the migration: none of its changes remain. The migration is not"
                + " recorded.");

    requireNothingDone("old");
    assertThat(rows("SELECT COUNT(*) FROM " + quote("old"))).containsExactly("0");
  }

  /** It may be a plan B for what it finds. */
  @ParameterizedTest
  @ValueSource(strings = {"query", "forEachRow", "tableExists", "describeTable", "withConnection"})
  void what_depends_on_what_it_reads_is_not_refused_beforehand(String how) throws Exception {
    Body body =
        ONE.then(
            db -> {
              AtomicBoolean isThere = new AtomicBoolean();
              switch (how) {
                case "query" -> isThere.set(!db.query("SELECT 1", row -> row.getInt(1)).isEmpty());
                case "forEachRow" -> db.forEachRow("SELECT 1", row -> isThere.set(true));
                case "tableExists" -> isThere.set(db.tableExists("one"));
                case "describeTable" -> isThere.set(db.describeTable("one").columns().size() == 1);
                default -> db.withConnection(connection -> isThere.set(true));
              }
              if (!isThere.get()) {
                REFUSED.run(db);
              }
            });

    assertThat(migrating(body).up().names()).containsExactly(SCRIPTED);
  }

  @Test
  void what_raw_sql_may_have_made_is_not_refused_beforehand() throws Exception {
    migrating(
            ONE.then(
                db -> {
                  db.execute(
                      "ALTER TABLE "
                          + quote("one")
                          + " ADD CONSTRAINT "
                          + quote("one_id_u")
                          + " UNIQUE ("
                          + quote("id")
                          + ")");
                  db.removeConstraint("one", "one_id_u");
                }))
        .up();

    assertThat(tables()).containsExactly("one");
  }

  /** It would not throw if it were called with the database. */
  @Test
  void what_the_migration_itself_throws_is_not_taken_for_a_refusal() throws Exception {
    Body body =
        ONE.then(
            db -> {
              if (commitsEachStep() && !tables().contains("one")) {
                throw new IllegalArgumentException("the table is not there yet");
              }
              db.addColumn("one", "size", integer().nullable());
            });

    assertThat(migrating(body).up().names()).containsExactly(SCRIPTED);

    assertThat(columns("one")).containsOnlyKeys("id", "size");
  }

  /** Counts its steps in a field, and takes its rows from one. */
  private static final class Stateful implements Migration {
    private final Iterator<Row> rows = List.of(row("id", 1), row("id", 2)).iterator();
    private final Stream<Row> stream;
    private int calls;

    Stateful(AtomicInteger taken) {
      stream = Stream.of(row("id", 3), row("id", 4)).peek(row -> taken.incrementAndGet());
    }

    @Override
    public void up(QueryInterface db) throws Exception {
      calls++;
      ONE.run(db);
      db.bulkInsert("one", (Iterable<Row>) () -> rows);
      db.bulkInsert("one", stream);
      db.addColumn("one", "calls_" + calls, string(10).nullable());
    }

    @Override
    public void down(QueryInterface db) {}
  }

  @Test
  void fields_of_the_migration_stay_as_they_are_and_no_row_is_taken_twice() throws Exception {
    AtomicInteger taken = new AtomicInteger();

    configure(M20250601000000_Scripted.class).factory(type -> new Stateful(taken)).build().up();

    assertThat(taken).hasValue(2);
    assertThat(rows("SELECT COUNT(*) FROM " + quote("one"))).containsExactly("4");
    assertThat(columns("one")).containsOnlyKeys("id", "calls_1");
  }

  /** A bean of a container is one and the same. */
  @Test
  void a_factory_that_has_one_instance_is_rehearsed_without_taking_its_rows() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    Stateful bean = new Stateful(taken);

    configure(M20250601000000_Scripted.class).factory(type -> bean).build().up();

    assertThat(taken).hasValue(2);
    assertThat(rows("SELECT COUNT(*) FROM " + quote("one"))).containsExactly("4");
  }

  @Test
  void behind_rows_that_are_not_counted_the_step_is_named_without_its_number() throws Exception {
    Body body =
        ONE.then(db -> db.bulkInsert("one", Stream.of(row("id", 1), row("id", 2)))).then(REFUSED);

    MigrationFailedException failure = failure(migrating(body));

    requireNothingDone();
    assertThat(failure)
        .hasMessageContaining(
            commitsEachStep()
                ? "– 'up' failed at a later step (renameTable 'one' to "
                : "– 'up' failed at step 3 (renameTable 'one' to ");
  }

  /** A step is heard, sent and asked about once, as if it had not been rehearsed. */
  @Test
  void it_costs_no_round_trip_and_no_listener_hears_of_it() throws Exception {
    Body three =
        ONE.then(
            db -> {
              db.addColumn("one", "size", integer().nullable());
              db.addIndex("one", "size");
            });
    AtomicInteger calls = new AtomicInteger();
    Body unrehearsed =
        db -> {
          if (calls.incrementAndGet() % 2 == 0) {
            throw new IllegalStateException("the second call of a run is the rehearsal");
          }
          three.run(db);
        };

    assertThat(sentBy(three)).isEqualTo(sentBy(commitsEachStep() ? unrehearsed : three));
  }

  private List<String> sentBy(Body body) throws SQLException {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    HeardEvents heard = new HeardEvents();
    Migrator migrator = scripted(body, db -> db.dropTable("one")).dataSource(watched).build();
    migrator.up();
    migrator.down();
    watched.clear();
    scripted(body, db -> db.dropTable("one")).dataSource(watched).listener(heard).build().up();
    List<String> sent =
        watched.sentByThisThread().stream().map(sql -> sql.replaceAll("[0-9]+", "n")).toList();
    assertThat(watched.sentByMigrations()).hasSize(3);
    assertThat(heard.lines()).filteredOn(line -> line.contains(" step ")).hasSize(6);
    migrator.down();
    return sent;
  }
}
