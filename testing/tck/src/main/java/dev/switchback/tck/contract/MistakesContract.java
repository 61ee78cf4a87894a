package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.ScriptedMigration;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is often written wrong is answered with a sentence that says what to write. */
public abstract class MistakesContract extends DatabaseContract {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String NO_BREAK_SPACE = "\u00A0";

  /** The contract on one kind of database. */
  protected MistakesContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createRooms() throws Exception {
    execute("CREATE TABLE rooms (id INTEGER PRIMARY KEY, n INTEGER)");
    execute("INSERT INTO rooms VALUES (1, 1)");
  }

  private String failureOf(Body body) {
    List<String> messages = new ArrayList<>();
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrating(body)::up)
        .satisfies(failure -> messages.add(failure.getMessage()));
    return messages.get(0);
  }

  private boolean isMySqlOrMariaDb() {
    return engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
  }

  private void assertRefusedUnsent(String message, Body body) throws Exception {
    assertThat(failureOf(body))
        .contains(dialectName() + " cannot do this: ")
        .contains(message)
        .contains("Nothing was sent.")
        .doesNotContain("\nSQL: ");
    assertThat(rows("SELECT n FROM rooms")).containsExactly("1");
  }

  // ---- what only a client program reads

  @Test
  void names_a_byte_order_mark_before_a_statement() throws Exception {
    String message =
        "send a statement that begins with an invisible character, U+FEFF (a byte order mark), in"
            + " line ";
    assertRefusedUnsent(
        message + "1. Nothing was sent. Take it out.",
        db -> db.execute(BYTE_ORDER_MARK + "UPDATE rooms SET n = 2"));
    assertRefusedUnsent(
        message + "1", db -> db.execute(BYTE_ORDER_MARK + "-- a comment\nUPDATE rooms SET n = 2"));
    assertRefusedUnsent(
        message + "2",
        db -> db.execute("UPDATE rooms SET n = 2;\n" + BYTE_ORDER_MARK + "UPDATE rooms SET n = 3"));
    assertRefusedUnsent(
        message + "1", db -> db.query(BYTE_ORDER_MARK + "SELECT n FROM rooms", row -> row));
    assertRefusedUnsent(
        message + "1",
        db ->
            db.withConnection(
                connection ->
                    connection.createStatement().execute(BYTE_ORDER_MARK + "SELECT n FROM rooms")));
  }

  @Test
  void keeps_an_invisible_character_in_a_text() throws Exception {
    execute("CREATE TABLE texts (t VARCHAR(9))");
    migrating(db -> db.execute("INSERT INTO texts VALUES ('" + BYTE_ORDER_MARK + "x')")).up();

    assertThat(rows("SELECT t FROM texts")).containsExactly(BYTE_ORDER_MARK + "x");
  }

  @Test
  void names_commands_of_client_programs() throws Exception {
    assertRefusedUnsent(
        "send 'DELIMITER' in line 2 of the statement. The client program mysql interprets it, and"
            + " no server does. Nothing was sent. Leave it out, and send each routine by a separate"
            + " execute(…), without the delimiter after it.",
        db ->
            db.execute(
                """
                UPDATE rooms SET n = 2;
                delimiter $
                CREATE PROCEDURE p() BEGIN SELECT 1; END$
                """));
    assertRefusedUnsent(
        "send 'SOURCE' in line 1 of the statement", db -> db.execute("source rooms.sql"));
    assertRefusedUnsent(
        "send a command with a backslash in line 1 of the statement. A client program such as psql"
            + " interprets it, and no server does. Nothing was sent. Leave it out.",
        db -> db.execute("\\connect chat\nUPDATE rooms SET n = 2"));
  }

  // ---- values

  @Test
  void counts_question_marks_and_values() throws Exception {
    String remedy = "Nothing was sent. Pass one value for each.";
    assertThat(failureOf(db -> db.execute("UPDATE rooms SET n = ? WHERE id = ?", 2)))
        .contains("The statement has 2 question marks, and received 1 value. " + remedy);
    assertThat(failureOf(db -> db.execute("UPDATE rooms SET n = ?", 2, 3)))
        .contains("The statement has 1 question mark, and received 2 values. " + remedy);
    assertThat(failureOf(db -> db.execute("UPDATE rooms SET n = 2 -- ?", 3)))
        .contains("The statement has 0 question marks, and received 1 value. " + remedy);
    assertThat(failureOf(db -> db.query("SELECT n FROM rooms WHERE n = ?", row -> row, 1, 2)))
        .contains("The statement has 1 question mark, and received 2 values. " + remedy);
    assertThat(failureOf(db -> db.forEachRow("SELECT n FROM rooms WHERE n = 1", row -> {}, 1)))
        .contains("The statement has 0 question marks, and received 1 value. " + remedy);
    if (engine() != TestDatabase.POSTGRESQL) {
      assertThat(failureOf(db -> db.execute("UPDATE rooms SET n = ?")))
          .contains("The statement has 1 question mark, and received 0 values. " + remedy);
    }
    assertThat(rows("SELECT n FROM rooms")).containsExactly("1");
  }

  @Test
  void a_value_that_no_parameter_can_be_is_refused_by_its_class() throws Exception {
    String names =
        "Value 1 for the statement is a Map, and a parameter cannot be one. Nothing was sent."
            + " For values by name, pass params(…). For a JSON document, pass its text.";
    assertThat(failureOf(db -> db.execute("UPDATE rooms SET n = :n", Map.of("n", 2))))
        .contains(names);
    assertThat(failureOf(db -> db.execute("UPDATE rooms SET n = ?", Map.of("n", 2))))
        .contains(names);
    assertThat(failureOf(db -> db.query("SELECT n FROM rooms WHERE n = ?", row -> 1, Map.of())))
        .contains(names);
    assertThat(failureOf(db -> db.forEachRow("SELECT 1", row -> {}, Map.of()))).contains(names);
    assertThat(failureOf(db -> db.bulkDelete("rooms", whereSql("n = ?", Map.of("n", 2)))))
        .contains(names);
    assertRefusedValue("java.util.Optional", "Pass the value that it contains", Optional.of(2));
    assertRefusedValue(
        "java.util.OptionalInt", "Pass the value that it contains", OptionalInt.of(2));
    assertRefusedValue("int[]", "Pass a List for an array, or each element", new int[] {2});
    assertRefusedValue("java.nio.StringCharBuffer", "Pass its toString().", CharBuffer.wrap("2"));
    assertRefusedValue(
        "java.util.GregorianCalendar",
        "Pass an Instant, a LocalDate or a LocalDateTime.",
        new GregorianCalendar());
    assertRefusedValue(
        "java.lang.Object", "Pass a text, a number, or a value of java.time.", new Object());
    assertRefusedValue(
        "dev.switchback.servers.TestDatabase", "Pass its name().", List.of(engine()));
    assertThat(rows("SELECT n FROM rooms")).containsExactly("1");
  }

  private void assertRefusedValue(String type, String remedy, Object value) {
    assertThat(
            failureOf(db -> db.execute("UPDATE rooms SET n = 2 WHERE id = ? AND n = ?", 1, value)))
        .contains("Value 2 for the statement is a " + type + ", and a parameter cannot be one.")
        .contains("Nothing was sent. " + remedy)
        .doesNotContain("\nSQL: ");
  }

  @Test
  void a_list_is_one_value() throws Exception {
    assertThat(
            failureOf(db -> db.execute("UPDATE rooms SET n = 2 WHERE id IN (?, ?)", List.of(1, 2))))
        .contains(
            "The statement has 2 question marks, and received 1 value. Nothing was sent. Pass one"
                + " value for each. A list or an array is one value: pass its elements one by"
                + " one.");
    String in =
        "The statement has 'IN (?)', and received a list for it, which is one value. Nothing was"
            + " sent. Write IN (:name), and pass the list by params(…).";
    assertThat(failureOf(db -> db.execute("DELETE FROM rooms WHERE id IN (?)", List.of(1, 2))))
        .contains(in);
    assertThat(
            failureOf(
                db ->
                    db.query(
                        "SELECT n FROM rooms WHERE n = ? AND id IN ( ? )",
                        row -> row,
                        1,
                        new Integer[] {1})))
        .contains(in);
    if (isMySqlOrMariaDb()) {
      assertRefusedUnsent(
          "bind a list as a value. Nothing was sent. Bind a JSON document, as a text.",
          db -> db.execute("UPDATE rooms SET n = ?", Set.of(1)));
    } else {
      migrating(
              db -> {
                db.execute("UPDATE rooms SET n = 2 WHERE id = ANY(?)", List.of(1, 5));
                db.execute("UPDATE rooms SET n = n + 2 WHERE id = ANY(?)", Set.of(1));
              })
          .up();
      assertThat(rows("SELECT n FROM rooms")).containsExactly("4");
    }
  }

  @Test
  @SuppressWarnings("NullAway") // it is what is refused
  void parameters_that_are_null_are_refused_and_one_NULL_is_a_value() throws Exception {
    Object[] none = null;
    assertThat(failureOf(db -> db.execute("UPDATE rooms SET n = ?", none)))
        .contains("execute – its parameters are null; for one NULL, cast it: (Object) null");
    assertThat(failureOf(db -> db.query("SELECT n FROM rooms WHERE n = ?", row -> row, none)))
        .contains("query – its parameters are null; for one NULL, cast it: (Object) null");
    assertThat(failureOf(db -> db.forEachRow("SELECT n FROM rooms WHERE n = ?", row -> {}, none)))
        .contains("forEachRow – its parameters are null; for one NULL, cast it: (Object) null");
    migrating(db -> db.execute("UPDATE rooms SET n = ?", (Object) null)).up();
    assertThat(rows("SELECT COUNT(n) FROM rooms")).containsExactly("0");
  }

  @Test
  void a_question_mark_in_a_text_or_a_comment_needs_no_value() throws Exception {
    migrating(
            db -> {
              db.execute("UPDATE rooms SET n = ? /* ? */ WHERE '?' = '?' -- ?", 2);
              db.execute("UPDATE rooms SET n = n + 1 WHERE '?' = '?'");
            })
        .up();

    assertThat(rows("SELECT n FROM rooms")).containsExactly("3");
  }

  @Test
  void a_number_that_is_none_is_kept_or_refused_before_anything_is_sent() throws Exception {
    execute("CREATE TABLE numbers (id INTEGER PRIMARY KEY, n DOUBLE PRECISION)");
    for (double number : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
      Body rows =
          db -> {
            db.execute("DELETE FROM numbers");
            db.bulkInsert("numbers", row("id", 1, "n", number), row("id", 2, "n", number));
            db.bulkUpdate("numbers", row("n", number), where("id", 1));
            db.execute("UPDATE numbers SET n = ? WHERE id = 2", number);
            db.query("SELECT n FROM numbers WHERE n = ?", row -> row.getDouble(1), number);
          };
      if (isMySqlOrMariaDb()) {
        String refusal =
            dialectName()
                + " cannot do this: keep '"
                + number
                + "' as a number. Use a column that may be";
        List<Body> each =
            List.of(
                db -> db.bulkInsert("numbers", row("id", 1, "n", number)),
                db -> db.bulkInsert("numbers", row("id", 1, "n", (float) number)),
                db -> db.bulkUpdate("numbers", row("n", number), where("id", 1)),
                db -> db.bulkDelete("numbers", where("n", number)),
                db -> db.execute("UPDATE numbers SET n = ?", number),
                db -> db.query("SELECT n FROM numbers WHERE n = ?", row -> row, number),
                db -> db.addColumn("rooms", "d", doublePrecision().defaultValue(number)));
        for (Body one : each) {
          assertThat(failureOf(one)).contains(refusal);
        }
        assertThat(migrating(each.get(0)).plan().isRefused()).isTrue();
      } else {
        migrating(rows).up();
        assertThat(rows("SELECT n FROM numbers"))
            .containsExactly(String.valueOf(number), String.valueOf(number));
        migrating(db -> {}).down();
      }
    }
  }

  // ---- statements

  @Test
  void several_statements_in_a_query_where_the_driver_sends_one_are_named() throws Exception {
    if (isMySqlOrMariaDb()) {
      assertThat(
              failureOf(
                  db -> db.query("SELECT n FROM rooms; SELECT n FROM rooms", row -> row.getInt(1))))
          .contains(
              "\n"
                  + "Hint: The string has several statements, which the driver sends only with"
                  + " allowMultiQueries=true in its URL. Send each statement by a separate"
                  + " execute(…).");
    } else if (engine() == TestDatabase.POSTGRESQL) {
      assertThat(
              failureOf(
                  db ->
                      db.query("UPDATE rooms SET n = 2; SELECT n FROM rooms; SELECT 1", row -> 1)))
          .contains(
              "the statement returned several results with rows. Send each query by a separate"
                  + " query(…)");
    } else { // H2's driver shows the first result alone
      migrating(db -> db.query("SELECT n FROM rooms; SELECT n FROM rooms", row -> 1)).up();
    }
    assertThat(rows("SELECT n FROM rooms")).containsExactly("1");
  }

  @Test
  void a_character_that_looks_like_a_blank_is_named() throws Exception {
    String sql = "UPDATE rooms SET\n" + NO_BREAK_SPACE + "n = 2";
    if (engine() == TestDatabase.H2) { // takes it for a blank
      migrating(db -> db.execute(sql)).up();
      assertThat(rows("SELECT n FROM rooms")).containsExactly("2");
      return;
    }
    assertThat(failureOf(db -> db.execute(sql)))
        .contains(
            "\n"
                + "Hint: Line 2 has the character U+00A0, which looks like a blank or is invisible."
                + " Write a plain blank.");
  }

  @Test
  void a_query_that_changes_and_returns_no_rows_gives_an_empty_list() throws Exception {
    List<Object> found = new ArrayList<>(List.of("nothing yet"));
    Consumer<List<Integer>> keep =
        rows -> {
          found.clear();
          found.addAll(rows);
        };
    migrating(
            db -> {
              keep.accept(db.query("UPDATE rooms SET n = n + 1", row -> row.getInt(1)));
              keep.accept(db.query("UPDATE rooms SET n = n + ?", row -> row.getInt(1), 10));
              db.query("INSERT INTO rooms VALUES (2, 2)", row -> row.getInt(1));
            })
        .up();

    assertThat(found).isEmpty();
    assertThat(rows("SELECT n FROM rooms ORDER BY id")).containsExactly("12", "2");
    assertThat(recorded()).hasSize(1);
  }

  @Test
  void a_query_with_a_change_in_its_with_clause_gives_an_empty_list() throws Exception {
    String sql =
        switch (engine()) {
          case POSTGRESQL ->
              "WITH one AS (SELECT 1 AS id) UPDATE rooms SET n = 5 FROM one WHERE rooms.id ="
                  + " one.id";
          case MYSQL ->
              "WITH one AS (SELECT 1 AS id) UPDATE rooms, one SET n = 5 WHERE rooms.id = one.id";
          case MARIADB, H2 ->
              "UPDATE rooms SET n = 5 WHERE id IN (WITH one AS (SELECT 1 AS id) SELECT id FROM"
                  + " one)";
        };
    List<Integer> found = new ArrayList<>();
    migrating(db -> found.addAll(db.query(sql, row -> row.getInt(1)))).up();

    assertThat(found).isEmpty();
    assertThat(rows("SELECT n FROM rooms")).containsExactly("5");
  }

  // ---- names

  @Test
  void a_schema_or_a_prefix_that_no_name_can_be_is_refused_as_configuration() {
    String longest = "s".repeat(300);
    for (Consumer<Migrator> call :
        List.<Consumer<Migrator>>of(
            Migrator::up, Migrator::status, Migrator::plan, Migrator::init, Migrator::snapshot)) {
      Migrator migrator = configure(M20250101000000_CreateRooms.class).schema(longest).build();
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> call.accept(migrator))
          .withMessageStartingWith(
              "Schema '%s' – the database cannot have this name. Nothing was run. Set another name by schema(…). Cause: Name '%1$s' – %s cannot keep it: it has 300 "
                  .formatted(longest, dialectName()));
    }
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(configure(M20250101000000_CreateRooms.class).tablePrefix("a\0b").build()::up)
        .withMessageStartingWith(
            "Table 'a␀b_journal' – the database cannot have this name. Nothing was run. Set another"
                + " name by tablePrefix(…). Cause: Name 'a␀b_journal' – "
                + dialectName());
  }

  @Test
  void a_name_beyond_the_limit_says_how_an_index_gets_another() {
    int length = engine() == TestDatabase.H2 ? 100 : 40;
    String table = "t".repeat(length);
    String a = "a".repeat(length);
    String b = "b".repeat(length);
    assertThat(
            failureOf(
                db ->
                    db.createTable(
                        table,
                        t -> {
                          t.column(a, integer());
                          t.column(b, integer());
                          t.index(a, b);
                        })))
        .contains(" is the limit. Shorten it. Name an index or a constraint by named(…)");
  }

  /** Dated ahead. */
  static final class M29990101000000_Ahead extends ScriptedMigration {
    M29990101000000_Ahead() {
      super(db -> {});
    }
  }

  @Test
  void a_migration_that_is_dated_ahead_is_warned_of_when_it_is_applied() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      MigrationReport report =
          configure(M20250601000000_Scripted.class, M29990101000000_Ahead.class)
              .factory(
                  type ->
                      type == M29990101000000_Ahead.class
                          ? new M29990101000000_Ahead()
                          : new M20250601000000_Scripted(db -> {}, db -> {}))
              .build()
              .up();

      String place =
          switch (engine()) {
            case H2 -> "H2 '" + database().name() + ".PUBLIC'";
            case POSTGRESQL -> "PostgreSQL '" + database().name() + ".public'";
            case MYSQL, MARIADB -> dialectName() + " '" + database().name() + "'";
          };
      assertThat(report.warnings())
          .containsExactly(
              "Migration '29990101000000-ahead' – dated in the future, by the clock of this"
                  + " machine. Migrations that are created until then count as older, and"
                  + " outOfOrder(REJECT) refuses them. Correct the date while it is applied nowhere"
                  + " else.");
      assertThat(log.text())
          .containsPattern(
              "Applied '20250601000000-scripted' in \\d+ ms \\(" + quoted(place) + "\\)")
          .containsPattern("Applied 2 migrations in \\d+ ms \\(" + quoted(place) + "\\)");
    }
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }
}
