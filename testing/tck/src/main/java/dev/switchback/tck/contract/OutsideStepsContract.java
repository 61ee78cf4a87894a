package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.Resolution;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.RecordingDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Databases that roll back schema statements, and have some that run outside a transaction only: a
 * migration with one of them is in one transaction as far as it can be.
 */
public abstract class OutsideStepsContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  /** The contract on one kind of database. */
  protected OutsideStepsContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void requireTransactions() throws SQLException {
    assertThat(dialect().rendering().hasTransactionalDdl()).isTrue();
    execute("CREATE TABLE words (w VARCHAR(20), n INTEGER)");
    execute("INSERT INTO words VALUES ('a', 1), ('a', 1)");
  }

  private static final Body MIXED =
      db -> {
        db.execute("UPDATE words SET n = n + 10");
        db.addColumn("words", "size", integer().nullable());
        db.addIndex("words", index("w").concurrently());
        db.execute("UPDATE words SET n = n * 2");
        db.addColumn("words", "weight", integer().nullable());
      };

  private static MigrationFailedException failure(Migrator migrator) {
    return assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .actual();
  }

  @Test
  void carries_out_a_concurrent_index_between_other_steps() throws Exception {
    assertThat(migrating(MIXED).up().names()).containsExactly(SCRIPTED);

    assertThat(indexes("words")).containsKey("words_w");
    assertThat(rows("SELECT n FROM words")).containsExactly("22", "22");
    assertThat(rows("SELECT * FROM switchback_journal")).isEmpty();
  }

  @Test
  void rolls_back_to_the_last_step_outside_the_transaction_and_continues_behind_it()
      throws Exception {
    AtomicBoolean throwing = new AtomicBoolean(true);
    Migrator migrator =
        migrating(
            db -> {
              MIXED.run(db);
              if (throwing.get()) {
                throw new IllegalStateException("not now");
              }
            });

    assertThat(failure(migrator))
        .hasMessageContaining(
            "\n"
                + "The migration did not run in one transaction: steps 1 to 3 (execute 'UPDATE"
                + " words SET n = n + 10', addColumn 'size' on 'words', addIndex 'words_w' on"
                + " 'words' concurrently) are done and stay; steps 4 to 5 were rolled back.\n"
                + "Fix the class and run 'up' again. It resumes at step 4. Cause: not now");
    assertThat(rows("SELECT n FROM words")).containsExactly("11", "11");
    assertThat(columns("words")).containsKey("size").doesNotContainKey("weight");
    assertThat(migrator.status().get(0).state()).isEqualTo(MigrationStatus.State.UNFINISHED);

    throwing.set(false);
    migrator.up();

    assertThat(rows("SELECT n FROM words")).containsExactly("22", "22");
    assertThat(columns("words")).containsKeys("size", "weight");
  }

  @Test
  void a_later_step_that_is_refused_is_refused_before_the_first_commit() throws Exception {
    assertThat(failure(migrating(MIXED.then(db -> db.addColumn("words", "x".repeat(99), bool())))))
        .hasMessageStartingWith(
            "Migration '"
                + SCRIPTED
                + "' – 'up' failed at step 6 (addColumn '"
                + "x".repeat(99)
                + "' on 'words', M20250601000000_Scripted.java:")
        .hasMessageContaining(
            ").\n"
                + "PostgreSQL rolled back the migration: none of its changes remain. The migration"
                + " is not recorded.\n");

    assertThat(columns("words")).containsOnlyKeys("w", "n");
    assertThat(indexes("words")).isEmpty();
    assertThat(rows("SELECT n FROM words")).containsExactly("1", "1");
    assertThat(rows("SELECT * FROM switchback_journal")).isEmpty();
  }

  /** Nothing of it can be half done, so that it is not called twice. */
  @Test
  void a_migration_in_one_transaction_is_called_once() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Body counted =
        db -> {
          calls.incrementAndGet();
          db.addColumn("words", "size", integer().nullable());
          db.addColumn("words", "weight", integer().nullable());
        };

    migrating(counted).up();
    assertThat(calls).hasValue(1);
  }

  /** Runs it in a process that dies after the first round trip that begins so. */
  private void dieAfter(String begin, Body up) {
    DeadManDataSource process =
        new DeadManDataSource(dataSource()).diesAfter(trip -> trip.call().startsWith(begin));
    Migrator migrator =
        Migrator.configure()
            .dataSource(process)
            .migrations(List.of(M20250601000000_Scripted.class))
            .factory(type -> new M20250601000000_Scripted(up, db -> {}))
            .build();
    assertThatExceptionOfType(SwitchbackException.class).isThrownBy(migrator::up);
    assertThat(process.isDead()).isTrue();
  }

  @Test
  void settings_are_set_again_and_looks_answered_again_behind_a_concurrent_index()
      throws Exception {
    execute("CREATE SCHEMA other");
    execute("CREATE TABLE other.words (w VARCHAR(20), n INTEGER)");
    Body body =
        db -> {
          db.execute("SET search_path = other, public");
          db.query("SELECT set_config('my.more', '100', false)", row -> row.getString(1));
          db.execute("SET LOCAL lock_timeout = 70000");
          int rows = db.query("SELECT count(*) FROM public.words", row -> row.getInt(1)).get(0);
          db.execute("INSERT INTO public.words VALUES ('b', ?)", rows);
          db.addIndex("words", index("w").concurrently());
          db.execute("INSERT INTO words VALUES ('c', current_setting('my.more')::int + ?)", rows);
          db.addColumn("words", "size", integer().nullable());
        };
    dieAfter("INSERT INTO words", body);

    migrating(body).up();

    assertThat(rows("SELECT w, n, size FROM other.words")).containsExactly("c, 102, null");
    assertThat(rows("SELECT n FROM words WHERE w = 'b'")).containsExactly("2");
    assertThat(columns("words")).containsOnlyKeys("w", "n");
  }

  @Test
  void the_numbers_of_rows_come_from_the_journal_behind_a_concurrent_index() throws Exception {
    Body body =
        db -> {
          db.createTable(
              "people",
              t -> {
                t.column("id", integer().primaryKey().autoIncrement());
                t.column("name", string(9));
              });
          List<Long> ids = db.insertNumbered("people", row("name", "a"), row("name", "b"));
          db.addIndex("words", index("w").concurrently());
          db.execute("INSERT INTO words VALUES ('c', ?)", ids.get(1));
          db.addColumn("words", "size", integer().nullable());
        };
    dieAfter("INSERT INTO words", body);

    migrating(body).up();

    assertThat(rows("SELECT n FROM words WHERE w = 'c'")).containsExactly("2");
    assertThat(rows("SELECT name FROM people ORDER BY id")).containsExactly("a", "b");
  }

  @Test
  void the_enum_types_that_were_shown_come_from_the_journal_behind_a_concurrent_index()
      throws Exception {
    Body body =
        db -> {
          if (db.showEnumTypes().isEmpty()) {
            db.createEnumType("mood", "sad", "it's, happy");
            assertThat(db.showEnumTypes())
                .containsExactly(new EnumTypeDescription("mood", List.of("sad", "it's, happy")));
          }
          db.addIndex("words", index("w").concurrently());
          db.execute("INSERT INTO words VALUES ('c', 3)");
        };
    dieAfter("INSERT INTO words", body);

    migrating(body).up();

    assertThat(rows("SELECT n FROM words WHERE w = 'c'")).containsExactly("3");
  }

  /** The journal has only a hash of them, and to ask again would change rows again. */
  @Test
  void a_change_whose_rows_were_too_many_to_keep_is_not_sent_again() throws Exception {
    Body body =
        db -> {
          db.query(
              "INSERT INTO words SELECT 'w', n FROM generate_series(1, 9000) n RETURNING n",
              row -> row.getInt(1));
          db.addIndex("words", index("w").concurrently());
          db.execute("INSERT INTO words VALUES ('c', 3)");
        };
    dieAfter("INSERT INTO words VALUES", body);

    assertThat(failure(migrating(body)))
        .hasMessageContaining(
            "it changed rows when it was first sent, and its result is lost. Nothing was sent.");
    assertThat(rows("SELECT count(*) FROM words WHERE w = 'w'")).containsExactly("9000");
  }

  @Test
  void refuses_by_name_to_resume_what_only_its_first_session_had() throws Exception {
    Map<String, String> lost =
        Map.of(
            "CREATE TEMP TABLE tt (n INTEGER)", "a temporary table",
            "SELECT set_config('my.more', (SELECT max(w) FROM words), false)",
                "a setting with a computed value",
            "SELECT pg_advisory_lock(7)", "a lock of the session",
            "PREPARE p AS SELECT 1", "a prepared statement or cursor",
            "LISTEN news", "a channel that it listens to",
            "DO $$ BEGIN PERFORM set_config('my.more', '1', false); END $$",
                "a setting of its block");
    for (Map.Entry<String, String> each : lost.entrySet()) {
      Body body =
          db -> {
            db.execute(each.getKey());
            db.addIndex("words", index("w").concurrently());
            db.execute("UPDATE words SET n = n + 1");
          };
      dieAfter("UPDATE words", body);

      assertThatExceptionOfType(UnfinishedMigrationException.class)
          .as(each.getKey())
          .isThrownBy(() -> migrating(body).up())
          .withMessageContaining("cannot be resumed: step 1 (execute '")
          .withMessageContaining(
              "is done and left "
                  + each.getValue()
                  + " in its session, which cannot be restored.\nNothing was changed.");
      migrating(body).resolve(SCRIPTED, Resolution.ABANDON, "undone by hand");
      execute("DROP INDEX words_w");
    }
    assertThat(rows("SELECT n FROM words")).containsExactly("1", "1");
  }

  @Test
  void refuses_to_resume_behind_plain_jdbc_that_set_something() throws Exception {
    Body body =
        db -> {
          db.withConnection(
              connection -> {
                try (var set = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
                  set.setString(1, "search_path");
                  set.setString(2, "other");
                  set.execute();
                }
              });
          db.addIndex("words", index("w").concurrently());
          db.execute("UPDATE words SET n = n + 1");
        };
    execute("CREATE SCHEMA other");
    execute("CREATE TABLE other.words (w VARCHAR(20), n INTEGER)");
    dieAfter("UPDATE words", body);

    assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(() -> migrating(body).up())
        .withMessageContaining(
            "step 1 (withConnection) is done and left 'SELECT set_config(?, ?, false)' in its"
                + " session, which cannot be restored.");
  }

  @Test
  void builds_an_index_again_whose_first_build_failed() throws Exception {
    Migrator migrator =
        migrating(
            db -> {
              db.addColumn("words", "size", integer().nullable());
              db.addIndex("words", index("w").unique().concurrently());
            });
    assertThat(failure(migrator)).hasMessageContaining("It resumes at step 2.");
    assertThat(failure(migrator)).hasMessageContaining("It resumes at step 2.");
    execute("TRUNCATE words");

    migrator.up();

    assertThat(indexes("words")).containsEntry("words_w", "unique (w)");
    assertThat(rows("SELECT COUNT(*) FROM pg_index WHERE NOT indisvalid")).containsExactly("0");
  }

  @Test
  void sees_from_a_statement_of_your_own_that_it_runs_outside_a_transaction() throws Exception {
    migrating(
            db -> {
              db.execute("UPDATE words SET n = 5");
              db.execute("VACUUM words");
              db.execute("UPDATE words SET n = n + 1");
            })
        .up();

    assertThat(rows("SELECT n FROM words")).containsExactly("6", "6");
    assertThat(rows("SELECT * FROM switchback_journal")).isEmpty();
  }

  private static final List<String> RAW =
      List.of(
          "CREATE INDEX CONCURRENTLY raw_n ON words (n)",
          "CREATE SCHEMA IF NOT EXISTS other; CREATE TABLE IF NOT EXISTS other.a (n integer)",
          "CREATE INDEX CONCURRENTLY raw_o ON other.a(n)",
          "REINDEX INDEX CONCURRENTLY raw_n",
          "DROP INDEX CONCURRENTLY other.raw_o",
          "DROP INDEX CONCURRENTLY \"raw_n\"",
          "VACUUM (ANALYZE) words",
          "CREATE TYPE mood AS ENUM ('sad')",
          "ALTER TYPE mood ADD VALUE 'it''s'",
          "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'it''s'",
          "DROP TYPE mood");

  private Migrator scripted(DeadManDataSource process, Body body) {
    return Migrator.configure()
        .dataSource(process)
        .migrations(List.of(M20250601000000_Scripted.class))
        .factory(type -> new M20250601000000_Scripted(body, db -> {}))
        .build();
  }

  private void die(DeadManDataSource process, Body body) {
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, body).up());
    assertThat(process.isDead()).isTrue();
  }

  private DeadManDataSource dyingBefore(String sql) {
    DeadManDataSource process = new DeadManDataSource(dataSource());
    return process.pausesBefore(trip -> trip.call().equals(sql), process::kill);
  }

  @Test
  void continues_by_itself_behind_a_plain_schema_statement() throws Exception {
    for (String sql : RAW) {
      Body body = db -> db.execute(sql);
      die(dyingBefore(sql), body);
      die(new DeadManDataSource(dataSource()).diesAfter(trip -> trip.call().equals(sql)), body);
      assertThatNoException().as(sql).isThrownBy(() -> migrating(body).up());
      migrating(body).down(); // its record alone
    }
  }

  @Test
  void uses_a_new_value_of_an_enum_type_of_its_own_in_the_same_migration() throws Exception {
    migrating(
            db -> {
              db.execute("CREATE TYPE mood AS ENUM ('sad')");
              db.execute("ALTER TABLE words ADD COLUMN m mood");
              db.execute("ALTER TYPE mood ADD VALUE 'glad'");
              db.execute("UPDATE words SET m = 'glad'");
            })
        .up();

    assertThat(rows("SELECT m FROM words")).containsExactly("glad", "glad");
    Plan.Step addition =
        migrating(db -> db.execute("ALTER TYPE mood ADD VALUE 'odd'"))
            .planOffline(Direction.UP, "PostgreSQL", "15")
            .migrations()
            .get(0)
            .steps()
            .get(0);
    assertThat(addition.isOutsideTransaction()).isTrue();
  }

  @Test
  void drops_what_an_interrupted_build_left_before_it_is_sent_again() throws Exception {
    String sql = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS raw_w ON words (w)";
    Body body = db -> db.execute(sql);
    die(dyingBefore(sql), body);
    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(sql)); // 'a' is twice
    assertThat(rows("SELECT COUNT(*) FROM pg_index WHERE NOT indisvalid")).containsExactly("1");
    execute("DELETE FROM words");

    migrating(body).up();

    assertThat(indexes("words")).containsEntry("raw_w", "unique (w)");
    assertThat(rows("SELECT COUNT(*) FROM pg_index WHERE NOT indisvalid")).containsExactly("0");
  }

  @Test
  void drops_what_an_interrupted_reindex_left_before_it_is_sent_again() throws Exception {
    execute("CREATE INDEX words_n ON words (n)");
    for (String sql :
        List.of(
            "REINDEX TABLE CONCURRENTLY words",
            "reindex (verbose) index concurrently public.words_n;",
            "REINDEX SCHEMA CONCURRENTLY public")) {
      Body body = db -> db.execute(sql);
      die(dyingBefore(sql), body);
      for (String index : List.of("words_n_ccnew", "words_n_ccnew1", "words_of_others")) {
        String build = "CREATE UNIQUE INDEX CONCURRENTLY %s ON words (w)".formatted(index);
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(build));
      }

      migrating(body).up();

      assertThat(rows("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"))
          .as(sql)
          .containsExactly("words_of_others");
      execute("DROP INDEX words_of_others");
      migrating(body).down(); // its record alone
    }
  }

  @Test
  void fails_again_as_undisturbed_when_an_index_was_there_before() throws Exception {
    String sql = "CREATE INDEX CONCURRENTLY raw_w ON words (w)";
    execute("CREATE INDEX raw_w ON words (n)");
    Body body = db -> db.execute(sql);
    die(new DeadManDataSource(dataSource()).diesAfter(trip -> trip.call().equals(sql)), body);

    assertThat(failure(migrating(body))).hasMessageContaining("already exists");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void builds_a_concurrent_index_while_others_wait_for_the_lock() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      Body body =
          db -> {
            begun.countDown();
            go.await();
            MIXED.run(db);
          };
      List<Future<MigrationReport>> runs = new ArrayList<>();
      runs.add(threads.submit(() -> migrating(body).up()));
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
      for (int i = 0; i < 8; i++) {
        runs.add(threads.submit(() -> migrating(body).up()));
      }
      Thread.sleep(500);
      go.countDown();

      int applied = 0;
      for (Future<MigrationReport> run : runs) {
        applied += run.get(1, TimeUnit.MINUTES).names().size();
      }
      assertThat(applied).isEqualTo(1);
      assertThat(rows("SELECT n FROM words")).containsExactly("22", "22");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void costs_two_round_trips_besides_the_statements_of_a_migration() throws Exception {
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    Migrator migrator =
        Migrator.configure()
            .dataSource(recording)
            .migrations(List.of(M20250601000000_Scripted.class))
            .factory(
                type ->
                    new M20250601000000_Scripted(
                        db -> {
                          db.createTable("rooms", t -> t.column("id", integer()));
                          db.addIndex("rooms", "id");
                          db.execute("UPDATE words SET n = ?", 7);
                          db.query("SELECT n FROM words", row -> row.getInt(1));
                        },
                        db -> {}))
            .build();
    migrator.init();
    recording.clear();

    migrator.up();

    List<String> sent = recording.sentByThisThread();
    int first =
        sent.indexOf(
            sent.stream().filter(s -> s.startsWith("CREATE TABLE")).findFirst().orElseThrow());
    assertThat(sent.subList(first, sent.lastIndexOf("commit") + 1))
        .extracting(sql -> sql.split(" ", 3)[0] + (sql.contains("switchback_") ? " own" : ""))
        .containsExactly("CREATE", "CREATE", "UPDATE", "SELECT", "INSERT own", "commit");
    assertThat(sent.subList(0, first).stream().filter(s -> s.equals("commit")))
        .as("the gate is raised before, and nothing else is committed")
        .hasSize(1);
  }
}
