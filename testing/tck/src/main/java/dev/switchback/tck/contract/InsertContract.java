package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code bulkInsert}. */
public abstract class InsertContract extends RowsContract {

  /** The contract on one kind of database. */
  protected InsertContract(TestedDatabase database) {
    super(database);
  }

  /** Sequelize sends NULL for what a row leaves out, as soon as another row names it. */
  @Test
  void gives_a_column_that_one_row_leaves_out_its_default_and_not_null() throws Exception {
    migrating(
            db -> {
              users(db);
              db.bulkInsert(
                  "users",
                  row("id", 1, "name", "Ann", "rank", 7),
                  row("id", 2),
                  row("name", null, "id", 3),
                  row("id", 4, "name", "Bob"));
            })
        .up();

    assertThat(users())
        .containsExactly("1, Ann, 7", "2, nobody, null", "3, null, null", "4, Bob, null");
  }

  /** MySQL and MariaDB compare as floating-point numbers, and a text without digits is 0 then. */
  @Test
  void reaches_no_rows_by_a_value_of_another_type_than_its_column_has() throws Exception {
    migrating(
            db -> {
              users(db);
              db.bulkInsert("users", row("id", 0, "name", "Ann"), row("id", 1, "name", "Bob"));
            })
        .up();

    migrating(db -> {}).down(); // so that the next one is pending
    for (Condition condition :
        List.of(
            where("name", 0),
            where("name", false),
            where("name", List.of(0, 1)),
            where("id", "abc"),
            where("id", List.of("x", 1)))) {
      failure(db -> db.bulkDelete("users", condition));
      failure(db -> db.bulkUpdate("users", row("rank", 1), condition));
    }
    assertThat(users()).containsExactly("0, Ann, null", "1, Bob, null");
  }

  @Test
  void inserts_rows_with_different_columns_in_the_order_they_are_written_in() throws Exception {
    migrating(
            db -> {
              db.createTable(
                  "logs",
                  t -> {
                    t.column("id", bigInt().primaryKey().autoIncrement());
                    t.column("a", integer().nullable());
                    t.column("b", integer().nullable());
                  });
              db.bulkInsert(
                  "logs",
                  row("a", 1),
                  row("b", 2),
                  row("a", 3, "b", 3),
                  row("b", 4, "a", 4),
                  row("a", 5));
            })
        .up();

    assertThat(
            rows(
                "SELECT %s, %s FROM %s ORDER BY %s"
                    .formatted(quote("a"), quote("b"), quote("logs"), quote("id"))))
        .containsExactly("1, null", "null, 2", "3, 3", "4, 4", "5, null");
  }

