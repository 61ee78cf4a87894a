package dev.switchback.tck.contract;

import static dev.switchback.schema.CsvFile.csvFile;
import static dev.switchback.schema.CsvFile.csvFrom;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.time;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.DataTypes.varBinary;
import static dev.switchback.schema.Row.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.SwitchbackException;
import dev.switchback.schema.CsvFile;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows of CSV files: the same ones on every database, or a refusal with its line. */
public abstract class CopyInContract extends RowsContract {

  private static final List<String> USER = List.of("id", "name", "rank");

  /** The contract on one kind of database. */
  protected CopyInContract(TestedDatabase database) {
    super(database);
  }

  private static CsvFile csv(String content) {
    return csvFrom("x.csv", () -> new ByteArrayInputStream(content.getBytes(UTF_8)));
  }

  private static Body copying(String content) {
    return db -> db.copyIn("users", USER, csv(content));
  }

  private static String usersFrom(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> id + ",user " + id + ",\n")
        .collect(Collectors.joining("", "id,name,rank\n", ""));
  }

  // ---- values

  private static void values(QueryInterface db, String table) {
    db.createTable(
        table,
        t -> {
          t.column("k", integer().primaryKey());
          t.column("t", text().nullable());
          t.column("s", string(50).nullable());
          t.column("n", bigInt().nullable());
          t.column("c", decimal(20, 4).nullable());
          t.column("f", doublePrecision().nullable());
          t.column("b", bool().nullable());
          t.column("d", date().nullable());
          t.column("h", time().nullable());
          t.column("at", timestamp().nullable());
          t.column("u", uuid().nullable());
          t.column("y", varBinary(20).nullable());
          t.column("j", json().nullable());
          t.column("e", enumeration("open", "it's").nullable());
        });
  }

  private static final List<String> VALUES =
      List.of("k", "t", "s", "n", "c", "f", "b", "d", "h", "at", "u", "y", "j", "e");

  private static final String NASTY =
      """
      k,t,s,n,c,f,b,d,h,at,u,y,j,e
      1,,,,,,,,,,,,,
      2,"","",0,0,0,false,2025-03-01,00:00:00,2025-03-01T10:11:12Z,123e4567-e89b-12d3-a456-426614174000,,"{}",open
      3,"say ""no\""","a,b",-9223372036854775808,-12345678901234.5678,1.5e300,true,1970-01-01,23:59:59,1999-12-31T23:59:59+02:00,ffffffff-ffff-ffff-ffff-ffffffffffff,00ff5c0a,"{""a"": [1, ""\\\\n""]}",it's
      4,"two
      lines",\\.,9223372036854775807,+0.0001,-0.1,true,0999-12-31,12:30,2024-02-29 00:00:00,00000000-0000-0000-0000-000000000001,"","[]",open
      5,"
      \\.
      \\N",\\N,007,1,1E-3,false,9999-12-31,01:02:03.0,2024-06-30T12:00:00Z,,CAFE,null,
      6,"\t\\t tab ' $1 ? {x}", spaces ,42,3.5,2,true,2000-02-29,,,,,\"""text\""",
      7,"Zürich 漢字 😀 ı","NULL",1,1,1,true,2025-12-31,,,,,1,
      """;

  private static List<dev.switchback.schema.Row> nastyRows() {
    return List.of(
        row("k", 1, "t", null),
        row(
            "k",
            2,
            "t",
            "",
            "s",
            "",
            "n",
            0,
            "c",
            BigDecimal.ZERO,
            "f",
            0.0,
            "b",
            false,
            "d",
            LocalDate.parse("2025-03-01"),
            "h",
            LocalTime.MIDNIGHT,
            "at",
            Instant.parse("2025-03-01T10:11:12Z"),
            "u",
            UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
            "j",
            "{}",
            "e",
            "open"),
        row(
            "k",
            3,
            "t",
            "say \"no\"",
            "s",
            "a,b",
            "n",
            Long.MIN_VALUE,
            "c",
            new BigDecimal("-12345678901234.5678"),
            "f",
            1.5e300,
            "b",
            true,
            "d",
            LocalDate.parse("1970-01-01"),
            "h",
            LocalTime.parse("23:59:59"),
            "at",
            Instant.parse("1999-12-31T21:59:59Z"),
            "u",
            UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"),
            "y",
            new byte[] {0, -1, 0x5c, 10},
            "j",
            "{\"a\": [1, \"\\\\n\"]}",
            "e",
            "it's"),
        row(
            "k",
            4,
            "t",
            "two\nlines",
            "s",
            "\\.",
            "n",
            Long.MAX_VALUE,
            "c",
            new BigDecimal("0.0001"),
            "f",
            -0.1,
            "b",
            true,
            "d",
            LocalDate.parse("0999-12-31"),
            "h",
            LocalTime.parse("12:30"),
            "at",
            Instant.parse("2024-02-29T00:00:00Z"),
            "u",
            UUID.fromString("00000000-0000-0000-0000-000000000001"),
            "y",
            new byte[0],
            "j",
            "[]",
            "e",
            "open"),
        row(
            "k",
            5,
            "t",
            "\n\\.\n\\N",
            "s",
            "\\N",
            "n",
            7,
            "c",
            1,
            "f",
            0.001,
            "b",
            false,
            "d",
            LocalDate.parse("9999-12-31"),
            "h",
            LocalTime.parse("01:02:03"),
            "at",
            Instant.parse("2024-06-30T12:00:00Z"),
            "y",
            new byte[] {(byte) 0xca, (byte) 0xfe},
            "j",
            "null"),
        row(
            "k",
            6,
            "t",
            "\t\\t tab ' $1 ? {x}",
            "s",
            " spaces ",
            "n",
            42,
            "c",
            new BigDecimal("3.5"),
            "f",
            2.0,
            "b",
            true,
            "d",
            LocalDate.parse("2000-02-29"),
            "j",
            "\"text\""),
        row(
            "k",
            7,
            "t",
            "Zürich 漢字 😀 ı",
            "s",
            "NULL",
            "n",
            1,
            "c",
            1,
            "f",
            1.0,
            "b",
            true,
            "d",
            LocalDate.parse("2025-12-31"),
            "j",
            "1"));
  }

  private List<String> valuesOf(String table) throws SQLException {
    return rows(
        "SELECT %s FROM %s ORDER BY 1"
            .formatted(
                VALUES.stream()
                    .map(
                        column -> {
                          try {
                            return quote(column);
                          } catch (SQLException e) {
                            throw new AssertionError(e);
                          }
                        })
                    .collect(Collectors.joining(", ")),
                quote(table)));
  }

  @Test
  void the_text_of_each_field_is_the_value_that_a_row_would_bring() throws Exception {
    migrating(
            db -> {
              values(db, "copied");
              values(db, "inserted");
              db.copyIn("copied", VALUES, csv(NASTY));
              db.bulkInsert("inserted", nastyRows());
            })
        .up();

    assertThat(valuesOf("copied")).hasSize(7).containsExactlyElementsOf(valuesOf("inserted"));
    assertThat(
            rows(
                "SELECT %s FROM %s WHERE %s IS NULL"
                    .formatted(quote("k"), quote("copied"), quote("t"))))
        .containsExactly("1");
    assertThat(
            rows(
                "SELECT %s FROM %s WHERE %s = 5"
                    .formatted(quote("t"), quote("copied"), quote("k"))))
        .containsExactly("\n\\.\n\\N");
  }

  @Test
  void an_empty_field_is_null_and_two_quotes_are_the_empty_text() throws Exception {
    migrating(
            db -> {
              users(db);
              db.copyIn("users", List.of("id", "name"), csv("id,name\r\n1,\r\n2,\"\"\r\n3,x"));
              db.copyIn("users", List.of("id"), csv("\uFEFFid\n4\n"));
            })
        .up();

    assertThat(users())
        .containsExactly("1, null, null", "2, , null", "3, x, null", "4, nobody, null");
  }

  @Test
  void the_numbering_goes_on_behind_the_numbers_of_a_file() throws Exception {
    migrating(
            db -> {
              numbered(db, integer());
              db.copyIn("numbered", List.of("n", "id"), csv("n,id\na,7\nb,3\n"));
              db.copyIn("numbered", List.of("n"), csv("n\nc\n"));
              db.bulkInsert("numbered", row("n", "d"));
            })
        .up();

    assertThat(
            rows(
                "SELECT %s, %s FROM %s ORDER BY 1"
                    .formatted(quote("id"), quote("n"), quote("numbered"))))
        .containsExactly("3, b", "7, a", "8, c", "9, d");
  }

  @Test
  void a_file_beside_the_class_is_found() throws Exception {
    migrating(
            db -> {
              users(db);
              db.copyIn("users", List.of("id", "name"), csvFile(CopyInContract.class, "users.csv"));
            })
        .up();

    assertThat(users()).containsExactly("1, Ann, null", "2, it's \"Bob\", null");
  }

  // ---- many rows

  @Test
  void many_rows_are_sent_in_their_order() throws Exception {
    migrating(
            db -> {
              users(db);
              copying(usersFrom(1, 2_501)).run(db);
            })
        .up();

    assertThat(users())
        .hasSize(2_501)
        .startsWith("1, user 1, null")
        .endsWith("2501, user 2501, null");
  }

  /** Makes rows as they are read, and counts them. */
  private static final class Rows extends InputStream {
    private final AtomicInteger made;
    private final int last;
    private byte[] now = "id,name,rank\n".getBytes(UTF_8);
    private int at;

    Rows(int last, AtomicInteger made) {
      this.last = last;
      this.made = made;
      made.set(0);
    }

    private boolean hasNext() {
      if (at == now.length && made.get() < last) {
        int id = made.incrementAndGet();
        now = ((id == 2 ? 1 : id) + ",user,\n").getBytes(UTF_8); // the second one is there
        at = 0;
      }
      return at < now.length;
    }

    @Override
    public int read() {
      return hasNext() ? now[at++] : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int most) {
      if (!hasNext()) {
        return -1;
      }
      int count = Math.min(most, now.length - at);
      System.arraycopy(now, at, bytes, from, count);
      at += count;
      return count;
    }
  }

  @Test
  void a_row_that_the_server_refuses_ends_the_reading_and_leaves_nothing() throws Exception {
    AtomicInteger made = new AtomicInteger();
    migrating(CopyInContract::users).up();
    migrating(db -> {}).down();

    String message =
        message(db -> db.copyIn("users", USER, csvFrom("x.csv", () -> new Rows(50_000, made))));

    assertThat(message)
        .contains("failed at step 1 (copyIn of 50000 rows from 'x.csv' into 'users'")
        .contains("none of its changes remain");
    if (engine() != TestDatabase.MYSQL && engine() != TestDatabase.MARIADB) {
      assertThat(message).contains("into 'users', row 2");
    }
    assertThat(made.get()).isBetween(2_000, 4_000); // of its last reading
    assertThat(users()).isEmpty();
  }

  @Test
  void the_place_of_a_refused_row_counts_the_parts_before_it() throws Exception {
    migrating(CopyInContract::users).up();
    migrating(db -> {}).down();

    String message = message(copying(usersFrom(1, 1_500) + "7,s3cret,\n"));

    if (engine() != TestDatabase.MYSQL && engine() != TestDatabase.MARIADB) {
      assertThat(message).contains("into 'users', row 1501");
    }
    assertThat(message).doesNotContain("s3cret");
    assertThat(users()).isEmpty();
  }

  // ---- refusals

  private void assertRefused(String content, String expected) throws SQLException {
    assertThat(message(copying(content))).contains("CSV file 'x.csv" + expected);
    assertThat(users()).isEmpty();
  }

  @Test
  void what_does_not_follow_the_format_is_refused_with_its_line_before_a_row_is_sent()
      throws Exception {
    migrating(CopyInContract::users).up();
    migrating(db -> {}).down();

    assertRefused(
        "",
        ":1' – it is empty. Nothing was sent. Write the names of the columns into its first line");
    assertRefused(
        "id,rank,name\n",
        ":1' – its first line is not the header of the columns [id, name, rank]. Nothing was sent."
            + " Write their names into the first line, in the order of the call");
    assertRefused(
        "id,name,rank\n",
        "' – it has a header and no rows. Nothing was sent. Write at least one row, or leave out"
            + " copyIn");
    assertRefused(
        "id,name,rank\n1,a\n",
        ":2' – it has 2 fields, and the header has 3. Nothing was sent. Write a field that has a"
            + " comma or a line break in double quotes, and no empty line");
    assertRefused("id,name,rank\n1,a,1\n\n", ":3' – it has 1 field, and the header has 3.");
    assertRefused("id,name,rank\n1,\"a\n\",1\n2,a,1,\n", ":4' – it has 4 fields");
    assertRefused(
        "id,name,rank\n1,a,1\n2,\"a,1\n3,a,1\n",
        ":3' – a quote is not closed. Nothing was sent. Close it at the end of its field");
    assertRefused(
        "id,name,rank\n1,a\"b,1\n",
        ":2' – a quote is in a field that does not begin with one. Nothing was sent. Write the"
            + " field in double quotes, and each quote in it twice");
    assertRefused(
        "id,name,rank\n1,\"a\"b,1\n",
        ":2' – text follows a closing quote. Nothing was sent. Write each quote in a field twice,"
            + " and a comma after the closing one");
    assertRefused(
        "id,name,rank\n1,a\rb,1\n",
        ":2' – a carriage return is neither in quotes nor before a line feed. Nothing was sent. End"
            + " a line with a line feed");
    assertRefused(
        "id,name,rank\n1,a\0b,1\n",
        ":2' – it has the character NUL, which not every database stores. Nothing was sent. Remove"
            + " it");
  }

  @Test
  void what_is_not_utf_8_or_cannot_be_read_is_refused_before_a_row_is_sent() throws Exception {
    migrating(CopyInContract::users).up();
    migrating(db -> {}).down();
    byte[] latin = "id,name,rank\n1,a,\n2,Zürich,\n".getBytes(ISO_8859_1);

    assertThat(
            message(
                db ->
                    db.copyIn(
                        "users", USER, csvFrom("x.csv", () -> new ByteArrayInputStream(latin)))))
        .contains("CSV file 'x.csv:3' – it is not UTF-8. Nothing was sent. Save it in UTF-8");
    assertThat(
            message(
                db ->
                    db.copyIn(
                        "users",
                        USER,
                        csvFrom(
                            "x.csv",
                            () -> {
                              throw new IOException("gone");
                            }))))
        .contains(
            "CSV file 'x.csv' – it cannot be opened (IOException). Nothing was sent. Check that it"
                + " is there and may be read");
    assertThat(message(db -> db.copyIn("users", USER, csvFile(CopyInContract.class, "none.csv"))))
        .contains(
            "CSV file 'none.csv' – it is not there: the class loader of '"
                + CopyInContract.class.getName()
                + "' has no 'dev/switchback/tck/contract/none.csv'. Nothing was sent. Add it to the"
                + " resources");
    assertThat(message(db -> db.copyIn("users", USER, csvFile(CopyInContract.class, "../x.csv"))))
        .contains("CSV file '../x.csv' – the name is not a plain path. Nothing was sent.");
    assertThat(users()).isEmpty();
  }

  private void assertUnfit(String column, String text, String remedy) {
    String content = "k," + column + "\n1,\n2,\"" + text + "\"\n";
    assertThat(message(db -> db.copyIn("copied", List.of("k", column), csv(content))))
        .as(column + " " + text)
        .contains("CSV file 'x.csv:3' – its field '" + column + "' does not fit the column, which")
        .contains(". Nothing was sent. Write " + remedy)
        .doesNotContain("s3cret");
  }

  @Test
  void a_field_that_does_not_fit_its_column_is_refused_with_its_line_before_a_row_is_sent()
      throws Exception {
    migrating(
            db -> {
              users(db);
              values(db, "copied");
              numbered(db, integer());
            })
        .up();
    migrating(db -> {}).down();

    if (engine() != TestDatabase.MYSQL) { // whose column is a CHAR(36), which takes any text
      assertUnfit("u", "123", "a UUID with hyphens, in lower case");
      assertUnfit(
          "u", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "a UUID with hyphens, in lower case");
    }
    for (String[] each :
        new String[][] {
          {"n", "1.5", "a whole number in digits: 42"},
          {"n", "s3cret", "a whole number in digits: 42"},
          {"c", "1,5", "a number in digits: 4.25"},
          {"f", "NaN", "a number in digits: 4.25"},
          {"b", "1", "true or false"},
          {"d", "01.03.2025", "a date: 2025-03-01"},
          {"d", "2025-02-30", "a date: 2025-03-01"},
          {"h", "10h", "a time: 10:11:12"},
          {"at", "yesterday", "a timestamp: 2025-03-01T10:11:12Z"},
          {"y", "abc", "hexadecimal digits: cafe01"},
        }) {
      assertUnfit(each[0], each[1], each[2]);
    }
    assertThat(message(db -> db.copyIn("numbered", List.of("id", "n"), csv("id,n\n,a\n"))))
        .contains(
            "CSV file 'x.csv:2' – its field 'id' does not fit the column, which is",
            ". Nothing was sent. Write a whole number in digits: 42, or leave the column out of the"
                + " file, so that the database numbers it");
    assertThat(message(db -> db.copyIn("users", List.of("id", "nam"), csv("id,nam\n1,a\n"))))
        .contains(
            "copyIn of 1 row from 'x.csv' into 'users' – the table has no column 'nam'. Nothing was"
                + " sent. Correct the name in the call and in the header");
    assertThat(message(db -> db.copyIn("users", List.of("id", "id"), csv("id,id\n1,1\n"))))
        .contains(
            "copyIn into 'users' – its columns are [id, id]. Nothing was sent. Name each column of"
                + " the file once");
    assertThat(valuesOf("copied")).isEmpty();
    assertThat(users()).isEmpty();
  }

  @Test
  void a_later_file_that_is_refused_is_refused_before_the_first_commit() throws Exception {
    migrating(CopyInContract::users).up();
    migrating(db -> {}).down();

    Body others = db -> db.createTable("others", t -> t.column("id", integer().primaryKey()));

    assertThat(message(others.then(copying("id,name,rank\n1,a\n"))))
        .contains("CSV file 'x.csv:2' – it has 2 fields");
    assertThat(
            message(
                others
                    .then(db -> db.createTable("more", t -> t.column("id", integer().primaryKey())))
                    .then(db -> db.copyIn("more", List.of("id"), csv("id\n1\nx\n")))))
        .contains("CSV file 'x.csv:3' – its field 'id' does not fit the column");

    assertThat(tables()).containsExactly("users");
  }

  @Test
  void a_file_that_changes_during_the_run_is_refused_and_leaves_nothing() throws Exception {
    migrating(CopyInContract::users).up();
    migrating(db -> {}).down();
    AtomicInteger opened = new AtomicInteger();
    CsvFile changing =
        csvFrom(
            "x.csv",
            () ->
                new ByteArrayInputStream(
                    ("id,name,rank\n1,a" + opened.incrementAndGet() + ",\n").getBytes(UTF_8)));

    assertThat(message(db -> db.copyIn("users", USER, changing)))
        .contains(
            "copyIn of 1 row from 'x.csv' into 'users' – the file now has other rows than when it"
                + " was checked. Its rows were sent. Do not change the file during a run");

    assertThat(opened.get()).isEqualTo(3);
    assertThat(users()).isEmpty();
  }

  // ---- the run

  @Test
  void a_killed_migration_has_each_row_once_when_it_runs_again() throws Exception {
    Body body =
        db -> {
          users(db);
          copying(usersFrom(1, 1_200)).run(db);
          db.execute("UPDATE " + quote("users") + " SET " + quote("rank") + " = 5");
          db.createTable("others", t -> t.column("id", integer().primaryKey()));
          copying(usersFrom(1_201, 1_300)).run(db);
          db.execute("UPDATE " + quote("users") + " SET " + quote("rank") + " = 6");
        };
    for (String begin : List.of(" = 5", " = 6")) {
      DeadManDataSource process =
          new DeadManDataSource(dataSource()).diesAfter(trip -> trip.call().endsWith(begin));
      assertThatExceptionOfType(SwitchbackException.class).isThrownBy(scripted(process, body)::up);
      assertThat(process.isDead()).isTrue();
    }

    migrating(body).up();

    assertThat(users()).hasSize(1_300).endsWith("1300, user 1300, 6");
  }

  @Test
  void a_file_with_other_rows_is_a_changed_migration_and_other_line_ends_are_none()
      throws Exception {
    List<String> contents =
        new ArrayList<>(
            List.of(
                "id,name,rank\n1,a,\n",
                "\uFEFFid,name,rank\r\n\"1\",a,",
                "id,name,rank\n1,b,\n",
                "id,name,rank\n1,a,\"\"\n"));
    scripted(
            db -> {
              users(db);
              copying(contents.get(0)).run(db);
            },
            db -> {})
        .build()
        .up();

    for (int i = 0; i < contents.size(); i++) {
      String content = contents.get(i);
      Body body =
          db -> {
            users(db);
            copying(content).run(db);
          };
      assertThat(scripted(body, db -> {}).build().verify().isClean()).as(content).isEqualTo(i < 2);
    }
  }

  @Test
  void a_plan_shows_how_many_rows_and_the_statement() throws Exception {
    migrating(CopyInContract::users).up();
    migrating(db -> {}).down();

    Plan plan = migrating(copying(usersFrom(1, 3))).plan();

    Plan.Step step = plan.migrations().get(0).steps().get(0);
    assertThat(step.description()).isEqualTo("copyIn of 3 rows from 'x.csv' into 'users'");
    assertThat(step.sql())
        .containsExactly(
            engine() == TestDatabase.POSTGRESQL
                ? "COPY \"users\" (\"id\", \"name\", \"rank\") FROM STDIN (ENCODING 'UTF8')"
                : "INSERT INTO %s (%s, %s, %s) VALUES (?, ?, ?)"
                    .formatted(quote("users"), quote("id"), quote("name"), quote("rank")));
  }
}
