package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.Row;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows of a table that numbers them, and rows that bring their own numbers. */
public abstract class NumberedRowsContract extends RowsContract {

  /** The contract on one kind of database. */
  protected NumberedRowsContract(TestedDatabase database) {
    super(database);
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
  void the_numbering_restarts_where_it_is_told_and_above_the_rows() throws Exception {
    migrating(
            db -> {
              numbered(db, integer());
              db.restartNumbering("numbered", "id", 50);
              db.bulkInsert("numbered", row("n", "a"));
              db.restartNumbering("numbered", "id", 10); // 50 is taken
              db.bulkInsert("numbered", row("n", "b"));
              db.bulkInsert("numbered", row("id", 7, "n", "c"));
            })
        .up();
    assertThat(numberedRows()).containsExactly("7, c", "50, a", "51, b");

    migrating(db -> {}).down();
    migrating(
            db -> {
              db.bulkDelete("numbered", everyRow());
              db.restartNumbering("numbered", "id", 1);
              db.bulkInsert("numbered", row("n", "d"));
            })
        .up();
    assertThat(numberedRows()).containsExactly("1, d");
  }

  /** The deleted rows are there again, so that a lower number would be given twice. */
  @Test
  void a_migration_that_fails_behind_a_restart_leaves_no_number_that_is_given_twice()
      throws Exception {
    migrating(
            db -> {
              numbered(db, integer());
              db.bulkInsert("numbered", row("n", "a"), row("n", "b"));
            })
        .up();
    migrating(db -> {}).down();
    Body restarts =
        db -> {
          db.bulkDelete("numbered", everyRow());
          db.restartNumbering("numbered", "id", 1);
        };

    message(restarts.then(db -> db.bulkInsert("numbered", row("nothing", 1))));
    execute("INSERT INTO numbered (n) VALUES ('c')");

    assertThat(numberedRows())
        .isEqualTo(
            dialect().rendering().hasTransactionalDdl()
                ? List.of("1, a", "2, b", "3, c")
                : List.of("1, c"));
  }

  @Test
  void refuses_to_restart_what_is_not_numbered_or_does_not_reach_the_number() throws Exception {
    migrating(db -> numbered(db, integer())).up();
    migrating(db -> {}).down();

    for (String column : List.of("n", "none")) {
      assertThat(message(db -> db.restartNumbering("numbered", column, 5)))
          .contains(
              "restartNumbering of '%s' in 'numbered' at 5 – the database numbers no such column. Nothing was sent."
                  .formatted(column));
    }
    assertThat(message(db -> db.restartNumbering("numbered", "id", 0)))
        .contains("the next number is 1 at least: set another");
    assertThat(
            message(
                db -> {
                  db.createTable(
                      "small", t -> t.column("id", smallInt().primaryKey().autoIncrement()));
                  db.restartNumbering("small", "id", 40_000);
                }))
        .contains("the numbers of this column go up to 32767. Nothing was sent.");
  }

  @Test
  void a_column_is_numbered_above_its_rows_and_keeps_what_else_it_has() throws Exception {
    migrating(
            db -> {
              db.createTable(
                  "numbered",
                  t -> {
                    t.column("id", bigInt().primaryKey().comment("it's given"));
                    t.column("n", string(20));
                  });
              db.bulkInsert("numbered", row("id", 7, "n", "a"));
            })
        .up();
    migrating(db -> {}).down();
    Migrator numbers =
        configure(M20250601000000_Changing.class)
            .factory(type -> new M20250601000000_Changing(db -> db.addNumbering("numbered", "id")))
            .build();

    numbers.up();

    execute("INSERT INTO numbered (n) VALUES ('b')");
    assertThat(numberedRows()).containsExactly("7, a", "8, b");
    assertThat(description().isAutoIncrement()).isTrue();
    assertThat(description().comment()).contains("it's given");

    numbers.down();

    assertThatThrownBy(() -> execute("INSERT INTO numbered (n) VALUES ('c')"))
        .isInstanceOf(SQLException.class);
    assertThat(description().isAutoIncrement()).isFalse();
    assertThat(description().comment()).contains("it's given");
    assertThat(numberedRows()).containsExactly("7, a", "8, b");
  }

  private ColumnDescription description() {
    return configure(M20250601000000_Changing.class).build().snapshot().tables().stream()
        .filter(table -> table.name().equals("numbered"))
        .flatMap(table -> table.column("id").stream())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refuses_to_number_what_is_numbered_or_takes_null_or_has_a_default() throws Exception {
    migrating(
            db -> {
              numbered(db, integer());
              db.createTable(
                  "others",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("maybe", integer().nullable());
                    t.column("with_default", integer().notNull().defaultValue(3));
                  });
            })
        .up();
    migrating(db -> {}).down();

    assertThat(message(db -> db.addNumbering("numbered", "id")))
        .contains("the database numbers this column already. Nothing was sent.");
    assertThat(message(db -> db.removeNumbering("others", "id")))
        .contains("the database does not number this column. Nothing was sent.");
    for (String column : List.of("maybe", "none")) {
      assertThat(message(db -> db.addNumbering("others", column)))
          .contains(
              "addNumbering of '%s' on 'others' – there is no such column, or it takes NULL. Nothing was sent."
                  .formatted(column));
    }
    assertThat(message(db -> db.addNumbering("others", "with_default")))
        .contains("addNumbering of 'with_default' on 'others'");
    assertThat(rows("SELECT COUNT(*) FROM others")).containsExactly("0");
  }

  /** MySQL and MariaDB would give the row another number. */
  @Test
  void a_row_with_the_number_0_keeps_it_or_the_step_is_refused() throws Exception {
    migrating(
            db -> {
              db.createTable(
                  "numbered",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("n", string(20));
                  });
              db.bulkInsert("numbered", row("id", 0, "n", "a"));
            })
        .up();
    migrating(db -> {}).down();
    Body numbers = db -> db.addNumbering("numbered", "id");

    if (engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB) {
      assertThat(message(numbers)).contains("a row has the number 0, and the server would give it");
    } else {
      migrating(numbers).up();
    }

    assertThat(numberedRows()).containsExactly("0, a");
  }