  /** One statement for each row took MySQL twenty seconds for 100,000 rows. */
  @Test
  void inserts_rows_of_different_columns_in_few_statements_where_each_is_a_round_trip()
      throws Exception {
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    configure(M20250601000000_Scripted.class)
        .dataSource(recording)
        .factory(
            type ->
                new M20250601000000_Scripted(
                    db -> {
                      db.createTable(
                          "ragged",
                          t -> {
                            t.column("id", bigInt().primaryKey().autoIncrement());
                            t.column("a", integer().nullable());
                            t.column("b", string(20).defaultValue("none"));
                            t.column("at", timestamp().defaultNow());
                            t.column("twice", integer().nullable().generatedAs("a * 2"));
                          });
                      db.bulkInsert("ragged", IntStream.range(0, 3_000).mapToObj(this::ragged));
                      db.bulkInsert("ragged", row("id", 5_000, "a", 0), row("b", "z"), row("a", 1));
                    },
                    db -> {}))
        .build()
        .up();

    if (engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB) {
      assertThat(recording.sent().stream().filter(sql -> sql.contains("INTO `ragged`")))
          .hasSizeLessThanOrEqualTo(10);
    }
    List<String> rows =
        rows(
            "SELECT %s, %s, %s, %s FROM %s WHERE %s IS NOT NULL ORDER BY 1"
                .formatted(
                    quote("id"),
                    quote("a"),
                    quote("b"),
                    quote("twice"),
                    quote("ragged"),
                    quote("at")));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String a = i % 3 == 1 ? "null" : String.valueOf(i);
      String twice = i % 3 == 1 ? "null" : String.valueOf(2 * i);
      expected.add("%d, %s, %s, %s".formatted(i + 1, a, i % 3 == 0 ? "none" : "b" + i, twice));
    }
    expected.addAll(List.of("5000, 0, none, 0", "5001, null, z, null", "5002, 1, none, 2"));
    assertThat(rows).isEqualTo(expected);
  }

  private Row ragged(int i) {
    return switch (i % 3) {
      case 0 -> row("a", i);
      case 1 -> row("b", "b" + i);
      default -> row("b", "b" + i, "a", i, "at", Instant.EPOCH);
    };
  }

  @Test
  void refuses_a_row_that_leaves_out_what_has_no_default_between_others() throws Exception {
    migrating(
            db ->
                db.createTable(
                    "t",
                    t -> {
                      t.column("a", integer().notNull());
                      t.column("b", integer().nullable());
                    }))
        .up();
    migrating(db -> {}).down();

    failure(db -> db.bulkInsert("t", row("a", 1), row("b", 1), row("a", 2, "b", 2)));
    assertThat(rows("SELECT * FROM " + quote("t"))).isEmpty();
  }

  /** PostgreSQL and MySQL take 65,535 values, and H2 100,000. */
  @Test
  void changes_and_deletes_by_more_values_than_a_statement_takes() throws Exception {
    List<Integer> many = IntStream.rangeClosed(1, 130_000).boxed().toList();
    migrating(
            db -> {
              users(db);
              db.bulkInsert(
                  "users",
                  List.of(1, 29_999, 30_000, 30_001, 66_000, 130_000, 130_001).stream()
                      .map(id -> row("id", id, "name", id < 30_001 ? "low" : "high")));
              db.bulkUpdate("users", row("rank", 1), where("id", many));
              db.bulkDelete("users", where("name", "high").and("id", many));
            })
        .up();

    assertThat(users())
        .containsExactly("1, low, 1", "29999, low, 1", "30000, low, 1", "130001, high, null");
    migrating(db -> {}).down();
    String message =
        "it has 130001 values, and the limit of a statement is 65535. Nothing was sent. Write";
    assertThat(message(db -> db.bulkUpdate("users", row("id", 5), where("id", many))))
        .contains(message);
    assertThat(message(db -> db.bulkDelete("users", where("id", many).andSql("rank = ?", 1))))
        .contains(message);
    assertThat(users()).hasSize(4);
  }

  /** An empty list makes Sequelize send broken SQL. */
  @Test
  void refuses_to_insert_no_rows_where_they_are_written_out_and_takes_an_empty_list() {
    String message =
        message(
            db -> {
              users(db);
              db.bulkInsert("users", List.of());
              db.bulkInsert("users", Stream.of());
              db.upsert("users", List.of("id"), List.of());
              db.insertMissing("users", List.of("id"), List.of());
              db.bulkInsert("users");
            });

    assertThat(message)
        .contains("bulkInsert into 'users' – it has no rows: name at least one, or leave the step");
  }

  @Test
  void sends_a_thousand_rows_at_once() throws Exception {
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    configure(M20250601000000_Scripted.class)
        .dataSource(recording)
        .factory(
            type ->
                new M20250601000000_Scripted(
                    db -> {
                      users(db);
                      db.bulkInsert("users", numbered(1, 1_000));
                      db.upsert("users", List.of("id"), numbered(501, 1_500));
                    },
                    db -> {}))
        .build()
        .up();

    assertThat(recording.sent().stream().filter(sql -> sql.contains("users")))
        .as("createTable, its key in the catalogue, and two batches")
        .hasSizeLessThanOrEqualTo(4);
    assertThat(users()).hasSize(1_500);
  }

  @Test
  void inserts_any_number_of_rows_without_holding_them() throws Exception {
    String count = "SELECT COUNT(*) FROM " + quote("users");
    AtomicInteger made = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicBoolean isClosed = new AtomicBoolean();
    migrating(
            db -> {
              users(db);
              Stream<Row> rows =
                  IntStream.rangeClosed(1, 20_500)
                      .mapToObj(
                          id -> {
                            made.incrementAndGet();
                            if (id % 1_000 == 1) { // what was there before is inserted
                              int stored = db.query(count, row -> row.getInt(1)).get(0);
                              most.accumulateAndGet(id - stored, Math::max);
                            }
                            return row("id", id, "rank", id);
                          });
              db.bulkInsert("users", rows.onClose(() -> isClosed.set(true)));
            })
        .up();

    assertThat(made).hasValue(20_500);
    assertThat(most.get()).isLessThanOrEqualTo(1_001);
    assertThat(isClosed).isTrue();
    assertThat(rows("SELECT COUNT(*), SUM(%s) FROM %s".formatted(quote("rank"), quote("users"))))
        .containsExactly("20500, 210135250");
  }

  @Test
  void names_the_row_that_was_refused_if_the_driver_does_and_never_a_value() {
    try (Canaries canaries = new Canaries()) {
      String message =
          message(
              db -> {
                users(db);
                db.bulkInsert(
                    "users",
                    row("id", 1, "name", Canaries.CANARY),
                    row("id", 2, "name", Canaries.CANARY),
                    row("id", 3),
                    row("id", 4, "name", Canaries.CANARY),
                    row("id", 2, "name", Canaries.CANARY),
                    row("id", 6, "name", Canaries.CANARY));
              });

      canaries.see(message);
      canaries.assertNoneShown();
      assertThat(message)
          .contains(
              "at step 2 (bulkInsert of 6 rows into 'users'" + (tellsRow() ? ", row 5, " : ", M"));
    }
  }

  /** On MySQL and MariaDB there are many rows in a statement. */
  private boolean tellsRow() {
    return engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL;
  }

  @Test
  void names_the_row_of_a_statement_of_its_own() {
    assertThat(
            message(
                db -> {
                  users(db);
                  db.bulkInsert("users", row("id", 1), row("id", 1, "name", "a"), row("id", 3));
                }))
        .contains("(bulkInsert of 3 rows into 'users', row 2, ");
  }

  /** What is in the cause is printed with a stack trace. */
  @Test
  void keeps_the_statement_of_a_batch_with_its_values_out_of_the_cause() {
    Throwable cause =
        failure(
                db -> {
                  users(db);
                  db.bulkInsert(
                      "users",
                      row("id", 1, "name", "a", "rank", 1),
                      row("id", 1, "name", Canaries.CANARY, "rank", 1));
                })
            .getCause();

    assertThat(cause).isInstanceOf(SQLException.class).isNotInstanceOf(BatchUpdateException.class);
    if (engine() != TestDatabase.H2) { // which shows the row that it refuses in every message
      assertThat(String.valueOf(cause)).doesNotContain(Canaries.CANARY);
    }
  }

  @Test
  void leaves_nothing_of_a_bulk_insert_that_fails() throws Exception {
    execute(
        "CREATE TABLE %s (%s INTEGER PRIMARY KEY, %s INTEGER)"
            .formatted(quote("users"), quote("id"), quote("rank")));
    message(
        db -> {
          db.bulkInsert("users", row("id", 1));
          db.bulkInsert("users", row("id", 2), row("id", 3, "rank", 1), row("id", 2));
        });

    assertThat(rows("SELECT * FROM " + quote("users"))).isEmpty();
    assertThat(recorded()).isEmpty();
  }

  @Test
  void inserts_no_row_twice_when_a_migration_is_continued() throws Exception {
    AtomicBoolean fails = new AtomicBoolean(true);
    var migrator =
        migrating(
            db -> {
              users(db);
              db.bulkInsert("users", numbered(1, 2_500));
              db.bulkUpdate("users", row("rank", 1), where("id", 2_500));
              db.addColumn("users", "a", integer().nullable());
              db.bulkInsert("users", row("id", 3_000));
              if (fails.get()) {
                db.bulkInsert("users", row("id", 3_000));
              }
              db.upsert("users", List.of("id"), row("id", 3_000, "rank", 2));
            });
    assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator::up);
    fails.set(false);
    migrator.up();

    assertThat(
            rows(
                "SELECT COUNT(*), COUNT(DISTINCT %s), SUM(%s) FROM %s"
                    .formatted(quote("id"), quote("rank"), quote("users"))))
        .containsExactly("2501, 2501, 3");
  }
}
