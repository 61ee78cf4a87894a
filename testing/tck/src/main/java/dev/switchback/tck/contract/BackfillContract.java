package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Params.params;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationListener;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.Resolution;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Row;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.RecordingDataSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code backfill}: batches by the primary key, each committed with its place. */
public abstract class BackfillContract extends RowsContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  /** The contract on one kind of database. */
  protected BackfillContract(TestedDatabase database) {
    super(database);
  }

  private String name(String identifier) {
    try {
      return quote(identifier);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Sets the rank of each user to one more, so that a second time would be seen. */
  private Body counting(int batch) {
    return db ->
        db.backfill("users", b -> b.setSql("rank", name("rank") + " + 1").batchesOf(batch));
  }

  /** Whether a statement reads the keys of a batch. */
  private static boolean isOfKeys(String sql) {
    return sql.contains("batch") && sql.contains(" LIMIT ");
  }

  /** Makes the migration pending again. What it did stays. */
  private void again() {
    migrating(db -> {}).down();
  }

  private void give(int users) {
    migrating(
            db -> {
              users(db);
              List<Row> rows = new ArrayList<>();
              for (int id = 1; id <= users; id++) {
                rows.add(row("id", id * 3, "name", "user " + id, "rank", 0));
              }
              db.bulkInsert("users", rows);
            })
        .up();
    again();
  }

  private List<String> ranks() throws SQLException {
    return rows(
        "SELECT %1$s, COUNT(*) FROM %2$s GROUP BY %1$s ORDER BY 1"
            .formatted(name("rank"), name("users")));
  }

  private List<String> journal() throws SQLException {
    return rows(
        "SELECT %s, %s FROM %s ORDER BY 1"
            .formatted(name("ordinal"), name("description"), name("switchback_journal")));
  }

  @Test
  void changes_every_row_once_whatever_the_size_of_a_batch() throws Exception {
    give(10);
    for (int batch : List.of(1, 3, 5, 10, 11, 100)) {
      migrating(counting(batch)).up();
      again();
    }

    assertThat(ranks()).containsExactly("6, 10");
  }

  @Test
  void an_empty_table_is_no_problem() throws Exception {
    migrating(db -> users(db)).up();
    again();

    migrating(counting(5)).up();

    assertThat(recorded()).containsExactly(SCRIPTED);
    assertThat(journal()).isEmpty();
  }

  @Test
  void sets_values_and_expressions_with_values_in_the_rows_of_a_condition() throws Exception {
    give(4);
    String id = name("id");
    migrating(
            db ->
                db.backfill(
                    "users",
                    b ->
                        b.set("name", "it's")
                            .setSql("rank", id + " + :more -- a comment", params("more", 100))
                            .where(whereSql(id + " > ?", 3).and("name", "user 3"))
                            .batchesOf(2)))
        .up();

    assertThat(users())
        .containsExactly("3, user 1, 0", "6, user 2, 0", "9, it's, 109", "12, user 4, 0");
  }

  @Test
  void a_column_is_added_filled_and_made_required_in_one_migration() throws Exception {
    give(7);
    migrating(
            db -> {
              db.addColumn("users", "label", string(120).nullable());
              db.backfill("users", b -> b.setSql("label", name("name")).batchesOf(3));
              db.changeColumn("users", "label", change -> change.notNull());
            })
        .up();

    assertThat(rows("SELECT %s FROM %s ORDER BY 1".formatted(name("label"), name("users"))))
        .hasSize(7)
        .startsWith("user 1");
    assertThat(recorded()).containsExactly(SCRIPTED);
    assertThat(journal()).isEmpty();
  }

  @Test
  void a_batch_is_a_query_an_update_and_a_line_in_the_journal() throws Exception {
    give(10);
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    scripted(recording, counting(4)).up();

    assertThat(recording.sentByThisThread()).filteredOn(BackfillContract::isOfKeys).hasSize(3);
    assertThat(recording.sentByThisThread())
        .filteredOn(sql -> sql.contains("UPDATE") && sql.contains(name("rank")))
        .hasSize(3);
    assertThat(recording.sentByThisThread())
        .filteredOn(sql -> sql.contains(name("batch") + " = ?"))
        .hasSize(2);
  }

  /** Without the query of the first batch, before which the catalogue is read. */
  @Test
  void each_further_batch_is_three_statements_and_a_commit() throws Exception {
    give(10);
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    scripted(recording, counting(2)).up();

    List<String> sent = recording.sentByThisThread();
    List<Integer> queries =
        IntStream.range(0, sent.size()).filter(i -> isOfKeys(sent.get(i))).boxed().toList();
    assertThat(queries).hasSize(6);
    for (int i = 2; i < queries.size(); i++) {
      int from = queries.get(i - 1);
      assertThat(sent.subList(from, queries.get(i)))
          .as(sent.toString())
          .hasSize(4)
          .endsWith("commit");
    }
  }

  @Test
  void dies_at_each_round_trip_and_still_changes_every_row_once() throws Exception {
    give(7);
    Body body =
        db -> {
          db.addColumn("users", "extra", integer().nullable());
          counting(3).run(db);
          db.addColumn("users", "more", integer().nullable());
        };
    Body back =
        db -> {
          db.removeColumn("users", "more");
          db.removeColumn("users", "extra");
        };
    int done = 0;
    boolean isAlive = false;
    for (int trip = 1; !isAlive; trip++) {
      for (boolean isAfter : List.of(false, true)) {
        DeadManDataSource process =
            new DeadManDataSource(dataSource()).countingOnly(Thread.currentThread());
        process = isAfter ? process.diesAfter(trip) : process.diesBefore(trip);
        try {
          scripted(process, body).up();
          isAlive = !process.isDead();
        } catch (SwitchbackException e) {
          assertThat(process.isDead()).as(e.toString()).isTrue();
        }
        migrating(body).up();
        done++;
        assertThat(ranks())
            .as("death at %s, after: %s", trip, isAfter)
            .containsExactly(done + ", 7");
        assertThat(journal()).isEmpty();
        migrating(db -> {}, back).down();
      }
    }
    assertThat(done).isGreaterThan(30);
  }

  @Test
  void batches_that_are_committed_stay_and_the_next_run_continues_after_them() throws Exception {
    give(9);
    execute(
        "UPDATE %s SET %s = NULL WHERE %s = 21".formatted(name("users"), name("name"), name("id")));
    Body body =
        db -> {
          db.addColumn("users", "label", string(120).notNull().defaultValue("none"));
          db.backfill(
              "users",
              b ->
                  b.setSql("label", name("name"))
                      .setSql("rank", name("rank") + " + 1")
                      .batchesOf(3));
        };

    MigrationFailedException failure = failure(body);

    assertThat(failure)
        .hasMessageContaining("'up' failed at step 2 (backfill of 'label', 'rank' in 'users'")
        .hasMessageContaining(
            "The migration did not run in one transaction: step 1 (addColumn 'label' on 'users') is"
                + " done and stays; step 2 (backfill of 'label', 'rank' in 'users', 6 rows in 2"
                + " batches) is done in part, and its batches stay.")
        .hasMessageContaining(
            "Correct the rows that the server refused, and run 'up' again. It resumes step 2 after"
                + " its last batch. If that step must change, undo its batches by hand, and run"
                + " 'resolve 20250601000000-scripted --abandon --reason TEXT' first.");
    assertThat(ranks()).containsExactly("0, 3", "1, 6");
    assertThat(migrating(body).status().get(0).unfinished().orElseThrow())
        .hasToString(
            "Done steps: addColumn 'label' on 'users'; in flight: backfill of 'label', 'rank' in"
                + " 'users', 6 rows in 2 batches");

    execute(
        "UPDATE %s SET %s = 'Ann' WHERE %s = 21"
            .formatted(name("users"), name("name"), name("id")));
    migrating(body).up();

    assertThat(ranks()).containsExactly("1, 9");
    assertThat(journal()).isEmpty();
  }

  @Test
  void a_step_that_is_done_in_part_is_given_up_and_not_settled() throws Exception {
    give(9);
    stopAtTheThirdBatch();

    for (Resolution resolution : List.of(Resolution.APPLIED, Resolution.NOT_APPLIED)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> migrating(counting(3)).resolve(SCRIPTED, resolution, "it is so"))
          .withMessage(
              "Migration '%1$s' – step 1 (backfill of 'rank' in 'users', 6 rows in 2 batches) is"
                      .formatted(SCRIPTED)
                  + " not in doubt: the journal has its last batch. Nothing was changed. Run 'up'"
                  + " to resume it after that batch, or give the migration up by 'resolve "
                  + SCRIPTED
                  + " --abandon --reason TEXT'.");
    }
    migrating(counting(3)).resolve(SCRIPTED, Resolution.ABANDON, "begin again");
    migrating(counting(3)).up();

    assertThat(ranks()).containsExactly("1, 3", "2, 6");
  }

  /** Commits two batches of three rows, and dies in the third. */
  private void stopAtTheThirdBatch() {
    stopAtTheThirdBatch(counting(3));
  }

  private void stopAtTheThirdBatch(Body body) {
    AtomicReference<Integer> batches = new AtomicReference<>(0);
    DeadManDataSource process = new DeadManDataSource(dataSource());
    DeadManDataSource mortal =
        process.diesAfter(
            trip -> isOfKeys(trip.call()) && batches.updateAndGet(count -> count + 1) == 3);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(mortal, body).up());
    assertThat(mortal.isDead()).isTrue();
  }

  @Test
  void the_size_of_a_batch_may_change_half_way_and_the_expression_may_not() throws Exception {
    give(9);
    stopAtTheThirdBatch();
    Body other = db -> db.backfill("users", b -> b.set("rank", 7).batchesOf(3));

    assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(migrating(other)::up)
        .withMessageContaining(
            "cannot be resumed: step 1 was backfill of 'rank' in 'users', 6 rows")
        .withMessageContaining("Nothing was sent.");
    migrating(
            db ->
                db.backfill(
                    "users",
                    b ->
                        b.setSql("rank", name("rank") + " + 1")
                            .batchesOf(2)
                            .pause(Duration.ofMillis(1))))
        .up();

    assertThat(ranks()).containsExactly("1, 9");
  }

  @Test
  void a_value_may_not_change_half_way() throws Exception {
    give(9);
    stopAtTheThirdBatch(adding(1));

    assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(migrating(adding(2))::up)
        .withMessageContaining(
            "cannot be resumed: step 1 (backfill of 'rank' in 'users', 6 rows in 2 batches) has"
                + " other values than in the unfinished run.\nNothing was sent.");
    assertThat(ranks()).containsExactly("0, 3", "1, 6");
    migrating(adding(1)).up();

    assertThat(ranks()).containsExactly("1, 9");
  }

  private Body adding(int number) {
    return db ->
        db.backfill(
            "users",
            b -> b.setSql("rank", name("rank") + " + :n", params("n", number)).batchesOf(3));
  }

  @Test
  void listeners_hear_of_each_batch_also_of_those_of_an_earlier_run() throws Exception {
    give(9);
    stopAtTheThirdBatch();
    List<String> heard = new ArrayList<>();
    scripted(counting(3), db -> {})
        .listener(
            new MigrationListener() {
              @Override
              public void afterBatch(StepEvent step, BatchProgress progress) {
                heard.add(step.description() + ": " + progress.batches() + ", " + progress.rows());
              }
            })
        .build()
        .up();

    assertThat(heard).containsExactly("backfill of 'rank' in 'users': 3, 9");
  }

  @Test
  void a_thread_that_is_interrupted_in_the_pause_stops_behind_a_batch() throws Exception {
    give(9);
    Body patient =
        db ->
            db.backfill(
                "users",
                b ->
                    b.setSql("rank", name("rank") + " + 1")
                        .batchesOf(3)
                        .pause(Duration.ofMinutes(5)));
    Thread thread = Thread.currentThread();
    Migrator interrupted =
        scripted(patient, db -> {})
            .listener(
                new MigrationListener() {
                  @Override
                  public void afterBatch(StepEvent step, BatchProgress progress) {
                    thread.interrupt();
                  }
                })
            .build();

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(interrupted::up)
        .withMessageContaining("the thread was interrupted between two batches")
        .withMessageContaining("It resumes step 1 after its last batch.");
    assertThat(Thread.interrupted()).isTrue();
    migrating(counting(3)).up();

    assertThat(ranks()).containsExactly("1, 9");
  }

  // ---- keys

  private void passesKeysOf(ColumnDefinition type, IntFunction<Object> key) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      rows.add(row("key", key.apply(i), "n", 0));
    }
    Collections.shuffle(rows, new Random(7));
    Body counting = db -> db.backfill("keyed", b -> b.setSql("n", name("n") + " + 1").batchesOf(4));
    migrating(
            db -> {
              db.createTable(
                  "keyed",
                  t -> {
                    t.column("key", type.primaryKey());
                    t.column("n", integer());
                  });
              db.bulkInsert("keyed", rows);
            })
        .up();
    again();
    AtomicReference<Integer> commits = new AtomicReference<>(0);
    DeadManDataSource mortal =
        new DeadManDataSource(dataSource())
            .diesAfter(
                trip -> isOfKeys(trip.call()) && commits.updateAndGet(count -> count + 1) == 4);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(mortal, counting).up());
    migrating(counting).up();

    assertThat(
            rows(
                "SELECT %1$s, COUNT(*) FROM %2$s GROUP BY %1$s"
                    .formatted(name("n"), name("keyed"))))
        .containsExactly("1, 25");
  }

  @Test
  void passes_keys_of_large_numbers() throws Exception {
    passesKeysOf(bigInt(), i -> Long.MIN_VALUE + i * 737_869_762_948_382_064L);
  }

  @Test
  void passes_keys_of_decimals() throws Exception {
    passesKeysOf(
        decimal(30, 10),
        i ->
            new BigDecimal("12345678901234567890")
                .movePointLeft(i % 10)
                .add(BigDecimal.valueOf(-i))
                .setScale(10, RoundingMode.HALF_UP));
  }

  @Test
  void passes_keys_of_texts() throws Exception {
    int[] letters = "aBcÄöß z%_'\"\\:1 9é日本-😀xyzq".codePoints().toArray();
    passesKeysOf(string(80), i -> i + Character.toString(letters[i]) + " \n" + "x".repeat(i));
  }

  @Test
  void passes_keys_of_uuids() throws Exception {
    passesKeysOf(uuid(), i -> UUID.nameUUIDFromBytes(new byte[] {(byte) i, 11}));
  }

  @Test
  void passes_keys_of_bytes() throws Exception {
    passesKeysOf(
        binary(16),
        i -> ByteBuffer.allocate(16).putLong(i * 0x1234567890ABCDEFL).putLong(-i).array());
  }

  @Test
  void passes_keys_of_dates_and_times() throws Exception {
    passesKeysOf(date(), i -> LocalDate.of(1950, 1, 31).plusDays(i * 1_001L));
    drop("keyed");
    passesKeysOf(
        timestamp(), i -> Instant.parse("2024-03-30T22:00:00.123456Z").plusSeconds(i * 900L));
  }

  private void drop(String table) {
    again();
    migrating(db -> db.dropTable(table)).up();
    again();
  }

  @Test
  void passes_keys_of_several_columns() throws Exception {
    Body counting = db -> db.backfill("keyed", b -> b.setSql("n", name("n") + " + 1").batchesOf(7));
    migrating(
            db -> {
              db.createTable(
                  "keyed",
                  t -> {
                    t.column("tenant", string(20));
                    t.column("day", date());
                    t.column("number", integer());
                    t.column("n", integer());
                    t.constraint(primaryKey("tenant", "day", "number"));
                  });
              List<Row> rows = new ArrayList<>();
              for (int i = 0; i < 100; i++) {
                rows.add(
                    row(
                        "tenant",
                        "t" + i % 3,
                        "day",
                        LocalDate.of(2024, 1, 1).plusDays(i % 7),
                        "number",
                        i,
                        "n",
                        0));
              }
              db.bulkInsert("keyed", rows);
            })
        .up();
    again();

    migrating(counting).up();

    assertThat(
            rows(
                "SELECT %1$s, COUNT(*) FROM %2$s GROUP BY %1$s"
                    .formatted(name("n"), name("keyed"))))
        .containsExactly("1, 100");
  }

  // ---- what is refused

  private void refuses(Body body, String... parts) throws SQLException {
    MigrationFailedException failure = failure(body);
    for (String part : parts) {
      assertThat(failure).hasMessageContaining(part);
    }
    assertThat(recorded()).isEmpty();
    assertThat(journal()).isEmpty();
  }

  private static void table(QueryInterface db, ColumnDefinition key) {
    db.createTable(
        "keyed",
        t -> {
          t.column("key", key);
          t.column("n", integer().nullable());
        });
  }

  @Test
  void refuses_a_table_without_a_primary_key_before_anything_is_done() throws Exception {
    refuses(
        db -> {
          table(db, integer());
          db.backfill("keyed", b -> b.set("n", 1));
        },
        "backfill of 'n' in 'keyed' – the table has no primary key, by which the batches could pass"
            + " its rows. Nothing was sent. Add a primary key, or write bulkUpdate(…)");
    assertThat(tables()).doesNotContain("keyed");
  }

  @Test
  void refuses_a_key_without_an_order_that_can_be_resumed() throws Exception {
    for (ColumnDefinition key : List.of(doublePrecision(), enumeration("b", "a"))) {
      refuses(
          db -> {
            table(db, key.primaryKey());
            db.backfill("keyed", b -> b.set("n", 1));
          },
          "backfill of 'n' in 'keyed' – the column 'key' of the primary key is ",
          ", and batches cannot be resumed in the order of its values. Nothing was sent.");
    }
  }

  @Test
  void refuses_to_set_a_column_of_the_key() throws Exception {
    refuses(
        db -> {
          table(db, integer().primaryKey());
          db.backfill("keyed", b -> b.setSql("key", "1").set("n", 1));
        },
        "backfill of 'key', 'n' in 'keyed' – the column 'key' belongs to the primary key, by which"
            + " the batches pass the rows. Nothing was sent. Write bulkUpdate(…)");
  }

  @Test
  void refuses_a_definition_that_is_incomplete() throws Exception {
    refuses(db -> db.backfill("users", b -> {}), "backfill – it sets no column");
    refuses(
        db -> db.backfill("users", b -> b.set("a", 1).setSql("a", "2")),
        "backfill – the column 'a' is set twice");
    refuses(
        db -> db.backfill("users", b -> b.set("a", 1).batchesOf(0)),
        "backfill – a batch of 0 rows is empty: pass at least 1");
    refuses(
        db -> db.backfill("users", b -> b.set("a", 1).where(where("b", 1)).where(where("c", 1))),
        "backfill – it has two conditions: join them by and(…)");
    refuses(
        db -> db.backfill("users", b -> b.setSql("a", "1; DROP TABLE b")),
        "setSql – the expression for 'a' contains a semicolon");
    refuses(
        db -> db.backfill("users", b -> b.set("a", 1).pause(Duration.ofMillis(-1))),
        "backfill – the pause is negative");
  }
}
