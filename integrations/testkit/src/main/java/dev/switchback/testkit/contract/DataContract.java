package dev.switchback.testkit.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.localTimestamp;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.time;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.tinyInt;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.DataTypes.varBinary;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;
import dev.switchback.testkit.RecordingDataSource;
import dev.switchback.testkit.server.TestDatabase;
import dev.switchback.testkit.server.TestedDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes of the rows that a migration inserts, changes and deletes. */
public abstract class DataContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected DataContract(TestedDatabase database) {
    super(database);
  }

  private static void users(QueryInterface db) {
    db.createTable(
        "users",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("name", string(100).nullable().defaultValue("nobody"));
          t.column("rank", integer().nullable());
        });
  }

  /** The users in their order, each as its columns with commas between. */
  private List<String> users() throws SQLException {
    return rows(
        "SELECT %s, %s, %s FROM %s ORDER BY 1"
            .formatted(quote("id"), quote("name"), quote("rank"), quote("users")));
  }

  private String message(Body body) {
    return String.valueOf(failure(body).getMessage());
  }

  private MigrationFailedException failure(Body body) {
    return assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrating(body)::up)
        .actual();
  }

  // ---- rows that bring numbers for a numbered column

  private static void numbered(QueryInterface db, ColumnDefinition type) {
    db.createTable(
        "numbered",
        t -> {
          t.column("id", type.primaryKey().autoIncrement());
          t.column("n", string(20).nullable());
        });
  }

  private List<String> numberedRows() throws SQLException {
    return rows(
        "SELECT %s, %s FROM %s ORDER BY 1".formatted(quote("id"), quote("n"), quote("numbered")));
  }

  @Test
  void the_numbering_goes_on_behind_the_numbers_of_rows() throws Exception {
    migrating(
            db -> {
              numbered(db, integer());
              db.bulkInsert("numbered", row("id", 1, "n", "a"));
              db.bulkInsert("numbered", row("n", "b"));
              db.bulkInsert("numbered", row("id", 10, "n", "c"), row("id", 7, "n", "d"));
              db.bulkInsert("numbered", row("n", "e"), row("id", 20L, "n", "f"), row("n", "g"));
              db.upsert("numbered", List.of("id"), row("id", 30, "n", "h"), row("id", 1, "n", "A"));
              db.bulkInsert("numbered", row("n", "i"));
              db.insertMissing("numbered", List.of("id"), row("id", 40, "n", "j"));
              db.bulkInsert("numbered", row("n", "k"));
              db.bulkInsert("numbered", row("id", 3, "n", "l")); // which is behind already
              db.bulkInsert("numbered", row("n", "m"));
            })
        .up();

    assertThat(numberedRows())
        .containsExactly(
            "1, A", "2, b", "3, l", "7, d", "10, c", "11, e", "20, f", "21, g", "30, h", "31, i",
            "40, j", "41, k", "42, m");
  }

  @Test
  void the_numbering_of_large_and_small_numbers_goes_on_too() throws Exception {
    migrating(
            db -> {
              numbered(db, bigInt());
              db.bulkInsert("numbered", row("id", 5_000_000_000L, "n", "a"));
              db.bulkInsert("numbered", row("n", "b"));
              db.bulkInsert("numbered", row("id", -5, "n", "c"));
              db.bulkInsert("numbered", row("n", "d"));
            })
        .up();

    assertThat(numberedRows())
        .containsExactly("-5, c", "5000000000, a", "5000000001, b", "5000000002, d");
  }

  @Test
  void the_numbering_goes_on_behind_the_number_that_an_update_sets() throws Exception {
    migrating(
            db -> {
              numbered(db, integer());
              db.bulkInsert("numbered", row("n", "a"), row("n", "b"));
              db.bulkUpdate("numbered", row("id", 3), where("n", "b"));
              db.bulkInsert("numbered", row("n", "c"));
              db.bulkUpdate("numbered", row("id", 20L, "n", "d"), where("id", 1));
              db.bulkInsert("numbered", row("n", "e"));
              db.bulkUpdate("numbered", row("id", 1), where("n", "e")); // which is behind already
              db.bulkInsert("numbered", row("n", "f"));
            })
        .up();

    assertThat(numberedRows()).containsExactly("1, e", "3, b", "4, c", "20, d", "22, f");
  }

  @Test
  void refuses_null_for_a_column_that_numbers_the_rows() throws Exception {
    migrating(db -> numbered(db, integer())).up();
    migrating(db -> {}).down();

    assertThat(
            message(
                db ->
                    db.bulkInsert("numbered", row("id", 1, "n", null), row("id", null, "n", "b"))))
        .contains(
            "Table 'numbered' – the database numbers the column 'id', and row 2 has NULL there."
                + " Nothing was sent. Leave the column out of the row");
    failure(db -> db.bulkInsert("numbered", row("id", null)));
    failure(db -> db.upsert("numbered", List.of("id"), row("id", null, "n", "a")));
    failure(db -> db.insertMissing("numbered", List.of("id"), row("id", null, "n", "a")));
    failure(db -> db.bulkUpdate("numbered", row("id", null), everyRow()));
    assertThat(numberedRows()).isEmpty();
  }

  /** Its step commits nothing by itself. */
  @Test
  void rows_with_numbers_are_rolled_back_together_with_what_follows() throws Exception {
    message(
        db -> {
          numbered(db, integer());
          db.bulkInsert("numbered", row("id", 5, "n", "a"));
          db.bulkInsert("numbered", row("id", 5, "n", "b"));
        });

    boolean isThere = catalog().hasTable("numbered");
    assertThat(isThere ? numberedRows() : List.of()).isEmpty();
  }

  // ---- values and the columns that they are for

  /** The columns of {@link #refuses_what_each_database_would_store_in_its_own_way}. */
  private static void kindsOfColumns(QueryInterface db) {
    db.createTable(
        "fits",
        t -> {
          t.column("no", integer().primaryKey());
          t.column("a_text", text().nullable());
          t.column("a_string", string(60).nullable());
          t.column("a_whole", integer().nullable());
          t.column("a_decimal", decimal(12, 2).nullable());
          t.column("a_double", doublePrecision().nullable());
          t.column("a_bool", bool().nullable());
          t.column("a_date", date().nullable());
          t.column("a_time", time().nullable());
          t.column("a_moment", timestamp().nullable());
          t.column("a_local", localTimestamp().nullable());
          t.column("bytes", varBinary(60).nullable());
          t.column("a_word", enumeration("a", "1", "true").nullable());
        });
  }

  /**
   * Text of true is {@code true}, {@code TRUE} and {@code 1}, the half of 2.5 is rounded to either
   * side, bytes become digits, a time takes the day of today, and so on.
   */
  @Test
  void refuses_what_each_database_would_store_in_its_own_way() throws Exception {
    Instant moment = Instant.parse("2025-03-30T01:30:00.5Z");
    LocalTime time = LocalTime.of(1, 2, 3);
    byte[] bytes = {49};
    Map<String, List<Object>> refused = new LinkedHashMap<>();
    List<Object> noTexts =
        List.of(
            true,
            1.0,
            0.5f,
            moment,
            time,
            LocalDateTime.of(2025, 3, 30, 2, 30),
            bytes,
            List.of("a"),
            List.of(),
            Set.of("a"),
            new String[] {"a"});
    refused.put("a_text", noTexts);
    refused.put("a_string", noTexts);
    refused.put("a_whole", List.of(true, 2.5, 0.5f, bytes, "1.5", moment, List.of(1)));
    refused.put("a_decimal", List.of(true, bytes, time, List.of(1)));
    refused.put("a_double", List.of(false, bytes, time));
    refused.put("a_bool", List.of(1, 2, 0L, 0.5, BigInteger.TEN, bytes, "12", List.of(true)));
    refused.put("a_date", List.of(20200102, true, time, moment, "2020-01-02 03:04:05", bytes));
    refused.put("a_time", List.of(1, 0.5, true, moment, "12", "", "2020-01-02 03:04:05", bytes));
    refused.put("a_moment", List.of(20200102, true, time, bytes, List.of(moment)));
    refused.put("a_local", List.of(20200102, true, time, bytes));
    refused.put("bytes", List.of(1, true, 0.5, ID, moment, time, "\\x41", List.of(bytes)));
    refused.put("a_word", List.of(1, 2, true, 1.0, bytes, "a "));
    migrating(DataContract::kindsOfColumns).up();
    migrating(db -> {}).down();

    for (Map.Entry<String, List<Object>> each : refused.entrySet()) {
      for (Object value : each.getValue()) {
        failure(db -> db.bulkInsert("fits", row("no", 1, each.getKey(), value)));
        failure(db -> db.upsert("fits", List.of("no"), row("no", 1, each.getKey(), value)));
        assertThat(rows("SELECT %s FROM %s".formatted(quote("no"), quote("fits"))))
            .as(each.getKey() + " <- " + value)
            .isEmpty();
      }
    }
    assertThat(message(db -> db.bulkInsert("fits", row("no", 1, "a_text", true))))
        .contains(
            "Table 'fits' – the column 'a_text' is ",
            "each database would store a value of Boolean differently. Nothing was sent. Pass a"
                + " String, or write execute(…)");
  }

  @Test
  void stores_the_same_of_a_value_on_every_database() throws Exception {
    migrating(
            db -> {
              kindsOfColumns(db);
              db.bulkInsert(
                  "fits",
                  row("no", 1, "a_text", 12, "a_whole", "12", "a_decimal", "1.5", "a_bool", "true"),
                  row("no", 2, "a_text", ID, "a_whole", 2.0, "a_decimal", 2.5, "a_bool", "0"),
                  row("no", 3, "a_text", LocalDate.of(2024, 2, 29), "a_double", 0.1f),
                  row("no", 4, "a_text", new BigDecimal("1E+3"), "bytes", "AB", "a_word", "1"));
              assertThat(
                      db.query(
                          "SELECT * FROM %s ORDER BY 1".formatted(quote("fits")),
                          row ->
                              "%s, %s, %s, %s, %s"
                                  .formatted(
                                      row.getString("a_text"),
                                      row.getInt("a_whole"),
                                      row.getBigDecimal("a_decimal"),
                                      row.getBoolean("a_bool"),
                                      row.getDouble("a_double"))))
                  .containsExactly(
                      "12, 12, 1.50, true, 0.0",
                      ID + ", 2, 2.50, false, 0.0",
                      "2024-02-29, 0, null, false, 0.1",
                      "1000, 0, null, false, 0.0");
            })
        .up();
  }

  /** It is a SMALLINT on PostgreSQL and H2, as its description says. */
  @Test
  void takes_numbers_of_more_than_8_bits_in_a_tiny_int_only_where_it_is_a_small_int()
      throws Exception {
    boolean isSmall = engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL;
    migrating(db -> db.createTable("t", t -> t.column("tiny", tinyInt()))).up();
    migrating(db -> {}).down();

    migrating(db -> db.bulkInsert("t", row("tiny", -128), row("tiny", 127))).up();
    migrating(db -> {}).down();
    if (isSmall) {
      migrating(db -> db.bulkInsert("t", row("tiny", 200))).up();
    } else {
      failure(db -> db.bulkInsert("t", row("tiny", 200)));
    }
    assertThat(rows("SELECT %s FROM %s ORDER BY 1".formatted(quote("tiny"), quote("t"))))
        .isEqualTo(isSmall ? List.of("-128", "127", "200") : List.of("-128", "127"));
  }

  private static void moments(QueryInterface db) {
    db.createTable(
        "moments",
        t -> {
          t.column("no", integer().primaryKey());
          t.column("a_moment", timestamp().nullable());
          t.column("in_millis", timestamp(3).nullable());
          t.column("a_local", localTimestamp().nullable());
          t.column("in_seconds", localTimestamp(0).nullable());
          t.column("a_time", time().nullable());
          t.column("a_second", time(0).nullable());
        });
  }

  private List<String> storedMoments(QueryInterface db) throws SQLException {
    Dialect dialect = dialect();
    return db.query(
        "SELECT * FROM %s ORDER BY 1".formatted(quote("moments")),
        row ->
            Arrays.asList(
                    instant(dialect, row, 2),
                    instant(dialect, row, 3),
                    row.getObject(4, LocalDateTime.class),
                    row.getObject(5, LocalDateTime.class),
                    row.getObject(6, LocalTime.class),
                    row.getObject(7, LocalTime.class))
                .stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" ")));
  }

  private static @Nullable Instant instant(Dialect dialect, ResultSet row, int column)
      throws SQLException {
    return row.getObject(column) == null ? null : dialect.driver().instant(row, column);
  }

  /** MariaDB cuts digits off, PostgreSQL makes 24:00 of the end of a day, MySQL 00:00. */
  @Test
  void rounds_times_half_up_to_the_digits_of_the_column() throws Exception {
    migrating(
            db -> {
              moments(db);
              Instant moment = Instant.parse("2025-12-31T23:59:59.9999995Z");
              LocalDateTime local = LocalDateTime.of(2025, 3, 30, 2, 30, 1, 499_999_499);
              db.bulkInsert(
                  "moments",
                  row(
                      "no",
                      1,
                      "a_moment",
                      moment,
                      "in_millis",
                      moment,
                      "a_local",
                      local,
                      "in_seconds",
                      local,
                      "a_time",
                      LocalTime.MAX,
                      "a_second",
                      LocalTime.MAX));
              db.upsert(
                  "moments",
                  List.of("no"),
                  row(
                      "no",
                      2,
                      "a_moment",
                      "2025-03-30 02:30:00.1234567",
                      "in_millis",
                      "2025-03-30T02:30:00.0005Z",
                      "a_local",
                      "2025-03-30T02:30:00.1234567",
                      "in_seconds",
                      "2025-03-30 02:30:00.5",
                      "a_time",
                      "01:02:03.1234567",
                      "a_second",
                      "01:02:03.5"));
              db.bulkInsert("moments", row("no", 3));
              LocalTime time = LocalTime.of(1, 2, 3, 999_999_500);
              db.bulkUpdate(
                  "moments",
                  row(
                      "a_moment",
                      moment.plusMillis(1),
                      "in_millis",
                      moment,
                      "a_local",
                      local,
                      "in_seconds",
                      local,
                      "a_time",
                      time,
                      "a_second",
                      time),
                  where("no", 3));
              assertThat(storedMoments(db))
                  .containsExactly(
                      "2026-01-01T00:00:00Z 2026-01-01T00:00:00Z 2025-03-30T02:30:01.499999"
                          + " 2025-03-30T02:30:01 23:59:59.999999 23:59:59",
                      "2025-03-30T02:30:00.123457Z 2025-03-30T02:30:00.001Z"
                          + " 2025-03-30T02:30:00.123457 2025-03-30T02:30:01 01:02:03.123457"
                          + " 01:02:04",
                      "2026-01-01T00:00:00.001Z 2026-01-01T00:00:00Z 2025-03-30T02:30:01.499999"
                          + " 2025-03-30T02:30:01 01:02:04 01:02:04");
              db.bulkDelete("moments", where("a_moment", moment));
              db.bulkDelete("moments", where("a_time", time));
              assertThat(storedMoments(db)).hasSize(1);
            })
        .up();
  }

  /** PostgreSQL and H2 would take the time zone of the session, which is the machine's. */
  @Test
  void takes_moments_without_a_zone_for_utc_whatever_the_session_has() throws Exception {
    migrating(
            db -> {
              if (engine() == TestDatabase.H2) {
                db.execute("SET TIME ZONE 'Asia/Colombo'");
              } else if (engine() == TestDatabase.POSTGRESQL) {
                db.execute("SET LOCAL TimeZone = 'Asia/Colombo'");
              } else {
                db.execute("SET time_zone = '+05:30'");
              }
              moments(db);
              Instant moment = Instant.parse("2025-03-30T02:30:00Z");
              LocalDateTime local = LocalDateTime.of(2025, 3, 30, 2, 30);
              db.bulkInsert(
                  "moments",
                  row("no", 1, "a_moment", moment, "a_local", moment),
                  row("no", 2, "a_moment", local, "a_local", local),
                  row("no", 3, "a_moment", "2025-03-30 02:30", "a_local", "2025-03-30 02:30:00"),
                  row("no", 4, "a_moment", "2025-03-30T04:30+02:00"),
                  row("no", 5, "a_moment", "2025-03-30", "a_local", LocalDate.of(2025, 3, 30)));
              db.bulkUpdate("moments", row("a_local", "2025-03-30T02:30:00Z"), where("no", 4));
              List<String> stored =
                  storedMoments(db).stream().map(row -> row.replace("null", "")).toList();
              assertThat(stored.subList(0, 4))
                  .allMatch(row -> row.strip().equals("2025-03-30T02:30:00Z  2025-03-30T02:30"));
              assertThat(stored.get(4).strip()).isEqualTo("2025-03-30T00:00:00Z  2025-03-30T00:00");
            })
        .up();
  }

  // ---- bulkInsert

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

  /** MySQL and MariaDB take it for the next number, unless they are told otherwise. */
  @Test
  void keeps_the_number_0_in_a_column_that_numbers_the_rows() throws Exception {
    migrating(
            db -> {
              db.createTable(
                  "t",
                  t -> {
                    t.column("id", bigInt().primaryKey().autoIncrement());
                    t.column("name", string(10).notNull());
                  });
              db.bulkInsert("t", row("id", 0, "name", "zero"));
              db.bulkInsert("t", row("id", -1, "name", "minus"), row("id", 7, "name", "seven"));
              db.upsert("t", List.of("id"), row("id", 0L, "name", "nought"));
              db.insertMissing("t", List.of("id"), row("id", BigDecimal.ZERO, "name", "never"));
              db.bulkUpdate("t", row("id", 0, "name", "nil"), where("id", 0));
              if (engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB) {
                db.upsert("t", List.of("id"), row("id", "0", "name", "none"));
                db.bulkInsert("t", row("name", "next"));
              }
            })
        .up();

    boolean counts = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    assertThat(
            rows(
                "SELECT %s, %s FROM %s ORDER BY 1"
                    .formatted(quote("id"), quote("name"), quote("t"))))
        .containsExactlyElementsOf(
            counts
                ? List.of("-1, minus", "0, none", "7, seven", "8, next")
                : List.of("-1, minus", "0, nil", "7, seven"));
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

  private void createTypes(QueryInterface db) throws SQLException {
    db.createTable(
        "kinds",
        t -> {
          t.column("no", integer().primaryKey());
          t.column("a_text", text().nullable());
          t.column("a_bool", bool().nullable());
          t.column("a_long", bigInt().nullable());
          t.column("a_decimal", decimal(20, 4).nullable());
          t.column("a_uuid", uuid().nullable());
          t.column("an_instant", timestamp().nullable());
          t.column("a_date", date().nullable());
          t.column("a_document", json().nullable());
          t.column("a_word", enumeration("open", "it's").nullable());
        });
    String bytes =
        switch (engine()) {
          case H2, MYSQL, MARIADB -> "VARBINARY(20)";
          case POSTGRESQL -> "BYTEA";
        };
    String zoneless =
        engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB
            ? "DATETIME(6)"
            : "TIMESTAMP(6)";
    addRaw(db, "bytes", bytes);
    addRaw(db, "a_time", "TIME(3)");
    addRaw(db, "a_moment", zoneless);
    addRaw(db, "a_double", "DOUBLE PRECISION");
  }

  private void addRaw(QueryInterface db, String column, String type) throws SQLException {
    db.execute("ALTER TABLE %s ADD %s %s".formatted(quote("kinds"), quote(column), type));
  }

  private static final UUID ID = UUID.fromString("0b9f8a52-1111-4222-8333-444455556666");

  private static Row everyKind(int no) {
    return row(
        "no",
        no,
        "a_text",
        "it's \\ \"a\" ? :b $1 😀",
        "a_bool",
        true,
        "a_long",
        Long.MIN_VALUE,
        "a_decimal",
        new BigDecimal("-1E+3"),
        "a_uuid",
        ID,
        "an_instant",
        Instant.parse("2025-03-30T01:30:00.123456Z"),
        "a_date",
        LocalDate.of(2024, 2, 29),
        "a_document",
        "{\"a\": [\"it's\"]}",
        "a_word",
        "it's",
        "bytes",
        new byte[] {0, -1, 39, 92},
        "a_time",
        LocalTime.of(23, 59, 58, 7_000_000),
        "a_moment",
        LocalDateTime.of(2025, 3, 30, 2, 30),
        "a_double",
        -0.25);
  }

  /** Each value as somebody else would read it. */
  private List<String> kinds(QueryInterface db, int no) throws SQLException {
    Dialect dialect = dialect();
    return db.query(
            "SELECT * FROM " + quote("kinds") + " WHERE " + quote("no") + " = " + no,
            row ->
                Arrays.asList(
                    row.getString("a_text"),
                    String.valueOf(row.getBoolean("a_bool")),
                    String.valueOf(row.getLong("a_long")),
                    row.getBigDecimal("a_decimal").toPlainString(),
                    row.getString("a_uuid"),
                    dialect.driver().instant(row, row.findColumn("an_instant")).toString(),
                    row.getString("a_date"),
                    row.getString("a_document").replace(" ", ""),
                    row.getString("a_word"),
                    Arrays.toString(row.getBytes("bytes")),
                    row.getObject("a_time", LocalTime.class).toString(),
                    row.getObject("a_moment", LocalDateTime.class).toString(),
                    String.valueOf(row.getDouble("a_double"))))
        .get(0);
  }

  private static final List<String> EVERY_KIND =
      List.of(
          "it's \\ \"a\" ? :b $1 😀",
          "true",
          "-9223372036854775808",
          "-1000.0000",
          ID.toString(),
          "2025-03-30T01:30:00.123456Z",
          "2024-02-29",
          "{\"a\":[\"it's\"]}",
          "it's",
          "[0, -1, 39, 92]",
          "23:59:58.007",
          "2025-03-30T02:30",
          "-0.25");

  @Test
  void stores_every_kind_of_value_as_what_it_is() throws Exception {
    migrating(
            db -> {
              createTypes(db);
              db.bulkInsert("kinds", everyKind(1), everyKind(2));
              db.upsert("kinds", List.of("no"), everyKind(3));
              db.bulkInsert("kinds", row("no", 4));
              db.upsert("kinds", List.of("no"), everyKind(4));
              db.insertMissing("kinds", List.of("no"), everyKind(5));
              db.bulkInsert("kinds", row("no", 6));
              db.bulkUpdate("kinds", everyKind(6), where("no", 6));
              for (int no = 1; no <= 6; no++) {
                assertThat(kinds(db, no)).as("row " + no).isEqualTo(EVERY_KIND);
              }
            })
        .up();
  }

  /** MySQL and MariaDB are sent other statements then. */
  @Test
  void stores_every_kind_of_value_that_is_missing_beside_another_unique_key() throws Exception {
    migrating(
            db -> {
              createTypes(db);
              db.addIndex("kinds", index("a_uuid").unique());
              db.insertMissing("kinds", List.of("no"), everyKind(5));
              assertThat(kinds(db, 5)).isEqualTo(EVERY_KIND);
              db.insertMissing("kinds", List.of("a_uuid"), everyKind(6));
            })
        .up();
    assertThat(rows("SELECT %s FROM %s".formatted(quote("no"), quote("kinds"))))
        .containsExactly("5");
  }

  /** PostgreSQL refuses a text for a UUID or an enum type, unless its type is left open. */
  @Test
  void stores_other_java_values_for_the_same_columns() throws Exception {
    migrating(
            db -> {
              createTypes(db);
              Row other =
                  row(
                      "no",
                      (short) 1,
                      "a_text",
                      "",
                      "a_bool",
                      false,
                      "a_long",
                      5,
                      "a_decimal",
                      BigInteger.TEN,
                      "a_uuid",
                      ID.toString(),
                      "an_instant",
                      OffsetDateTime.parse("2025-03-30T03:30:00+02:00"),
                      "a_date",
                      "2024-02-29",
                      "a_document",
                      "\"a string\"",
                      "a_word",
                      "open",
                      "bytes",
                      new byte[0],
                      "a_time",
                      "00:00:01",
                      "a_moment",
                      "2025-01-02 03:04:05",
                      "a_double",
                      2.5f);
              db.bulkInsert("kinds", other, everyKind(2));
              assertThat(kinds(db, 1))
                  .containsExactly(
                      "",
                      "false",
                      "5",
                      "10.0000",
                      ID.toString(),
                      "2025-03-30T01:30:00Z",
                      "2024-02-29",
                      "\"astring\"",
                      "open",
                      "[]",
                      "00:00:01",
                      "2025-01-02T03:04:05",
                      "2.5");
              assertThat(kinds(db, 2)).isEqualTo(EVERY_KIND);
            })
        .up();
  }

  @Test
  void takes_null_for_every_kind_of_column_before_and_behind_a_value() throws Exception {
    List<Object> nulls = new ArrayList<>();
    everyKind(0).columns().forEach(column -> nulls.addAll(Arrays.asList(column, null)));
    migrating(
            db -> {
              createTypes(db);
              List<Object> first = new ArrayList<>(nulls);
              first.set(1, 1);
              List<Object> last = new ArrayList<>(nulls);
              last.set(1, 3);
              db.bulkInsert("kinds", row(first.toArray()), everyKind(2), row(last.toArray()));
              db.insertMissing("kinds", List.of("no"), row(set(nulls, 4)), everyKind(5));
              db.upsert("kinds", List.of("no"), row(set(nulls, 5)), row(set(nulls, 6)));
              assertThat(kinds(db, 2)).isEqualTo(EVERY_KIND);
            })
        .up();

    assertThat(rows("SELECT * FROM %s ORDER BY 1".formatted(quote("kinds"))))
        .hasSize(6)
        .filteredOn(row -> !row.startsWith("2, "))
        .allMatch(row -> row.endsWith(", null".repeat(13)));
  }

  private static Object[] set(List<Object> nulls, int no) {
    List<Object> row = new ArrayList<>(nulls);
    row.set(1, no);
    return row.toArray();
  }

  /** A driver that puts values between quotes has to know the settings of the server. */
  @Test
  void stores_texts_that_look_like_something_else_exactly() throws Exception {
    List<String> texts =
        HostileNames.all().stream()
            .filter(
                text ->
                    text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text))
            .toList();
    migrating(
            db -> {
              db.createTable(
                  "texts",
                  t -> {
                    t.column("no", integer().primaryKey());
                    t.column("text", text().notNull());
                  });
              db.bulkInsert(
                  "texts",
                  IntStream.range(0, texts.size())
                      .mapToObj(i -> row("no", i, "text", texts.get(i))));
              assertThat(
                      db.query(
                          "SELECT %s FROM %s ORDER BY %s"
                              .formatted(quote("text"), quote("texts"), quote("no")),
                          row -> row.getString(1)))
                  .isEqualTo(texts);
            })
        .up();
  }

  @Test
  void stores_lists_in_arrays_where_there_are_such_and_refuses_them_elsewhere() throws Exception {
    boolean hasArrays = engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL;
    String arrayOf = engine() == TestDatabase.H2 ? " ARRAY" : "[]";
    Body body =
        db -> {
          db.createTable("lists", t -> t.column("no", integer()));
          if (hasArrays) {
            db.execute("ALTER TABLE lists ADD words VARCHAR(20)%s".formatted(arrayOf));
            db.execute("ALTER TABLE lists ADD numbers INTEGER%s".formatted(arrayOf));
            db.execute("ALTER TABLE lists ADD ids UUID%s".formatted(arrayOf));
          }
          db.bulkInsert(
              "lists",
              row("no", 1, "words", List.of("it's", "a,b", "\"\\", "NULL", "", " ")),
              row("no", 2, "words", Arrays.asList("a", null)),
              row("no", 3, "words", List.of()),
              row("no", 4, "words", new String[] {"{a}"}));
          db.bulkUpdate("lists", row("numbers", List.of(1, 2), "ids", List.of(ID)), where("no", 1));
        };
    if (!hasArrays) {
      assertThat(message(body))
          .contains(
              dialectName()
                  + " cannot do this: an array for 'words' of 'lists'. Write it as a JSON document"
                  + " into a json() column, or as rows of a separate table.");
      return;
    }
    migrating(body).up();

    assertThat(arrays("words"))
        .containsExactly("[it's, a,b, \"\\, NULL, ,  ]", "[a, null]", "[]", "[{a}]");
    assertThat(arrays("numbers").get(0)).isEqualTo("[1, 2]");
    assertThat(arrays("ids").get(0)).isEqualTo("[" + ID + "]");
  }

  private List<String> arrays(String column) throws SQLException {
    List<String> result = new ArrayList<>();
    try (var connection = dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT %s FROM lists ORDER BY no".formatted(column))) {
      while (rows.next()) {
        var array = rows.getArray(1);
        result.add(array == null ? "null" : Arrays.toString((Object[]) array.getArray()));
      }
    }
    return result;
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

  private static List<Row> numbered(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> row("id", id, "name", "user " + id))
        .toList();
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

  /** MySQL takes no statement that is larger than it was told. */
  @Test
  void inserts_many_large_values() throws Exception {
    migrating(
            db -> {
              db.createTable("texts", t -> t.column("text", text()));
              db.bulkInsert(
                  "texts", Stream.generate(() -> row("text", "x".repeat(60_000))).limit(600));
            })
        .up();

    assertThat(rows("SELECT COUNT(*) FROM " + quote("texts"))).containsExactly("600");
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

  // ---- bulkUpdate and bulkDelete

  private static void threeUsers(QueryInterface db) {
    users(db);
    db.bulkInsert(
        "users",
        row("id", 1, "name", "Ann", "rank", 1),
        row("id", 2, "name", "Bob", "rank", null),
        row("id", 3, "name", null, "rank", 3));
  }

  @Test
  void changes_the_rows_that_fit_a_condition_and_no_others() throws Exception {
    migrating(
            db -> {
              threeUsers(db);
              db.bulkUpdate("users", row("name", "it's", "rank", 9), where("id", 1));
              db.bulkUpdate("users", row("name", null), where("rank", null).and("name", "Bob"));
              db.bulkUpdate("users", row("rank", 4), where("name", null).and("rank", 3));
              db.bulkUpdate("users", row("rank", 5), where("id", 77));
            })
        .up();

    assertThat(users()).containsExactly("1, it's, 9", "2, null, null", "3, null, 4");
  }

  @Test
  void compares_with_every_element_of_a_list() throws Exception {
    migrating(
            db -> {
              threeUsers(db);
              db.bulkDelete("users", where("name", List.of("Ann", "Bob")).and("rank", List.of(1)));
            })
        .up();

    assertThat(users()).containsExactly("2, Bob, null", "3, null, 3");
  }

  @Test
  void takes_a_condition_in_the_databases_own_sql_with_bound_values() throws Exception {
    String rank = quote("rank");
    migrating(
            db -> {
              threeUsers(db);
              db.bulkUpdate(
                  "users",
                  row("name", "set"),
                  whereSql(rank + " > ? OR " + rank + " < ? -- any", 2, 1).and("id", 3));
              db.bulkDelete("users", where("id", 1).andSql(rank + " = 0 OR " + rank + " = 2"));
              db.bulkDelete("users", whereSql(rank + " IS NULL"));
            })
        .up();

    assertThat(users()).containsExactly("1, Ann, 1", "3, set, 3");
  }

  @Test
  void takes_a_text_for_what_its_column_is_in_sql_of_the_users_own() throws Exception {
    migrating(
            db -> {
              db.createTable(
                  "things",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("kind", enumeration("a", "b"));
                    t.column("born", date());
                    t.column("price", decimal(9, 2));
                    t.column("note", string(20));
                  });
              String things = quote("things");
              String kind = quote("kind");
              String born = quote("born");
              String id = quote("id");
              db.execute(
                  "INSERT INTO " + things + " VALUES (?, ?, ?, ?, ?)",
                  "1",
                  "a",
                  "2020-01-31",
                  "1.50",
                  "first");
              db.execute(
                  "UPDATE %s SET %s = ?, %s = ? WHERE %s = ? AND %s = ?"
                      .formatted(things, kind, born, kind, id),
                  "b",
                  "2021-01-31",
                  "a",
                  "1");
              String found = "SELECT %s FROM %s WHERE %s = ? AND %s = ?";
              String sql = found.formatted(quote("note"), things, kind, born);
              assertThat(db.query(sql, r -> r.getString(1), "b", "2021-01-31"))
                  .containsExactly("first");
              List<String> read = new ArrayList<>();
              db.forEachRow(sql, r -> read.add(r.getString(1)), "b", "2021-01-31");
              assertThat(read).containsExactly("first");
              db.bulkUpdate(
                  "things", row("note", "second"), whereSql(kind + " = ? AND " + id + " = 1", "b"));
              db.bulkDelete("things", whereSql(born + " = ?", "1999-01-01"));
            })
        .up();

    assertThat(rows("SELECT * FROM " + quote("things")))
        .containsExactly("1, b, 2021-01-31, 1.50, second");
  }

  /** In Sequelize a condition that is missing or empty means every row. */
  @Test
  void changes_every_row_only_where_that_is_said() throws Exception {
    migrating(
            db -> {
              threeUsers(db);
              db.bulkUpdate("users", row("rank", 0), everyRow());
            })
        .up();
    assertThat(users()).containsExactly("1, Ann, 0", "2, Bob, 0", "3, null, 0");
  }

  @Test
  void deletes_every_row_only_where_that_is_said() throws Exception {
    migrating(
            db -> {
              threeUsers(db);
              db.bulkDelete("users", everyRow());
            })
        .up();

    assertThat(users()).isEmpty();
  }

  @Test
  void compares_with_values_of_every_kind() throws Exception {
    migrating(
            db -> {
              createTypes(db);
              for (String column : everyKind(1).columns()) {
                if (!column.equals("a_document")) { // which not every database compares
                  db.bulkInsert("kinds", everyKind(1));
                  db.bulkDelete("kinds", where(column, everyKind(1).value(column)));
                  assertThat(db.query("SELECT * FROM " + quote("kinds"), row -> row.getString(1)))
                      .as(column)
                      .isEmpty();
                }
              }
            })
        .up();
  }

  // ---- upsert and insertMissing

  @Test
  void updates_what_is_there_and_inserts_the_rest() throws Exception {
    migrating(
            db -> {
              threeUsers(db);
              db.upsert(
                  "users",
                  List.of("id"),
                  row("id", 1, "name", "Anna"),
                  row("id", 4, "name", "Dan"),
                  row("id", 3, "rank", null),
                  row("id", 4, "rank", 4));
            })
        .up();

    assertThat(users()).containsExactly("1, Anna, 1", "2, Bob, null", "3, null, null", "4, Dan, 4");
  }

  @Test
  void inserts_only_what_is_missing_and_leaves_the_rest_alone() throws Exception {
    migrating(
            db -> {
              threeUsers(db);
              db.insertMissing(
                  "users",
                  List.of("id"),
                  row("id", 1, "name", "Anna"),
                  row("id", 4, "name", "Dan"),
                  row("id", 4, "name", "Dora"),
                  row("id", 5));
              db.upsert("users", List.of("id"), row("id", 2), row("id", 6));
            })
        .up();

    assertThat(users())
        .containsExactly(
            "1, Ann, 1",
            "2, Bob, null",
            "3, null, 3",
            "4, Dan, null",
            "5, nobody, null",
            "6, nobody, null");
  }

  /** INSERT IGNORE, which Sequelize sends to MySQL, makes a warning of every error. */
  @Test
  void keeps_silent_about_nothing_but_the_row_that_is_there() throws Exception {
    for (Row wrong :
        List.of(row("id", 9, "name", "x".repeat(101)), row("id", 9, "rank", "no number"))) {
      assertThat(
              message(
                  db -> {
                    users(db);
                    db.insertMissing("users", List.of("id"), wrong);
                  }))
          .contains("(insertMissing of 1 row into 'users' by 'id', M");
      if (tables().contains("users")) {
        assertThat(users()).isEmpty();
        execute("DROP TABLE " + quote("users"));
        execute("DELETE FROM " + quote("switchback_journal"));
      }
    }
  }

  private static void members(QueryInterface db) {
    db.createTable(
        "members",
        t -> {
          t.column("no", bigInt().primaryKey().autoIncrement());
          t.column("room", integer().notNull());
          t.column("nick", string(20).notNull());
          t.column("seat", integer().nullable());
          t.unique("room", "nick");
        });
    db.bulkInsert("members", row("room", 1, "nick", "ann", "seat", 1));
  }

  @Test
  void upserts_by_a_unique_key_of_several_columns_in_any_order() throws Exception {
    migrating(
            db -> {
              members(db);
              db.upsert(
                  "members",
                  List.of("nick", "room"),
                  row("seat", 5, "nick", "ann", "room", 1),
                  row("nick", "ann", "room", 2, "seat", 6));
            })
        .up();

    assertThat(
            rows(
                "SELECT %s, %s, %s FROM %s ORDER BY 1"
                    .formatted(quote("room"), quote("nick"), quote("seat"), quote("members"))))
        .containsExactly("1, ann, 5", "2, ann, 6");
  }

  /** H2 would change several rows, or insert one twice. */
  @Test
  void refuses_an_upsert_by_columns_that_are_no_unique_key() {
    assertThat(
            message(
                db -> {
                  members(db);
                  db.upsert("members", List.of("nick"), row("nick", "ann", "room", 1));
                }))
        .contains(
            "upsert of 1 row into 'members' by 'nick' – the table has no primary key and no unique"
                + " constraint over exactly these columns. Nothing was sent. Add one first, or name"
                + " the columns of an existing one");
  }

  /** ON DUPLICATE KEY would change the row that has the seat, whose key is another. */
  @Test
  void does_not_take_a_row_for_the_same_that_is_equal_in_another_unique_key() throws Exception {
    String message =
        message(
            db -> {
              db.createTable(
                  "seats",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("seat", integer().nullable().unique());
                  });
              db.bulkInsert("seats", row("id", 1, "seat", 7));
              db.upsert("seats", List.of("id"), row("id", 2, "seat", 7));
            });

    boolean isMySql = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    assertThat(message).contains("upsert of 1 row into 'seats' by 'id'");
    if (isMySql) {
      assertThat(message)
          .contains(
              dialectName()
                  + " cannot do this: upsert of 1 row into 'seats' by 'id', because the server"
                  + " would also match a row by the unique key 'seats_seat_uk', and the rows have"
                  + " 'seat' of that key. Nothing was sent. Leave those columns out, or write"
                  + " bulkUpdate and bulkInsert.");
    }
  }

  private static void accounts(QueryInterface db) {
    db.createTable(
        "accounts",
        t -> {
          t.column("id", bigInt().primaryKey().autoIncrement());
          t.column("email", string(50).notNull().unique());
          t.column("token", uuid().nullable().unique());
          t.column("data", text().nullable());
        });
  }

  @Test
  void inserts_what_is_missing_by_one_key_where_rows_have_columns_of_another() throws Exception {
    migrating(
            db -> {
              accounts(db);
              db.insertMissing(
                  "accounts",
                  List.of("email"),
                  row("id", 1, "email", "a@x", "token", TOKEN, "data", "y".repeat(70_000)),
                  row("id", 5, "email", "a@x", "token", null, "data", "z"),
                  row("id", 0, "email", "b@x", "token", null, "data", null));
              db.insertMissing(
                  "accounts",
                  List.of("id"),
                  row("id", 1, "email", "b@x"),
                  row("id", 7, "email", "c@x"));
              db.bulkInsert("accounts", row("email", "d@x"));
            })
        .up();

    assertThat(
            rows(
                "SELECT %s, %s, LENGTH(%s) FROM %s ORDER BY 1"
                    .formatted(quote("id"), quote("email"), quote("data"), quote("accounts"))))
        .containsExactly("0, b@x, null", "1, a@x, 70000", "7, c@x, null", "8, d@x, null");
  }

  private static final UUID TOKEN = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");

  @Test
  void a_missing_row_that_is_equal_in_another_unique_key_is_an_error() throws Exception {
    String message =
        message(
            db -> {
              accounts(db);
              db.bulkInsert("accounts", row("email", "a@x", "token", TOKEN));
              db.insertMissing("accounts", List.of("email"), row("email", "b@x", "token", TOKEN));
            });

    assertThat(message).contains("insertMissing of 1 row into 'accounts' by 'email'");
    assertThat(message).doesNotContain("cannot do this");
    if (tables().contains("accounts")) {
      assertThat(rows("SELECT COUNT(*) FROM " + quote("accounts"))).containsExactly("0");
    }
  }

  // ---- forEachRow

  /** A database for many rows; one that keeps results in files, if it does that at all. */
  protected DataSource forManyRows() {
    return dataSource();
  }

  private static final int MANY = 100_000;

  private Migrator reading(Body body) {
    return configure(M20250601000000_Scripted.class)
        .dataSource(forManyRows())
        .factory(type -> new M20250601000000_Scripted(body, db -> {}))
        .build();
  }

  private static void digits(QueryInterface db) {
    db.createTable("digits", t -> t.column("n", integer()));
    db.bulkInsert("digits", IntStream.range(0, 10).mapToObj(n -> row("n", n)));
  }

  /** A hundred thousand rows of a kilobyte. */
  private String manyRows() throws SQLException {
    String n = quote("n");
    String digits = quote("digits");
    return "SELECT CONCAT(REPEAT('x', 1000), a.%s, b.%s, c.%s, d.%s, e.%s) AS text"
            .formatted(n, n, n, n, n)
        + " FROM %s a, %s b, %s c, %s d, %s e".formatted(digits, digits, digits, digits, digits);
  }

  private static long megabytesInUse() {
    System.gc();
    Runtime memory = Runtime.getRuntime();
    return (memory.totalMemory() - memory.freeMemory()) >> 20;
  }

  @Test
  void reads_many_rows_without_holding_them() throws Exception {
    String manyRows = manyRows();
    AtomicInteger count = new AtomicInteger();
    AtomicLong length = new AtomicLong();
    AtomicLong most = new AtomicLong();
    reading(
            db -> {
              digits(db);
              long before = megabytesInUse();
              db.forEachRow(
                  manyRows,
                  row -> {
                    length.addAndGet(row.getString("text").length());
                    if (count.incrementAndGet() % (MANY / 4) == 1) {
                      most.accumulateAndGet(megabytesInUse() - before, Math::max);
                    }
                  });
            })
        .up();

    assertThat(count).hasValue(MANY);
    assertThat(length).hasValue(MANY * 1_005L);
    assertThat(most.get()).as("megabytes, of 100").isLessThan(40);
  }

  @Test
  void reads_rows_by_a_condition_with_bound_values() throws Exception {
    List<Integer> read = new ArrayList<>();
    String sql =
        "SELECT %1$s FROM %2$s WHERE %1$s > ? AND %1$s < ? ORDER BY 1"
            .formatted(quote("n"), quote("digits"));
    migrating(
            db -> {
              digits(db);
              db.forEachRow(sql, row -> read.add(row.getInt(1)), 2, 6);
            })
        .up();

    assertThat(read).containsExactly(3, 4, 5);
  }

  /** More of them than a driver takes in at once. */
  @Test
  void works_on_the_rows_that_it_reads_or_says_that_its_driver_cannot() throws Exception {
    String sql = "SELECT %1$s FROM %2$s ORDER BY 1".formatted(quote("id"), quote("users"));
    Body body =
        db -> {
          users(db);
          db.bulkInsert("users", numbered(1, 2_500));
          db.forEachRow(
              sql,
              row -> {
                int id = row.getInt(1);
                if (id % 500 == 1) {
                  db.bulkUpdate("users", row("rank", id), where("id", id));
                  db.bulkInsert("users", row("id", 10_000 + id));
                  assertThat(db.query(sql, inner -> 1)).hasSize(2_501 + id / 500);
                }
              });
        };
    if (engine() == TestDatabase.MYSQL) {
      assertThat(message(body))
          .contains(
              "MySQL cannot do this: bulkUpdate of 'rank' in 'users' for a row of forEachRow,"
                  + " because its driver cannot send another statement while it reads rows. Nothing"
                  + " was sent. Keep the values that you need and call it after forEachRow, or read"
                  + " the rows by query(…).");
      return;
    }
    migrating(body).up();

    assertThat(
            rows(
                "SELECT COUNT(*), SUM(%s), COUNT(%1$s) FROM %s"
                    .formatted(quote("rank"), quote("users"))))
        .containsExactly("2505, 5005, 5");
  }

  @Test
  void goes_on_behind_rows_that_were_read() throws Exception {
    List<Integer> read = new ArrayList<>();
    String sql = "SELECT %s FROM %s ORDER BY 1".formatted(quote("n"), quote("digits"));
    migrating(
            db -> {
              digits(db);
              db.forEachRow(sql, row -> read.add(row.getInt(1)));
              db.addColumn("digits", "a", integer().nullable());
              db.bulkDelete("digits", where("n", read));
            })
        .up();

    assertThat(read).hasSize(10);
    assertThat(rows("SELECT * FROM " + quote("digits"))).isEmpty();
  }

  @Test
  void ends_the_migration_with_what_happens_to_a_row() throws Exception {
    String sql = "SELECT %s FROM %s ORDER BY 1".formatted(quote("n"), quote("digits"));
    MigrationFailedException failure =
        failure(
            db -> {
              digits(db);
              db.forEachRow(
                  sql,
                  row -> {
                    throw new IllegalStateException("no more of " + row.getInt(1));
                  });
            });

    assertThat(failure.getMessage()).contains("(forEachRow 'SELECT ", "Cause: no more of 0");
    assertThat(failure.getCause()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void reads_in_parts_nothing_that_changes_rows() {
    assertThat(
            message(
                db -> {
                  users(db);
                  db.forEachRow("DELETE FROM users", row -> {});
                }))
        .contains(
            "forEachRow 'DELETE FROM users' – it may change rows, and a run cannot resume a change"
                + " in the middle. Nothing was sent. Change rows by execute(…), and read them by a"
                + " separate query");
  }
}