  @Test
  void the_way_back_sets_the_number_that_the_migration_names() throws Exception {
    migrating(db -> numbered(db, integer())).up();
    migrating(db -> {}).down();
    Migrator named =
        configure(M20250601000000_Changing.class)
            .factory(
                type ->
                    new M20250601000000_Changing(
                        db -> db.restartNumbering("numbered", "id", 50, previously(3))))
            .build();
    named.up();
    named.down();
    execute("INSERT INTO numbered (n) VALUES ('a')");
    assertThat(numberedRows()).containsExactly("3, a");
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

  // ---- the numbers of inserted rows

  private boolean isMySqlOrMariaDb() {
    return engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
  }

  @Test
  void the_numbers_of_inserted_rows_come_back_in_the_order_of_the_rows() throws Exception {
    List<Long> ids = new ArrayList<>();
    migrating(
            db -> {
              numbered(db, bigInt());
              db.bulkInsert("numbered", row("id", 5_000_000_000L, "n", "first"));
              ids.addAll(
                  db.insertNumbered("numbered", row("n", "a"), row("n", null), row("n", "c")));
              db.createTable(
                  "parts",
                  t -> {
                    t.column("numbered_id", bigInt());
                    t.column("n", integer());
                  });
              db.bulkInsert("parts", row("numbered_id", ids.get(2), "n", 1));
            })
        .up();

    assertThat(ids).containsExactly(5_000_000_001L, 5_000_000_002L, 5_000_000_003L);
    assertThat(numberedRows())
        .containsExactly("5000000000, first", "5000000001, a", "5000000002, null", "5000000003, c");
    assertThat(rows("SELECT %s FROM %s".formatted(quote("numbered_id"), quote("parts"))))
        .containsExactly("5000000003");
  }

  /** As on the nodes of a Galera cluster, each of which gives other numbers. */
  @Test
  void the_numbers_of_inserted_rows_are_right_where_the_server_leaves_numbers_out()
      throws Exception {
    List<Long> ids = new ArrayList<>();
    migrating(
            db -> {
              numbered(db, integer());
              if (isMySqlOrMariaDb()) {
                db.execute("SET SESSION auto_increment_increment = 5");
                db.execute("SET SESSION auto_increment_offset = 3");
              }
              List<Row> rows =
                  IntStream.range(0, 40)
                      .mapToObj(i -> i % 2 == 0 ? row("n", "row " + i) : row("n", null))
                      .toList();
              ids.addAll(db.insertNumbered("numbered", rows));
            })
        .up();

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      expected.add(ids.get(i) + ", " + (i % 2 == 0 ? "row " + i : "null"));
    }
    assertThat(numberedRows()).hasSize(40).isEqualTo(expected);
    assertThat(ids.get(1) - ids.get(0)).isEqualTo(isMySqlOrMariaDb() ? 5 : 1);
  }

