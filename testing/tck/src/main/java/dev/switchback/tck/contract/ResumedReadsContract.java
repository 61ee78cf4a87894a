package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Params.params;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.servers.TestedDatabase;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a migration reads, when it is resumed. */
public abstract class ResumedReadsContract extends UnfinishedContract {

  /** The contract on one kind of database. */
  protected ResumedReadsContract(TestedDatabase database) {
    super(database);
  }

  @Test
  void a_migration_that_looks_first_is_continued() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    Body body =
        db -> {
          if (!db.tableExists("rooms") && !db.showAllTables().contains("rooms")) {
            db.createTable("rooms", t -> t.column("id", integer()));
          }
          if (db.describeTable("rooms").column("topic").isEmpty()) {
            db.addColumn("rooms", "topic", string(9).nullable());
          }
          if (db.showIndexes("rooms").isEmpty()) {
            db.addIndex("rooms", index("topic").named("rooms_topic"));
          }
          db.execute("INSERT INTO counted VALUES (1)");
        };
    List<String> points =
        List.of(
            "CREATE TABLE " + quote("rooms"),
            "ALTER TABLE " + quote("rooms"),
            "CREATE INDEX",
            "INSERT INTO counted");
    for (String point : points) {
      dieAfter(point, body);

      migrating(body).up();

      assertThat(indexes("rooms")).as(point).containsOnlyKeys("rooms_topic");
      assertThat(rows("SELECT n FROM counted")).as(point).containsExactly("1");
      assertThat(journal()).isEmpty();
      migrating(body, db -> db.dropTable("rooms")).down();
      execute("DELETE FROM counted");
    }
  }

  @Test
  void a_query_gives_the_same_rows_when_its_migration_is_continued() throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    execute("INSERT INTO counted VALUES (7)");
    Body body =
        db -> {
          int first = db.query("SELECT MAX(n) + 1 FROM counted", row -> row.getInt(1)).get(0);
          List<Integer> all = new ArrayList<>();
          db.forEachRow(
              "SELECT n AS number FROM counted WHERE n > ?",
              row -> all.add(row.getInt("number")),
              0);
          db.execute("INSERT INTO counted VALUES (?)", first);
          db.createTable("rooms", t -> t.column("id", integer()));
          db.execute("INSERT INTO counted VALUES (?)", first * 10 + all.size());
        };
    dieAfter("CREATE TABLE " + quote("rooms"), body);

    migrating(body).up();

    assertThat(rows("SELECT n FROM counted ORDER BY n")).containsExactly("7", "8", "81");
  }

  @Test
  void steps_and_queries_with_values_by_name_are_the_same_whatever_their_values_are()
      throws Exception {
    execute("CREATE TABLE counted (n INTEGER)");
    execute("INSERT INTO counted VALUES (7), (8)");
    AtomicReference<List<Integer>> numbers = new AtomicReference<>(List.of(7, 8));
    Body body =
        db -> {
          db.execute("UPDATE counted SET n = n + 1 WHERE n IN (:ns)", params("ns", numbers.get()));
          int count =
              db.query(
                      "SELECT COUNT(*) FROM counted WHERE n IN (:ns)",
                      row -> row.getInt(1),
                      params("ns", numbers.get()))
                  .get(0);
          db.createTable("rooms", t -> t.column("id", integer()));
          db.execute("INSERT INTO counted VALUES (:n)", params("n", count * 10));
        };
    dieAfter("CREATE TABLE " + quote("rooms"), body);
    numbers.set(List.of(9, 8, 7));

    migrating(body).up();

    assertThat(rows("SELECT n FROM counted ORDER BY n")).containsExactly("8", "9", "10");
  }

  /** Reads values of all kinds, in all ways, and remembers them. */
  private static List<Object> readAll(ResultSet row) throws SQLException {
    List<Object> read = new ArrayList<>();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      read.add(columns.getColumnLabel(i));
      read.add(row.getObject(i));
      read.add(row.getString(i));
      read.add(row.wasNull());
    }
    read.add(row.getInt(1));
    read.add(row.getLong(1));
    read.add(row.getBigDecimal(2));
    read.add(row.getDouble(2));
    read.add(row.getObject(4, LocalDate.class));
    read.add(row.getTimestamp(5));
    read.add(row.getObject(5, LocalDateTime.class));
    read.add(row.getBoolean(1));
    return read;
  }

  @Test
  void values_of_every_kind_come_back_as_they_were_read() throws Exception {
    String select =
        "SELECT 1 AS a, 1.50 AS b, 'it''s a \\ line\n' AS c, DATE '2025-03-01' AS d,"
            + " TIMESTAMP '2025-03-01 10:11:12.345' AS e, NULL AS f";
    List<List<Object>> read = new ArrayList<>();
    Body body =
        db -> {
          read.addAll(db.query(select, ResumedReadsContract::readAll));
          db.createTable("rooms", t -> t.column("id", integer()));
        };
    dieAfter("CREATE TABLE " + quote("rooms"), body);

    migrating(body).up();

    List<List<Object>> steps = read.stream().filter(row -> !row.isEmpty()).toList();
    assertThat(steps).hasSizeGreaterThanOrEqualTo(2);
    assertThat(steps.get(steps.size() - 1)).isEqualTo(steps.get(0));
  }

  @Test
  void stops_when_the_class_asks_something_else_than_before() throws Exception {
    failure(
        migrating(
            db -> {
              db.tableExists("halls");
              db.createTable("rooms", t -> t.column("id", integer()));
              throw new IllegalStateException("not now");
            }));

    assertThat(stopped(() -> migrating(THREE_STEPS).up()))
        .hasMessageStartingWith(
            "Migration '20250601000000-scripted' cannot be resumed: before step 1 the unfinished"
                + " run continued with tableExists 'halls', and this run continues with createTable"
                + " 'rooms'.\n"
                + "Nothing was sent. Steps that are done: 1 (createTable 'rooms').\n"
                + "Restore the done steps in the class");
    assertThat(columns("rooms")).containsOnlyKeys("id");
  }

  private static final Body READS_MUCH =
      db -> {
        db.query("SELECT t FROM wide", row -> row.getString(1));
        db.createTable("rooms", t -> t.column("id", integer()));
        db.execute("UPDATE wide SET n = n + 1");
        db.addColumn("rooms", "topic", string(9).nullable());
      };

  @Test
  void asks_again_what_was_too_long_to_keep_and_goes_on_only_if_it_is_the_same() throws Exception {
    execute("CREATE TABLE wide (n INTEGER, t VARCHAR(15000))");
    String insert = "INSERT INTO wide VALUES (1, '%s')";
    for (String letter : List.of("a", "b", "c")) {
      execute(insert.formatted(letter.repeat(14_000)));
    }
    dieAfter("UPDATE wide", READS_MUCH);
    execute("UPDATE wide SET t = 'other' WHERE t LIKE 'b%'");

    assertThat(stopped(() -> migrating(READS_MUCH).up()))
        .hasMessageStartingWith(
            "Migration '20250601000000-scripted' cannot be resumed: the answer of query 'SELECT t"
                + " FROM wide' has changed, and the done steps may depend on the first answer. The"
                + " journal has only a hash of that, because it is longer than 32000 characters.\n"
                + "Nothing was changed.");
    execute("UPDATE wide SET t = '%s' WHERE t = 'other'".formatted("b".repeat(14_000)));
    migrating(READS_MUCH).up();
    assertThat(rows("SELECT n FROM wide")).containsExactly("2", "2", "2");
  }

  @Test
  void refuses_to_resume_when_an_answer_cannot_be_kept() throws Exception {
    Body body =
        db -> {
          db.query("SELECT 'a' AS c", row -> row.getCharacterStream(1));
          db.createTable("rooms", t -> t.column("id", integer()));
          db.addColumn("rooms", "topic", string(9).nullable());
        };
    dieAfter("ALTER TABLE " + quote("rooms"), body);

    assertThat(stopped(() -> migrating(body).up()))
        .hasMessageContaining(
            "the first answer of query 'SELECT …' is not in the journal (it cannot be restored from"
                + " text: getCharacterStream), and the done steps may depend on it.\n"
                + "Nothing was changed.");
  }

  @Test
  void refuses_to_give_rows_again_that_a_query_has_changed() throws Exception {
    execute("CREATE TABLE " + quote("counted") + " (" + quote("n") + " INTEGER)");
    String inserting =
        "INSERT INTO " + quote("counted") + " VALUES (1)"; // as a query, where there is RETURNING
    Body body =
        db -> {
          db.execute(inserting);
          db.createTable("rooms", t -> t.column("id", integer()));
          throw new IllegalStateException("not now");
        };
    failure(migrating(body));

    assertThat(rows("SELECT COUNT(*) FROM " + quote("counted"))).containsExactly("1");
    assertThat(failure(migrating(body))).hasMessageContaining("It resumes at step 3");
    assertThat(rows("SELECT COUNT(*) FROM " + quote("counted"))).containsExactly("1");
  }

  @Test
  void the_numbers_of_inserted_rows_are_the_same_when_their_migration_is_continued()
      throws Exception {
    List<List<Long>> given = new ArrayList<>();
    Body body =
        db -> {
          db.createTable(
              "people",
              t -> {
                t.column("id", integer().primaryKey().autoIncrement());
                t.column("name", string(9));
              });
          List<Long> ids = db.insertNumbered("people", row("name", "a"), row("name", "b"));
          given.add(ids);
          db.createTable("rooms", t -> t.column("id", integer()));
          db.createTable("halls", t -> t.column("id", integer()));
          db.bulkInsert("rooms", row("id", ids.get(1)));
        };
    dieAfter("CREATE TABLE " + quote("halls"), body);
    given.clear();

    migrating(body).up();

    assertThat(given).endsWith(List.of(1L, 2L));
    assertThat(rows("SELECT %s FROM %s".formatted(quote("name"), quote("people"))))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(rows("SELECT %s FROM %s".formatted(quote("id"), quote("rooms"))))
        .containsExactly("2");
    assertThat(journal()).isEmpty();
  }

  @Test
  void the_largest_number_of_rows_is_kept_with_their_numbers() throws Exception {
    Body body =
        db -> {
          db.createTable(
              "people",
              t -> {
                t.column("id", bigInt().primaryKey().autoIncrement());
                t.column("name", string(9).nullable());
              });
          db.bulkInsert("people", row("id", 1_000_000_000_000_000_000L, "name", "first"));
          List<Long> ids =
              db.insertNumbered("people", Collections.nCopies(1_000, row("name", "a")));
          db.createTable("rooms", t -> t.column("id", bigInt()));
          db.createTable("halls", t -> t.column("id", integer()));
          db.bulkInsert("rooms", row("id", ids.get(999)));
        };
    dieAfter("CREATE TABLE " + quote("halls"), body);

    migrating(body).up();

    assertThat(rows("SELECT %s FROM %s".formatted(quote("id"), quote("rooms"))))
        .containsExactly("1000000000000001000");
    assertThat(rows("SELECT COUNT(*) FROM " + quote("people"))).containsExactly("1001");
  }
}
