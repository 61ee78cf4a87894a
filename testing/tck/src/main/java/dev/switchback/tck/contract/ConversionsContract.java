package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.QueryInterface;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change of type converts the values: the same class, and the same values on every database. */
public abstract class ConversionsContract extends ChangesContract {

  private static final String SOME_UUID = "6f1e1c1e-8d1a-4c8e-9b6f-1f2e3d4c5b6a";

  /** The contract on one kind of database. */
  protected ConversionsContract(TestedDatabase database) {
    super(database);
  }

  /**
   * A change of type.
   *
   * @param value the value before
   * @param converted an equal value of the new type; null if the change is refused
   */
  record Conversion(
      String title,
      Supplier<ColumnDefinition> before,
      Object value,
      Supplier<ColumnDefinition> after,
      @Nullable Object converted) {

    @Override
    public String toString() {
      return title + ": " + value;
    }
  }

  static List<Conversion> conversions() {
    return List.of(
        ofText("42", () -> integer(), 42),
        ofText(" 42 ", () -> smallInt(), 42),
        ofText("9999999999", () -> bigInt(), 9_999_999_999L),
        ofText("1.25", () -> decimal(10, 2), new BigDecimal("1.25")),
        ofText("1.5", () -> doublePrecision(), 1.5),
        ofText(SOME_UUID, () -> uuid(), UUID.fromString(SOME_UUID)),
        ofText("{\"a\": [1]}", () -> json(), "{\"a\": [1]}"),
        ofText("2025-01-02 03:04:05", () -> timestamp(), Instant.parse("2025-01-02T03:04:05Z")),
        ofText("2025-01-02", () -> timestamp(), Instant.parse("2025-01-02T00:00:00Z")),
        ofText("1", () -> bool(), true),
        new Conversion("boolean to integer", () -> bool(), true, () -> integer(), 1),
        new Conversion("boolean to bigInt", () -> bool(), false, () -> bigInt(), 0),
        new Conversion("integer to boolean", () -> integer(), 1, () -> bool(), true),
        new Conversion("smallInt to boolean", () -> smallInt(), 0, () -> bool(), false),
        new Conversion("integer to text", () -> integer(), 42, () -> text(), "42"),
        new Conversion(
            "uuid to text", () -> uuid(), UUID.fromString(SOME_UUID), () -> text(), SOME_UUID));
  }

  private static Conversion ofText(
      String value, Supplier<ColumnDefinition> after, @Nullable Object converted) {
    return new Conversion("text to another type", () -> string(100), value, after, converted);
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void a_value_is_converted(Conversion conversion) throws Exception {
    run(db -> table(db, conversion));

    run(db -> db.changeColumn("conv", "c", conversion.after.get()));

    run(db -> db.bulkInsert("conv", row("id", 3, "c", conversion.converted)));
    assertThat(
            rows(
                "SELECT COUNT(*) FROM conv a JOIN conv b ON a.c = b.c WHERE a.id = 1 AND b.id = 3"
                    .replace("a.c = b.c", equal(conversion))))
        .containsExactly("1");
    assertThat(rows("SELECT COUNT(*) FROM conv WHERE c IS NULL")).containsExactly("1");
  }

  /** JSON is compared by its text on MariaDB, whose JSON is a text. */
  private String equal(Conversion conversion) {
    return engine() == TestDatabase.MARIADB && conversion.converted instanceof String
        ? "a.c LIKE b.c"
        : "a.c = b.c";
  }

  private static void table(QueryInterface db, Conversion conversion) {
    db.createTable(
        "conv",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("c", conversion.before.get().nullable());
        });
    db.bulkInsert("conv", row("id", 1, "c", conversion.value), row("id", 2, "c", null));
  }

  static List<Conversion> misfits() {
    return List.of(
        ofText("abc", () -> integer(), null),
        ofText("", () -> integer(), null),
        ofText("1.5", () -> integer(), null),
        ofText("99999999999", () -> integer(), null),
        ofText("x", () -> decimal(10, 2), null),
        ofText("x", () -> doublePrecision(), null),
        ofText("nope", () -> uuid(), null),
        ofText("nope", () -> json(), null),
        ofText("nope", () -> timestamp(), null),
        ofText("2025-01-02 03:04:05", () -> date(), null),
        ofText("nope", () -> bool(), null));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void a_value_that_does_not_fit_is_refused_and_stays(Conversion conversion) throws Exception {
    run(db -> table(db, conversion));

    assertFails(db -> db.changeColumn("conv", "c", conversion.after.get()))
        .hasMessageContaining("changeColumn 'c' of 'conv'");

    assertThat(rows("SELECT c FROM conv WHERE id = 1")).containsExactly("" + conversion.value);
  }

  /** A boolean of MySQL and MariaDB is a small number, and would stay what it is. */
  @Test
  void a_number_that_is_neither_0_nor_1_is_true_or_is_refused() throws Exception {
    run(db -> table(db, new Conversion("", () -> integer(), 5, () -> bool(), null)));
    Body change = db -> db.changeColumn("conv", "c", bool());

    if (isMySqlFamily()) {
      assertFails(change)
          .hasMessageContaining(
              "a value in this column does not fit the type, and the server would change it."
                  + " Nothing was sent. Change the rows first: those with `c` NOT IN (0, 1)");
      assertThat(rows("SELECT c FROM conv WHERE id = 1")).containsExactly("5");
    } else {
      run(change);
      assertThat(rows("SELECT COUNT(*) FROM conv WHERE c")).containsExactly("1");
    }
  }

  /** Then the server changes no value. */
  @Test
  void a_boolean_column_of_other_numbers_gets_attributes() throws Exception {
    run(db -> table(db, new Conversion("", () -> bool(), true, () -> bool(), null)));
    if (isMySqlFamily()) {
      execute("UPDATE conv SET c = 5 WHERE id = 1");
    }

    run(
        db -> {
          db.bulkDelete("conv", where("id", 2));
          db.changeColumn("conv", "c", bool().notNull());
        });

    assertThat(columns("conv")).containsEntry("c", "not null");
  }

  @Test
  void a_default_is_converted_with_the_values() throws Exception {
    run(
        db ->
            db.createTable(
                "conv",
                t -> {
                  t.column("id", integer().primaryKey());
                  t.column("c", string(9).notNull().defaultValue("7"));
                  t.column("open", bool().notNull().defaultValue(true));
                }));

    run(
        db -> {
          db.changeColumn("conv", "c", integer());
          db.changeColumn("conv", "open", integer());
        });

    run(db -> db.bulkInsert("conv", row("id", 1)));
    assertThat(rows("SELECT c, open FROM conv")).containsExactly("7, 1");
  }

  private List<String> zones() throws SQLException {
    return rows("SELECT c FROM conv WHERE id = 1");
  }

  /** MySQL and MariaDB refuse a text with a zone, and say so. */
  @Test
  void a_text_with_a_zone_is_that_time() throws Exception {
    run(
        db ->
            table(
                db,
                new Conversion(
                    "", () -> string(99), "2025-01-02T05:04:05+02:00", () -> timestamp(), null)));
    Body change = db -> db.changeColumn("conv", "c", timestamp());

    if (isMySqlFamily()) {
      assertFails(change).hasMessageContaining("changeColumn 'c' of 'conv'");
      assertThat(zones()).containsExactly("2025-01-02T05:04:05+02:00");
      return;
    }
    run(change);
    run(db -> db.bulkInsert("conv", row("id", 3, "c", Instant.parse("2025-01-02T03:04:05Z"))));
    assertThat(rows("SELECT COUNT(DISTINCT c) FROM conv")).containsExactly("1");
  }
}
