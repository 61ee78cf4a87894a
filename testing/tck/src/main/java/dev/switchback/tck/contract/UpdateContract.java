package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.servers.TestedDatabase;
import java.util.ArrayList;
import java.util.List;
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
}
