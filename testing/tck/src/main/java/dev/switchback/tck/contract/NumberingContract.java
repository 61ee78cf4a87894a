package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a column is numbered: where it begins, what inserts may supply, and how far it reaches. */
public abstract class NumberingContract extends RowsContract {

  private static final long BEYOND_INTEGER = 3_000_000_000L;

  /** The contract on one kind of database. */
  protected NumberingContract(TestedDatabase database) {
    super(database);
  }

  private boolean isMySqlFamily() {
    return engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
  }

  private static void people(QueryInterface db, ColumnDefinition id) {
    db.createTable(
        "people",
        t -> {
          t.column("id", id.primaryKey());
          t.column("name", string(20));
        });
  }

  /** Creates the table, and leaves it there. */
  private void given(ColumnDefinition id) throws SQLException {
    migrating(db -> people(db, id)).up();
    migrating(db -> {}).down();
  }

  private Migrator changing(Body change) {
    return configure(M20250601000000_Changing.class)
        .factory(type -> new M20250601000000_Changing(change))
        .build();
  }

  private List<String> people() throws SQLException {
    return rows(
        "SELECT %s, %s FROM %s ORDER BY 1".formatted(quote("id"), quote("name"), quote("people")));
  }

  private void add(String name) throws SQLException {
    execute("INSERT INTO %s (%s) VALUES ('%s')".formatted(quote("people"), quote("name"), name));
  }

  private void add(long id, String name) throws SQLException {
    execute(
        "INSERT INTO %s (%s, %s) VALUES (%d, '%s')"
            .formatted(quote("people"), quote("id"), quote("name"), id, name));
  }

  private String extra() {
    return changing(db -> {}).snapshot().tables().stream()
        .filter(table -> table.name().equals("people"))
        .flatMap(table -> table.column("id").stream())
        .findFirst()
        .orElseThrow()
        .extra()
        .strip();
  }

  /** Goes up, down and up, and asserts that each way leads to what was there before. */
  private void goThereAndBackAndThereAgain(Migrator migrator) {
    SchemaSnapshot before = migrator.snapshot();
    migrator.up();
    SchemaSnapshot after = migrator.snapshot();
    assertThat(after).isNotEqualTo(before);
    migrator.down();
    assertThat(migrator.snapshot()).isEqualTo(before);
    migrator.up();
    assertThat(migrator.snapshot()).isEqualTo(after);
  }

  // ---- where the numbers begin

  @Test
  void the_numbers_begin_where_the_column_says() throws Exception {
    given(integer().autoIncrement().startingAt(1_000));
    add("a");
    add(7, "b");
    add("c");

    assertThat(people()).containsExactly("7, b", "1000, a", "1001, c");
    assertThat(extra()).isEqualTo(isMySqlFamily() ? "" : "START WITH 1000");
  }

  @Test
  void rows_below_the_first_number_do_not_move_it() throws Exception {
    migrating(
            db -> {
              people(db, bigInt().autoIncrement().startingAt(50));
              db.bulkInsert("people", row("id", 7, "name", "a"));
              db.bulkInsert("people", row("name", "b"));
              db.bulkInsert("people", row("id", 60, "name", "c"));
              db.bulkInsert("people", row("name", "d"));
            })
        .up();

    assertThat(people()).containsExactly("7, a", "50, b", "60, c", "61, d");
  }

  @Test
  void the_numbers_go_up_by_the_distance_or_the_distance_is_refused() throws Exception {
    ColumnDefinition id = integer().autoIncrement().startingAt(5).incrementedBy(10);
    if (isMySqlFamily()) {
      assertThatThrownBy(() -> given(id))
          .rootCause()
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              dialectName()
                  + " cannot do this: number rows by 10, because a server has one distance for all."
                  + " Nothing was sent. Leave out incrementedBy(…), or set auto_increment_increment"
                  + " in the server.");
      assertThat(tables()).doesNotContain("people");
      return;
    }
    given(id);
    add("a");
    add("b");

