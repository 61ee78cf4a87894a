package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migrator;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code bulkUpdate} and {@code bulkDelete}. */
public abstract class UpdateContract extends RowsContract {

  /** The contract on one kind of database. */
  protected UpdateContract(TestedDatabase database) {
    super(database);
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

  // ---- with a limit

  @Test
  void deletes_no_more_rows_than_the_limit_and_the_first_ones_by_the_primary_key()
      throws Exception {
    migrating(
            db -> {
              users(db);
              db.bulkInsert(
                  "users",
                  row("id", 5, "rank", 1),
                  row("id", 2, "rank", 1),
                  row("id", 1, "rank", null),
                  row("id", 4, "rank", 1),
                  row("id", 3, "rank", 2));
              db.bulkDelete("users", where("rank", List.of(1, 2)), 2);
            })
        .up();

    assertThat(users()).containsExactly("1, nobody, null", "4, nobody, 1", "5, nobody, 1");
  }

  @Test
  void deletes_the_first_of_all_rows_and_all_that_match_if_they_are_fewer() throws Exception {
    migrating(
            db -> {
              threeUsers(db);
              db.bulkDelete("users", everyRow(), 1);
              db.bulkDelete("users", where("rank", 3), 1_000);
            })
        .up();

    assertThat(users()).containsExactly("2, Bob, null");
  }

  @Test
  void deletes_the_first_rows_by_a_key_of_several_columns() throws Exception {
    String size = quote("size");
    migrating(
            db -> {
              db.createTable(
                  "seats",
                  t -> {
                    t.column("size", integer());
                    t.column("Place no", integer());
                    t.column("row", integer());
                    t.constraint(primaryKey("row", "Place no"));
                  });
              db.bulkInsert(
                  "seats",
                  row("row", 2, "Place no", 1, "size", 1),
                  row("row", 1, "Place no", 3, "size", 1),
                  row("row", 1, "Place no", 2, "size", 1),
                  row("row", 1, "Place no", 1, "size", 9),
                  row("row", 3, "Place no", 1, "size", 1));
              db.bulkDelete("seats", whereSql(size + " < ? -- small", 5), 2);
            })
        .up();

    assertThat(
            rows(
                "SELECT %s, %s FROM %s ORDER BY 1, 2"
                    .formatted(quote("row"), quote("Place no"), quote("seats"))))
        .containsExactly("1, 1", "2, 1", "3, 1");
  }

  @Test
  void refuses_a_limit_where_the_rows_have_no_order() throws Exception {
    Body body =
        db -> {
          db.createTable("notes", t -> t.column("n", integer().unique()));
          db.bulkInsert("notes", row("n", 1));
          db.bulkDelete("notes", everyRow(), 1);
        };

    assertThat(failure(body))
        .hasMessageContaining(
            "bulkDelete of at most 1 row of 'notes' – the table has no primary key, so it is not"
                + " defined which rows are the first. Nothing was sent. Leave out the limit, or add"
                + " a primary key");
    assertThat(migrating(body).plan().migrations().get(0).end())
        .get()
        .asString()
        .contains("the table has no primary key");
  }

  @Test
  void refuses_a_limit_below_one() throws Exception {
    assertThat(failure(db -> db.bulkDelete("users", everyRow(), 0)))
        .hasMessageContaining(
            "bulkDelete from 'users' – the limit is 0. Nothing was sent. Pass at least 1, or leave"
                + " the step out");
  }

  @Test
  void refuses_a_limit_for_more_values_than_one_statement_has() throws Exception {
    List<Integer> many = IntStream.range(0, 70_000).boxed().toList();

    assertThat(
            failure(
                db -> {
                  threeUsers(db);
                  db.bulkDelete("users", where("id", many), 1);
                }))
        .hasMessageContaining(
            "bulkDelete of at most 1 row of 'users' – it has 70000 values, and the limit of a")
        .hasMessageContaining(". Nothing was sent. Write several steps with fewer values each");
  }

  /** Its rows are those of the moment at which they are deleted, as without a limit. */
  @Test
  void leaves_a_row_that_another_session_changes_meanwhile() throws Exception {
    Migrator given = migrating(UpdateContract::threeUsers);
    given.up();
    given.down(); // which leaves the rows
    try (Connection other = dataSource().getConnection()) {
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.executeUpdate(
            "UPDATE %s SET %s = 7 WHERE %s = 1"
                .formatted(quote("users"), quote("rank"), quote("id")));
      }
      CompletableFuture<Void> run =
          CompletableFuture.runAsync(
              () -> migrating(db -> db.bulkDelete("users", where("rank", 1), 1)).up());
      Thread.sleep(300);
      other.commit();
      run.get(30, TimeUnit.SECONDS);
    }

    assertThat(users()).containsExactly("1, Ann, 7", "2, Bob, null", "3, null, 3");
  }
}
