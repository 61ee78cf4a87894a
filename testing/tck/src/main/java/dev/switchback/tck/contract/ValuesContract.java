package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
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

import dev.switchback.QueryInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.schema.Row;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the database stores for a Java value. */
public abstract class ValuesContract extends RowsContract {

  /** The contract on one kind of database. */
  protected ValuesContract(TestedDatabase database) {
    super(database);
  }

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
    migrating(ValuesContract::kindsOfColumns).up();
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
}
