package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.Dialect;
import dev.switchback.operation.CreateTable;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a dialect reads from the server's catalogue. */
public abstract class CatalogContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected CatalogContract(TestedDatabase database) {
    super(database);
  }

  private static Table everyType() {
    TableDefinition t = new TableDefinition("it's \"every\" type");
    t.column("an_id", uuid().defaultUuid());
    t.column("numbered", bigInt().primaryKey().autoIncrement());
    t.column("a_string", string().notNull());
    t.column("a_letter", string(1).comment("one"));
    t.column("a_long_string", string(4_000).defaultValue("a"));
    t.column("a_text", text());
    t.column("a_flag", bool().notNull().defaultValue(true));
    t.column("an_integer", integer());
    t.column("a_big_int", bigInt());
    t.column("a_time", timestamp().notNull().defaultNow());
    t.column("a_day", date());
    t.column("a_price", decimal(10, 2));
    t.column("a_count", decimal(20, 0));
    t.column("a_digit", decimal(1, 0));
    t.column("a_part", decimal(30, 30));
    t.column("a_document", json());
    t.column("a_word", enumeration("open", "it's", "a, b", "x', 'y", "c\\d", "grüße", "E\n"));
    t.column("an_answer", enumeration("yes"));
    return t.table();
  }

  @Test
  void shows_a_column_of_every_type_as_the_dialect_says() throws Exception {
    Table table = everyType();
    migrating(db -> db.run(new CreateTable(table))).up();

    Dialect dialect = dialect();
    Map<String, String> expected = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      expected.put(column.name(), dialect.mapping().typeInCatalog(table.name(), column));
    }
    assertThat(catalog().columns(table.name())).containsExactlyEntriesOf(expected);
  }

  @Test
  void shows_other_types_for_other_columns() throws Exception {
    migrating(
            db ->
                db.createTable(
                    "t",
                    t -> {
                      t.column("a", string(10));
                      t.column("b", decimal(10, 2));
                      t.column("c", enumeration("x", "y"));
                      t.column("d", integer());
                      t.column("e", bool());
                    }))
        .up();

    assertThat(catalog().columns("t"))
        .doesNotContainEntry("a", type("a", string(11)))
        .doesNotContainEntry("b", type("b", decimal(10, 3)))
        .doesNotContainEntry("c", type("c", enumeration("x", "z")))
        .doesNotContainEntry("c", type("c", enumeration("y", "x")))
        .doesNotContainEntry("d", type("d", bigInt()))
        .doesNotContainEntry("e", type("e", integer()))
        .hasSize(5);
  }

  private String type(String name, ColumnDefinition definition) throws SQLException {
    return dialect().mapping().typeInCatalog("t", new Column(name, definition));
  }

  @Test
  void knows_tables_by_their_exact_names() throws Exception {
    migrating(db -> db.createTable("Rooms", t -> t.column("id", integer().primaryKey()))).up();
    execute("CREATE VIEW %s AS SELECT 1 AS a".formatted(quote("a view")));

    assertThat(catalog().hasTable("Rooms")).isTrue();
    assertThat(catalog().hasTable("a view")).isFalse();
    for (String other : List.of("rooms", "ROOMS", "Rooms_", "Room%", "")) {
      assertThat(catalog().hasTable(other)).as(other).isFalse();
      assertThat(catalog().columns(other)).as(other).isEmpty();
      assertThat(catalog().constraints(other)).as(other).isEmpty();
      assertThat(catalog().indexes(other)).as(other).isEmpty();
    }
  }

  @Test
  void knows_the_tables_of_the_current_schema_alone() throws Exception {
    for (String other : List.of("TABLES", "tables", "pg_class", "COLUMNS", "USERS")) {
      assertThat(catalog().hasTable(other)).as(other).isFalse();
      assertThat(catalog().columns(other)).as(other).isEmpty();
      assertThat(catalog().constraints(other)).as(other).isEmpty();
      assertThat(catalog().indexes(other)).as(other).isEmpty();
    }
  }

  @Test
  void shows_constraints_with_their_columns_in_order() throws Exception {
    migrating(
            db -> {
              db.createTable(
                  "seats",
                  t -> {
                    t.column("row_no", integer());
                    t.column("seat_no", integer());
                    t.column("price", integer());
                    t.primaryKey("seat_no", "row_no");
                    t.unique("price", "row_no");
                  });
              db.createTable(
                  "tickets",
                  t -> {
                    t.column("row_no", integer());
                    t.column("seat_no", integer());
                    t.foreignKey(
                        List.of("seat_no", "row_no"),
                        "seats",
                        List.of("seat_no", "row_no"),
                        ReferentialAction.NO_ACTION,
                        ReferentialAction.NO_ACTION);
                  });
            })
        .up();

    List<String> key = List.of("seat_no", "row_no");
    assertThat(catalog().constraints("seats"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                dialect().mapping().nameInCatalog(Constraint.PrimaryKey.of("seats", key)),
                key,
                "seats_price_row_no_uk",
                List.of("price", "row_no")));
    assertThat(catalog().constraints("tickets"))
        .containsExactlyEntriesOf(Map.of("tickets_seat_no_row_no_fk", key));
  }

  @Test
  void shows_indexes_with_their_columns_in_order() throws Exception {
    migrating(
            db -> {
              db.createTable(
                  "rooms",
                  t -> {
                    t.column("b", integer());
                    t.column("a", integer());
                    t.index("a", "b");
                    t.index(index("b", "a").unique().named("one"));
                  });
              db.createTable(
                  "users",
                  t -> {
                    t.column("a", integer());
                    t.index("a");
                  });
            })
        .up();

    assertThat(catalog().indexes("rooms"))
        .containsExactly(
            new CatalogIndex("one", List.of("b", "a"), true, true),
            new CatalogIndex("rooms_a_b", List.of("a", "b"), false, true));
  }

  @Test
  void does_not_take_a_descending_column_for_an_ascending_one() throws Exception {
    migrating(db -> db.createTable("rooms", t -> t.column("a", integer()))).up();
    execute(
        "CREATE INDEX %s ON %s (%s DESC)".formatted(quote("falling"), quote("rooms"), quote("a")));

    assertThat(catalog().indexes("rooms"))
        .containsExactly(new CatalogIndex("falling", List.of("a DESC"), false, true));
  }
}
