package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static dev.switchback.schema.UpsertKey.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.QueryInterface;
import dev.switchback.schema.Row;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code upsert} and {@code insertMissing}. */
public abstract class UpsertContract extends RowsContract {

  /** The contract on one kind of database. */
  protected UpsertContract(TestedDatabase database) {
    super(database);
  }

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

  private static void people(QueryInterface db) {
    db.createTable(
        "people",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("email", string(50).nullable());
          t.column("gone", integer().notNull().defaultValue(0));
        });
  }

  private boolean hasPartialKeys() {
    return engine() == TestDatabase.POSTGRESQL;
  }

  private List<String> people() throws Exception {
    return rows(
        "SELECT %s, %s, %s FROM %s ORDER BY 1"
            .formatted(quote("id"), quote("email"), quote("gone"), quote("people")));
  }

  @Test
  void upserts_by_a_unique_index_over_some_of_the_rows_or_refuses_it() throws Exception {
    Body upserts =
        db -> {
          people(db);
          if (hasPartialKeys()) {
            db.addIndex("people", index("email").unique().where("gone = 0"));
          }
          db.bulkInsert(
              "people", row("id", 1, "email", "a@x", "gone", 1), row("id", 2, "email", "a@x"));
          db.upsert(
              "people",
              key("email").where("gone = 0 -- only those"),
              row("id", 3, "email", "a@x"),
              row("id", 4, "email", "a@x", "gone", 1),
              row("id", 5, "email", "b@x"));
          db.insertMissing(
              "people",
              key("email").where("gone = 0"),
              List.of(row("id", 6, "email", "b@x"), row("id", 7, "email", "c@x")));
        };
    if (hasPartialKeys()) {
      migrating(upserts).up();

      assertThat(people())
          .containsExactly("1, a@x, 1", "3, a@x, 0", "4, a@x, 1", "5, b@x, 0", "7, c@x, 0");
      return;
    }
    assertThat(message(upserts))
        .contains(
            dialectName()
                + " cannot do this: upsert of 3 rows into 'people' by 'email' among some rows,"
                + " because its unique keys cover every row. Nothing was sent. Leave out where(…)"
                + " if a unique key over these columns covers every row, or write bulkUpdate and"
                + " bulkInsert.");
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
}