    assertThat(people()).containsExactly("5, a", "15, b");
    assertThat(extra()).isEqualTo("START WITH 5, INCREMENT BY 10");
  }

  @Test
  void a_dropped_table_begins_again_where_it_began() throws Exception {
    ColumnDefinition id = integer().autoIncrement().startingAt(1_000);
    given(id);
    Migrator dropping =
        changing(
            db ->
                db.dropTable(
                    "people",
                    previously(
                        t -> {
                          t.column("id", id.primaryKey());
                          t.column("name", string(20));
                        })));

    goThereAndBackAndThereAgain(dropping);
    dropping.down();
    add("a");

    assertThat(people()).containsExactly("1000, a");
  }

  /** MySQL and MariaDB know only the next number, which changes with every row. */
  @Test
  void an_undo_that_would_begin_elsewhere_is_refused_where_the_server_shows_it() throws Exception {
    given(integer().autoIncrement().startingAt(1_000));
    Migrator dropping =
        changing(
            db ->
                db.dropTable(
                    "people",
                    previously(
                        t -> {
                          t.column("id", integer().primaryKey().autoIncrement());
                          t.column("name", string(20));
                        })));
    if (isMySqlFamily()) {
      dropping.up();
      assertThat(tables()).doesNotContain("people");
    } else {
      assertThatThrownBy(dropping::up)
          .hasMessageContaining("its START WITH 1000 of 'id'")
          .hasMessageContaining("Nothing was sent");
      assertThat(tables()).contains("people");
    }
  }

  // ---- numbers that inserts supply

  @Test
  void a_migration_supplies_numbers_that_other_inserts_may_not() throws Exception {
    if (isMySqlFamily()) {
      assertThatThrownBy(() -> given(integer().identityAlways()))
          .rootCause()
          .hasMessage(
              dialectName()
                  + " cannot do this: refuse the numbers that inserts provide. Use"
                  + " autoIncrement()");
      return;
    }
    migrating(
            db -> {
              people(db, integer().identityAlways());
              db.bulkInsert("people", row("id", 7, "name", "a"));
              db.bulkInsert("people", row("name", "b"), row("id", 20, "name", "c"));
              db.upsert("people", List.of("id"), row("id", 7, "name", "A"));
              db.upsert("people", List.of("id"), row("id", 30, "name", "d"));
              db.insertMissing("people", List.of("id"), row("id", 40, "name", "e"));
              assertThat(db.insertNumbered("people", row("name", "f"))).containsExactly(41L);
            })
        .up();

    assertThat(people()).containsExactly("7, A", "8, b", "20, c", "30, d", "40, e", "41, f");
    assertThatThrownBy(() -> add(50, "g")).isInstanceOf(SQLException.class);
  }

  @Test
  void a_column_refuses_the_numbers_of_inserts_and_takes_them_again() throws Exception {
    given(integer().autoIncrement());
    Migrator always =
        changing(
            db ->
                db.changeColumn(
                    "people", "id", c -> c.identityAlways(), previously(c -> c.autoIncrement())));
    if (isMySqlFamily()) {
      SchemaSnapshot before = always.snapshot();
      assertThatThrownBy(always::up)
          .rootCause()
          .hasMessage(
              dialectName()
                  + " cannot do this: refuse the numbers that inserts provide. Use"
                  + " autoIncrement()");
      assertThat(always.snapshot()).isEqualTo(before);
      return;
    }
    add("a");
    goThereAndBackAndThereAgain(always);

    assertThat(extra()).isEqualTo("GENERATED ALWAYS");
    add("b");
    assertThatThrownBy(() -> add(50, "c")).isInstanceOf(SQLException.class);

    always.down();
    add(50, "c");
    assertThat(people()).containsExactly("1, a", "2, b", "50, c");
  }

  @Test
  void an_undo_that_declares_the_other_kind_is_refused() throws Exception {
    given(isMySqlFamily() ? integer().autoIncrement() : integer().identityAlways());
    Migrator wider =
        changing(
            db ->
                db.changeColumn(
                    "people",
                    "id",
                    bigInt().autoIncrement(),
                    previously(integer().autoIncrement())));
    if (isMySqlFamily()) { // which has one kind
      goThereAndBackAndThereAgain(wider);
      return;
    }

    assertThatThrownBy(wider::up)
        .hasMessageContaining("that it is GENERATED ALWAYS")
        .hasMessageContaining("Nothing was sent");
    assertThat(extra()).isEqualTo("GENERATED ALWAYS");
  }

  @Test
  void an_undo_without_the_old_numbering_is_refused() throws Exception {
    given(integer().autoIncrement());
    Migrator wider =
        changing(
            db -> db.changeColumn("people", "id", bigInt().autoIncrement(), previously(integer())));
    wider.up();

    assertThatThrownBy(wider::down)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("previously(…) does not declare its old numbering");
    assertThat(catalog().columns("people").get("id")).isEqualToIgnoringCase("bigint");
  }

  @Test
  void refuses_to_change_the_numbering_of_a_column_that_has_none() throws Exception {
    given(integer());
    SchemaSnapshot before = changing(db -> {}).snapshot();

    assertThat(message(db -> db.changeColumn("people", "id", bigInt().autoIncrement())))
        .contains(
            "changeColumn 'id' of 'people': bigInt(), autoIncrement() – the database does not"
                + " number this column. Nothing was sent. Write addNumbering(\"people\", \"id\")"
                + " before this step");

    assertThat(changing(db -> {}).snapshot()).isEqualTo(before);
  }

  // ---- another type

  @Test
  void a_wider_column_is_numbered_beyond_its_former_type() throws Exception {
    given(integer().autoIncrement().startingAt(5));
    add("a");
    Migrator wider =
        changing(db -> db.changeColumn("people", "id", bigInt(), previously(integer())));
    goThereAndBackAndThereAgain(wider);

    wider.down();
    changing(
            db -> {
              db.changeColumn("people", "id", bigInt().autoIncrement());
              db.restartNumbering("people", "id", BEYOND_INTEGER);
            })
        .up();
    add("b");

    assertThat(people()).containsExactly("5, a", BEYOND_INTEGER + ", b");
    assertThat(catalog().numberedColumns("people").values())
        .extracting(NumberedColumn::last)
        .containsExactly(Long.MAX_VALUE);
    assertThat(extra()).isEqualTo(isMySqlFamily() ? "" : "START WITH 5");
  }

  @Test
  void a_narrower_column_is_numbered_as_far_as_its_type_reaches() throws Exception {
    given(bigInt().autoIncrement());
    add("a");

    migrating(db -> db.changeColumn("people", "id", smallInt())).up();
    add("b");

    assertThat(people()).containsExactly("1, a", "2, b");
    assertThat(catalog().numberedColumns("people").values())
        .extracting(NumberedColumn::last)
        .containsExactly((long) Short.MAX_VALUE);
  }

  /** H2 would begin again at the first number, and MySQL and MariaDB would take no row any more. */
  @Test
  void refuses_a_type_that_ends_before_the_next_number() throws Exception {
    migrating(
            db -> {
              people(db, bigInt().autoIncrement());
              db.bulkInsert("people", row("name", "a"));
              db.restartNumbering("people", "id", BEYOND_INTEGER);
            })
        .up();
    migrating(db -> {}).down();
    SchemaSnapshot before = changing(db -> {}).snapshot();

    String message = message(db -> db.changeColumn("people", "id", integer()));

    assertThat(message)
        .contains(
            engine() == TestDatabase.POSTGRESQL
                ? "RESTART value (3000000000) cannot be greater than MAXVALUE (2147483647)"
                : "changeColumn 'id' of 'people': integer() – the next number of this column is"
                    + " 3000000000, and the highest one of the type is 2147483647. Nothing was"
                    + " sent. Write restartNumbering(\"people\", \"id\", 1) before this step: it"
                    + " begins above the rows");
    assertThat(changing(db -> {}).snapshot()).isEqualTo(before);

    migrating(
            db -> {
              db.restartNumbering("people", "id", 1);
              db.changeColumn("people", "id", integer());
            })
        .up();
    add("b");
    assertThat(people()).containsExactly("1, a", "2, b");
  }
}