  @Test
  void the_numbers_of_rows_in_a_table_with_any_names_and_a_trigger_come_back() throws Exception {
    List<Long> ids = new ArrayList<>();
    migrating(
            db -> {
              db.createTable(
                  "Odd \"` table",
                  t -> {
                    t.column("Odd No", integer().primaryKey().autoIncrement());
                    t.column("A? b", string(9));
                    t.column("c", string(9).nullable().defaultValue("none"));
                  });
              numbered(db, integer());
              db.bulkInsert("numbered", row("id", 70, "n", "x"));
              if (isMySqlOrMariaDb()) {
                db.execute(
                    "CREATE TRIGGER more BEFORE INSERT ON `Odd \"`` table` FOR EACH ROW INSERT"
                        + " INTO numbered (n) VALUES ('of the trigger')");
              }
              ids.addAll(
                  db.insertNumbered(
                      "Odd \"` table",
                      row("A? b", "? {d}"),
                      row("c", "\\", "A? b", "'"),
                      row("A? b", "x", "c", null)));
            })
        .up();

    assertThat(ids).containsExactly(1L, 2L, 3L);
    assertThat(
            rows(
                "SELECT %s, %s, %s FROM %s ORDER BY 1"
                    .formatted(quote("Odd No"), quote("A? b"), quote("c"), quote("Odd \"` table"))))
        .containsExactly("1, ? {d}, none", "2, ', \\", "3, x, null");
  }

  @Test
  void the_numbers_are_refused_of_rows_that_the_database_does_not_number() throws Exception {
    Body tables =
        db -> {
          users(db);
          numbered(db, integer());
        };
    assertThat(message(tables.then(db -> db.insertNumbered("users", row("id", 1)))))
        .contains(
            "insertNumbered of 1 row into 'users' – the database numbers no column of this table."
                + " Nothing was sent. Make a column autoIncrement(), or write bulkInsert(…)");
    for (Row row : List.of(row("id", 9, "n", "b"), row("id", null, "n", "b"))) {
      migrating(db -> {}, db -> List.of("users", "numbered").forEach(db::dropTable)).down();
      assertThat(message(tables.then(db -> db.insertNumbered("numbered", row("n", "a"), row))))
          .contains(
              "insertNumbered of 2 rows into 'numbered' – row 2 has a value for 'id', which the"
                  + " database numbers. Nothing was sent. Leave the column out of the row, or write"
                  + " bulkInsert(…)");
    }
  }

  @Test
  void the_numbers_are_refused_of_no_rows_and_of_more_than_the_journal_keeps() throws Exception {
    assertThat(message(db -> db.insertNumbered("numbered", List.of())))
        .contains("insertNumbered into 'numbered' – it has no rows: name at least one, or leave");
    List<Row> many = Collections.nCopies(1_001, row("n", "a"));
    assertThat(message(db -> db.insertNumbered("numbered", many)))
        .contains(
            "insertNumbered into 'numbered' – it has 1001 rows, and the limit is 1000, because the"
                + " journal keeps the numbers. Nothing was sent. Insert the rows in several steps");
  }

  @Test
  void values_of_rows_with_numbers_are_converted_and_refused_as_those_of_other_rows()
      throws Exception {
    Body table =
        db ->
            db.createTable(
                "days",
                t -> {
                  t.column("id", integer().primaryKey().autoIncrement());
                  t.column("at", timestamp().nullable());
                  t.column("n", integer().nullable().unique());
                });
    migrating(
            table.then(
                db -> db.insertNumbered("days", row("at", "2025-03-01T10:11:12+02:00", "n", 1))))
        .up();
    assertThat(rows("SELECT COUNT(*) FROM " + quote("days"))).containsExactly("1");

    migrating(db -> {}).down();
    assertThat(message(db -> db.insertNumbered("days", row("at", 5))).split("\nSQL: ", -1)[0])
        .isEqualTo(
            message(db -> db.bulkInsert("days", row("at", 5)))
                .replace("bulkInsert", "insertNumbered")
                .split("\nSQL: ", -1)[0]);
    assertThat(message(db -> db.insertNumbered("days", row("n", 2), row("n", 1), row("n", 3))))
        .contains("insertNumbered of 3 rows into 'days', row 2");
  }

  @Test
  void a_plan_shows_the_rows_and_ends_where_the_migration_uses_a_number() throws Exception {
    Body body =
        db -> {
          numbered(db, integer());
          List<Long> ids = db.insertNumbered("numbered", row("n", "a"), row("n", "b"));
          db.bulkInsert("numbered", row("n", "count " + ids.size()));
          db.bulkInsert("numbered", row("n", "number " + ids.get(0)));
        };

    Plan.Entry entry = migrating(body).plan().migrations().get(0);

    assertThat(entry.steps())
        .extracting(Plan.Step::description)
        .containsExactly(
            "createTable 'numbered'",
            "insertNumbered of 2 rows into 'numbered'",
            "bulkInsert of 1 row into 'numbered'");
    assertThat(entry.steps().get(1).sql()).hasSize(2);
    assertThat(entry.end())
        .contains(
            new Plan.End(
                false,
                "the next steps depend on the numbers of insertNumbered of 2 rows into"
                    + " 'numbered'"));
    migrating(body).up();
    assertThat(numberedRows()).containsExactly("1, a", "2, b", "3, count 2", "4, number 1");
  }
}
