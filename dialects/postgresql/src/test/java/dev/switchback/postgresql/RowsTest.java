package dev.switchback.postgresql;

import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static dev.switchback.schema.UpsertKey.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Sender;
import dev.switchback.operation.BulkInsert;
import dev.switchback.schema.Row;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What the driver of PostgreSQL does with rows if it is told to. */
class RowsTest {

  private FreshDatabase database;
  private PGSimpleDataSource source;

  @BeforeEach
  void connect() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
    source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
  }

  @AfterEach
  void disconnect() throws SQLException {
    database.close();
  }

  static final class M20250101000000_Rows implements Migration {
    private final Consumer<QueryInterface> body;

    M20250101000000_Rows(Consumer<QueryInterface> body) {
      this.body = body;
    }

    @Override
    public void up(QueryInterface db) {
      db.createTable("users", t -> t.column("id", integer().primaryKey()));
      body.accept(db);
    }

    @Override
    public void down(QueryInterface db) {}
  }

  private Migrator migrating(Consumer<QueryInterface> body) {
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.of(M20250101000000_Rows.class))
        .factory(type -> new M20250101000000_Rows(body))
        .build();
  }

  private String message(Consumer<QueryInterface> body) {
    return String.valueOf(
        assertThatExceptionOfType(MigrationFailedException.class)
            .isThrownBy(migrating(body)::up)
            .actual()
            .getMessage());
  }

  /** It puts several inserts into one then, and counts those. */
  @Test
  void names_no_row_where_the_driver_counts_something_else() throws SQLException {
    Consumer<QueryInterface> twice =
        db -> db.bulkInsert("users", row("id", 1), row("id", 2), row("id", 3), row("id", 3));
    assertThat(message(twice)).contains("(bulkInsert of 4 rows into 'users', row 4, RowsTest.java");

    source.setReWriteBatchedInserts(true);
    assertThat(message(twice)).contains("(bulkInsert of 4 rows into 'users', RowsTest.java");
  }

  @Test
  void names_the_row_of_a_large_batch_however_the_driver_writes_a_number() {
    List<Row> rows =
        IntStream.range(0, 1_500).mapToObj(i -> row("id", i == 1_400 ? 7 : i)).toList();
    Locale usual = Locale.getDefault();
    try {
      for (String tag : List.of("en", "de", "fr-CH", "tr")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(message(db -> db.run(new BulkInsert("users", rows))))
            .contains("(bulkInsert of 1500 rows into 'users', row 1401, RowsTest.java");
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void inserts_the_same_where_the_driver_puts_several_inserts_into_one() throws SQLException {
    source.setReWriteBatchedInserts(true);
    migrating(
            db -> {
              db.bulkInsert("users", row("id", 1), row("id", 2), row("id", 3));
              db.upsert("users", List.of("id"), row("id", 3), row("id", 4));
              assertThat(db.query("SELECT id FROM users ORDER BY 1", rows -> rows.getInt(1)))
                  .containsExactly(1, 2, 3, 4);
            })
        .up();
  }

  /** The transaction ends for it, and the server closes what is being read. */
  @Test
  void does_nothing_outside_the_transaction_for_a_row_that_it_reads() {
    assertThat(
            message(
                db -> {
                  db.bulkInsert("users", row("id", 1));
                  db.forEachRow(
                      "SELECT id FROM users",
                      row -> db.addIndex("users", index("id").concurrently()));
                }))
        .contains(
            "PostgreSQL cannot do this: addIndex 'users_id' on 'users' concurrently for a row of"
                + " forEachRow, because it runs outside the transaction. The run must commit first,"
                + " and the commit ends the reading of rows. Nothing was sent. Call it after"
                + " forEachRow.")
        .contains("none of its changes remain");
  }

  private static final String KINDS =
      """
      CREATE TYPE kind AS ENUM ('a', 'b'); CREATE EXTENSION citext;
      CREATE TABLE kinds (k kind, j jsonb, u uuid, i inet, d date, t timestamptz, n int, o boolean,
        r int4range, a text[], b bytea, c citext, v interval, x text);
      INSERT INTO kinds (x, c) VALUES ('x', 'Ann')\
      """;

  @Test
  void binds_a_text_without_a_type_in_sql_of_the_users_own() {
    migrating(
            db -> {
              db.execute(KINDS);
              db.execute(
                  "UPDATE kinds SET k = ?, j = ?, u = ?, i = ?, d = ?, t = ?, n = ?, o = ?, r = ?,"
                      + " a = ?, b = ?, v = ?",
                  "a",
                  "{\"a\": 1}",
                  "6f1c2c7e-0000-4000-8000-000000000000",
                  "10.0.0.1",
                  "2020-01-31",
                  "2020-01-31T12:00:00Z",
                  "7",
                  "true",
                  "[1,3)",
                  "{p,q}",
                  "\\x00ff",
                  "1 day");
              String all =
                  "SELECT x FROM kinds WHERE k = ? AND j = ? AND u = ? AND i <<= ? AND d < ? AND"
                      + " t > ? AND n = ? AND o = ? AND r @> ? AND ? = ANY (a) AND b = ? AND c = ?"
                      + " AND v < ? AND n + ? = 8 AND j || ? = ?";
              assertThat(
                      db.query(
                          all,
                          r -> r.getString(1),
                          "a",
                          "{\"a\": 1}",
                          "6f1c2c7e-0000-4000-8000-000000000000",
                          "10.0.0.0/8",
                          "2020-02-01",
                          "2020-01-31",
                          "7",
                          "true",
                          "[1,2)",
                          "q",
                          "\\x00ff",
                          "ANN",
                          "2 days",
                          "1",
                          "{\"b\": 2}",
                          "{\"a\": 1, \"b\": 2}"))
                  .containsExactly("x");
              db.bulkUpdate("kinds", row("x", "y"), whereSql("k = ? AND d = ?", "a", "2020-01-31"));
              assertThat(db.query("SELECT 1 FROM kinds WHERE x = ?", r -> 1, "y")).hasSize(1);
            })
        .up();
  }

  @Test
  void binds_it_as_a_text_where_the_server_cannot_tell_its_type() {
    migrating(
            db -> {
              db.execute(KINDS);
              for (int i = 0; i < 2; i++) { // the second time it is known
                db.execute(
                    "UPDATE kinds SET k = ?, x = concat(?, x, ?), j = jsonb_build_object('p', ?)",
                    "b",
                    "<",
                    ">",
                    "q");
              }
              assertThat(
                      db.query(
                          "SELECT concat(k, x, j::text) FROM kinds WHERE k = ?",
                          r -> r.getString(1),
                          "b"))
                  .containsExactly("b<<x>>{\"p\": \"q\"}");
              assertThat(texts(db, "SELECT to_jsonb(?)", "q")).containsExactly("\"q\"");
              assertThat(texts(db, "SELECT format('%s-%s', ?, n) FROM kinds", "q"))
                  .containsExactly("q-");
              assertThat(texts(db, "SELECT x FROM kinds WHERE ? IS NULL OR k = ?", "b", "b"))
                  .containsExactly("<<x>>");
              List<String> read = new ArrayList<>();
              db.forEachRow("SELECT concat(?, ?)", row -> read.add(row.getString(1)), "p", "q");
              assertThat(read).containsExactly("pq");
              db.bulkUpdate("kinds", row("x", "z"), whereSql("concat(?, k) = ?", "<", "<b"));
              assertThat(texts(db, "SELECT x FROM kinds WHERE k = ?", "b")).containsExactly("z");
              assertThat(texts(db, "SELECT ?", "q")).containsExactly("q");
              assertThat(texts(db, "SELECT lower(?) || ?", "Q", "r")).containsExactly("qr");
            })
        .up();
  }

  /** Without a type, the server reads the text as an array. */
  @Test
  void appends_a_text_to_an_array() {
    migrating(
            db -> {
              db.execute("CREATE TABLE tagged (tags text[])");
              db.execute("INSERT INTO tagged VALUES ('{a}')");
              db.execute("UPDATE tagged SET tags = tags || ?", "{b}"); // an array, as in SQL
              db.execute("UPDATE tagged SET tags = tags || ?", "x");
              db.execute("UPDATE tagged SET tags = ? || tags", "y");
              assertThat(texts(db, "SELECT tags::text FROM tagged")).containsExactly("{y,a,b,x}");
            })
        .up();
  }

  @Test
  void says_that_a_text_is_no_array_where_a_text_does_not_fit_either() {
    assertThat(
            message(
                db -> {
                  db.execute("CREATE TABLE tagged (n int[])");
                  db.execute("UPDATE tagged SET n = n || ?", "x");
                }))
        .contains("malformed array literal");
  }

  private static List<String> texts(QueryInterface db, String sql, Object... values) {
    return db.query(sql, row -> row.getString(1), values);
  }

  @Test
  void says_what_the_server_said_first_where_no_type_helps() {
    assertThat(message(db -> db.execute("INSERT INTO users SELECT DISTINCT ?", "1")))
        .contains("column \"id\" is of type integer but expression is of type text")
        .contains("none of its changes remain");
    assertThat(message(db -> db.execute("UPDATE users SET id = ?, nme = concat(?)", "1", "x")))
        .contains("column \"nme\" of relation \"users\" does not exist");
    assertThat(message(db -> db.execute("UPDATE users SET id = ?", "hunter2")))
        .doesNotContain("hunter2");
    assertThat(
            message(
                db -> {
                  db.bulkInsert("users", row("id", 1));
                  db.execute("UPDATE users SET id = ?", "hunter2");
                }))
        .doesNotContain("hunter2");
  }

  @Test
  void takes_a_savepoint_for_a_statement_the_first_time_alone() throws SQLException {
    List<String> calls = new ArrayList<>();
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      Connection recorded =
          (Connection)
              Proxy.newProxyInstance(
                  RowsTest.class.getClassLoader(),
                  new Class<?>[] {Connection.class},
                  (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.invoke(connection, arguments);
                  });
      Sender sender = new PostgreSqlDialect().driver().sender(recorded);
      Sender.Sending<Boolean> sending =
          values -> {
            calls.add(values.toString());
            return true;
          };

      sender.send("SELECT ?", List.of("x"), sending);
      sender.send("SELECT ?", List.of("y"), sending);
      sender.send("SELECT ?", List.of(1), sending);
    }

    assertThat(calls)
        .containsExactly(
            "getAutoCommit", "setSavepoint", "[a value]", "releaseSavepoint", "[a value]", "[1]");
  }

  @Test
  void moves_on_the_sequence_of_any_column_that_takes_its_numbers_from_one() {
    migrating(
            db -> {
              db.execute(
                  """
                  CREATE SEQUENCE "own 's seq" START 100;
                  CREATE TABLE "all" (a serial, b bigserial, c smallserial,
                    d int GENERATED BY DEFAULT AS IDENTITY (INCREMENT -1),
                    e int GENERATED BY DEFAULT AS IDENTITY (MAXVALUE 10), x int,
                    f int DEFAULT nextval('"own ''s seq"'),
                    g int GENERATED BY DEFAULT AS IDENTITY (START 7 INCREMENT 10))\
                  """);
              db.bulkInsert(
                  "all",
                  row("a", 5, "b", 6L, "c", 7, "d", -8, "e", 500, "f", 100, "g", 9, "x", 1),
                  row("a", 4, "b", 5L, "c", 6, "d", -7, "e", 3, "f", 90, "g", 8, "x", 2));
              db.bulkInsert("all", row("x", 3));
              assertThat(
                      texts(db, "SELECT (a, b, c, d, e, f, g)::text FROM \"all\" WHERE x = ?", "3"))
                  .containsExactly("(6,7,8,-9,4,101,19)");
            })
        .up();
  }

  @Test
  void does_not_move_a_sequence_back() {
    migrating(
            db -> {
              db.execute("CREATE TABLE s (id serial PRIMARY KEY, x int)");
              db.execute("ALTER SEQUENCE s_id_seq RESTART 1000");
              db.bulkInsert("s", row("id", 5));
              db.bulkInsert("s", row("x", 1));
              db.bulkInsert("s", row("id", 7));
              db.bulkInsert("s", row("x", 2));
              assertThat(texts(db, "SELECT id::text FROM s WHERE x > ? ORDER BY x", "0"))
                  .containsExactly("1000", "1001");
            })
        .up();
  }

  @Test
  void a_plan_calls_the_sequence_of_a_new_table_as_the_server_does() {
    String table = "t".repeat(40);
    String column = "ü".repeat(25);
    Consumer<QueryInterface> body =
        db -> {
          db.createTable(table, t -> t.column(column, integer().primaryKey().autoIncrement()));
          db.bulkInsert(table, row(column, 5));
        };
    List<String> planned = migrating(body).plan().sql();
    List<String> found = new ArrayList<>();

    migrating(
            db -> {
              body.accept(db);
              found.addAll(
                  texts(
                      db,
                      "SELECT relname FROM pg_class WHERE relkind = 'S' AND relname LIKE ?",
                      "t%seq"));
            })
        .up();

    assertThat(planned.get(planned.size() - 1)).contains("'\"" + found.get(0) + "\"'");
  }

  /** What ON CONFLICT would not take for a key is refused, by a plan as well. */
  @Test
  void upserts_by_no_key_that_is_partial_or_deferrable() {
    Consumer<QueryInterface> partial =
        db -> {
          db.addColumn("users", "n", integer().nullable());
          db.addIndex("users", index("n").unique().where("n > 0").named("positive"));
          db.upsert("users", List.of("n"), row("id", 1, "n", 1));
        };
    Consumer<QueryInterface> deferrable =
        db -> {
          db.addColumn("users", "n", integer().nullable());
          db.addConstraint("users", unique("n").named("later").deferrable());
          db.insertMissing("users", List.of("n"), row("id", 1, "n", 1));
        };
    String end =
        "Nothing was sent. Add a primary key or a unique constraint over these columns that is"
            + " neither, or ";

    assertThat(message(partial))
        .contains(
            "PostgreSQL cannot do this: upsert of 1 row into 'users' by 'n', because the unique key"
                + " 'positive' covers only the rows of its WHERE. "
                + end
                + "name its condition: key(…).where(…).");
    assertThat(message(deferrable))
        .contains(
            "because the unique key 'later' is deferrable, so that it accepts two equal rows for a"
                + " time. "
                + end
                + "write execute(…) in the SQL of the server.");
    assertThat(migrating(partial).plan().isRefused()).isTrue();
    assertThat(migrating(deferrable).plan().isRefused()).isTrue();
    migrating(
            db -> {
              partialAndWhole(db);
              db.upsert("users", List.of("n"), row("id", 1, "n", 1));
            })
        .up();
  }

  @Test
  void upserts_with_null_in_a_key_over_some_rows_only_if_it_is_equal_to_itself()
      throws SQLException {
    Consumer<QueryInterface> distinct =
        db -> {
          partialAndWhole(db);
          db.upsert("users", key("n").where("n > 0"), row("id", 1, "n", null));
        };
    assertThat(message(distinct))
        .contains("'n' belongs to the key, and row 1 has NULL there, which is equal to nothing");
    try (Connection connection = source.getConnection()) {
      if (connection.getMetaData().getDatabaseMajorVersion() < 15) {
        return; // it has no such key
      }
    }

    migrating(
            db -> {
              db.addColumn("users", "n", integer().nullable());
              db.addIndex("users", index("n").unique().nullsNotDistinct().where("id > 0"));
              db.upsert("users", key("n").where("id > 0"), row("id", 1, "n", null));
              db.upsert("users", key("n").where("id > 0"), row("id", 2, "n", null));
              assertThat(texts(db, "SELECT id::text FROM users")).containsExactly("2");
            })
        .up();
  }

  @Test
  void refuses_a_key_over_some_rows_without_such_an_index() {
    Consumer<QueryInterface> whole =
        db -> {
          db.addColumn("users", "n", integer().nullable());
          db.addConstraint("users", unique("n"));
          db.upsert("users", key("n").where("n > 0"), row("id", 1, "n", 1));
        };
    assertThat(message(whole))
        .contains(
            "upsert of 1 row into 'users' by 'n' among some rows – the table has no unique index"
                + " with a condition over exactly these columns. Nothing was sent. Add one first by"
                + " addIndex(table, index(…).unique().where(…)), or leave out where(…) if a key"
                + " covers every row");
    Consumer<QueryInterface> otherCondition =
        db -> {
          db.addColumn("users", "n", integer().nullable());
          db.addIndex("users", index("n").unique().where("n > 5"));
          db.upsert("users", key("n").where("n > 0"), row("id", 1, "n", 1));
        };
    assertThat(message(otherCondition))
        .contains("no unique or exclusion constraint matching the ON CONFLICT specification");
  }

  private static void partialAndWhole(QueryInterface db) {
    db.addColumn("users", "n", integer().nullable());
    db.addIndex("users", index("n").unique().where("n > 0").named("positive"));
    db.addConstraint("users", unique("n"));
  }

  @Test
  void upserts_with_null_in_a_key_in_which_it_is_equal_to_itself() throws SQLException {
    Consumer<QueryInterface> distinct =
        db -> {
          partialAndWhole(db);
          db.upsert("users", List.of("n"), row("id", 1, "n", null));
        };
    assertThat(message(distinct))
        .contains("'n' belongs to the key, and row 1 has NULL there, which is equal to nothing");
    try (Connection connection = source.getConnection()) {
      if (connection.getMetaData().getDatabaseMajorVersion() < 15) {
        return; // it has no such key
      }
    }

    Consumer<QueryInterface> distinctAmongAll =
        db -> {
          db.addColumn("users", "n", integer().nullable());
          db.addIndex(
              "users", index("n").unique().nullsNotDistinct().where("id > 0").named("some"));
          db.addConstraint("users", unique("n"));
          db.upsert("users", List.of("n"), row("id", 1, "n", null));
        };
    assertThat(message(distinctAmongAll))
        .contains("'n' belongs to the key, and row 1 has NULL there, which is equal to nothing");

    migrating(
            db -> {
              db.addColumn("users", "n", integer().nullable());
              db.addIndex("users", index("n").unique().nullsNotDistinct());
              db.upsert("users", List.of("n"), row("id", 1, "n", null));
              db.upsert("users", List.of("n"), row("id", 2, "n", null));
              assertThat(texts(db, "SELECT id::text FROM users")).containsExactly("2");
            })
        .up();
  }
}
