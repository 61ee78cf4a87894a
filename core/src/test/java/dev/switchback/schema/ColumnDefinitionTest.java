package dev.switchback.schema;

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
import static dev.switchback.schema.ReferentialAction.CASCADE;
import static dev.switchback.schema.ReferentialAction.SET_NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ColumnDefinitionTest {

  private static void assertRefused(String message, Supplier<?> call) {
    assertThatIllegalArgumentException().isThrownBy(call::get).withMessage(message);
  }

  @Test
  void is_a_value_that_each_call_copies() {
    ColumnDefinition plain = string(20);

    assertThat(plain.notNull()).isEqualTo(string(20).notNull()).isNotEqualTo(plain);
    assertThat(plain.isNullable()).isTrue();
    assertThat(integer().primaryKey().isNullable()).isFalse();
  }

  @Test
  void refuses_contradictions_at_the_call() {
    assertRefused(
        "integer() – a primary key cannot be nullable", () -> integer().primaryKey().nullable());
    assertRefused(
        "integer() – a column whose rows are numbered cannot be nullable",
        () -> integer().nullable().autoIncrement());
    assertRefused(
        "integer() – a primary key is unique: leave out unique()",
        () -> integer().primaryKey().unique());
    assertRefused(
        "integer() – a primary key is unique: leave out unique()",
        () -> integer().unique().primaryKey());
    assertRefused(
        "integer() – a column that refuses NULL cannot be SET_NULL by its reference",
        () -> integer().notNull().references("a", "b").onDelete(SET_NULL));
    assertRefused(
        "integer() – a column that refuses NULL cannot be SET_NULL by its reference",
        () -> integer().references("a", "b").onUpdate(SET_NULL).notNull());
    assertRefused(
        "integer() – onDelete is an action of a reference: call references first",
        () -> integer().onDelete(CASCADE));
    assertRefused(
        "integer() – onUpdate is an action of a reference: call references first",
        () -> integer().onUpdate(CASCADE));
    assertRefused(
        "text() – autoIncrement() is for whole numbers: smallInt(), integer() and bigInt()",
        () -> text().autoIncrement());
    assertRefused(
        "integer() – startingAt is for a numbered column: call autoIncrement or identityAlways"
            + " first",
        () -> integer().startingAt(5));
    assertRefused(
        "integer() – incrementedBy is for a numbered column: call autoIncrement or identityAlways"
            + " first",
        () -> integer().defaultValue(1).incrementedBy(5));
    assertRefused(
        "startingAt(0) – the first number is 1 at least: name another",
        () -> integer().autoIncrement().startingAt(0));
    assertRefused(
        "incrementedBy(-1) – the numbers go up, by 1 at least: name another distance",
        () -> integer().autoIncrement().incrementedBy(-1));
    assertRefused(
        "integer() – startingAt(2147483648) is beyond its highest number 2147483647",
        () -> integer().autoIncrement().startingAt(2_147_483_648L));
    assertRefused(
        "integer() – its numbering has two first numbers: leave one of them out",
        () -> integer().autoIncrement().startingAt(5).startingAt(6));
    assertRefused("date() – defaultNow() is for timestamp()", () -> date().defaultNow());
    assertRefused("text() – defaultUuid() is for uuid()", () -> text().defaultUuid());
    assertRefused(
        "integer() – only string(), fixedString() and text() have a collation",
        () -> integer().collate("C"));
  }

  @Test
  void refuses_a_second_word_that_says_something_else() {
    assertRefused(
        "integer() – it cannot be nullable() and notNull(): leave one of them out",
        () -> integer().nullable().notNull());
    assertRefused(
        "integer() – it cannot be nullable() and notNull(): leave one of them out",
        () -> integer().notNull().nullable());
    assertRefused(
        "integer() – it has two defaults: leave one of them out; autoIncrement() is one",
        () -> integer().defaultValue(1).autoIncrement());
    assertRefused(
        "integer() – it has two defaults: leave one of them out; autoIncrement() is one",
        () -> integer().defaultValue(1).defaultValue(2));
    assertRefused(
        "integer() – it refers to 'a.b' and to 'c.b': declare the second by foreignKey() of the"
            + " table",
        () -> integer().references("a", "b").references("c", "b"));
    assertRefused(
        "integer() – it has two actions for onDelete: leave one of them out",
        () -> integer().references("a", "b").onDelete(CASCADE).onDelete(SET_NULL));
    assertRefused(
        "integer() – it has two actions for onUpdate: leave one of them out",
        () -> integer().references("a", "b").onUpdate(CASCADE).onUpdate(SET_NULL));
    assertRefused(
        "text() – it has two positions: leave one of them out", () -> text().first().after("a"));
    assertRefused("after(\"\") – the name of the column is empty", () -> text().after(""));
    assertRefused(
        "column 'a' – it cannot be after itself: name another column",
        () -> new Column("a", text().after("a")));
    assertRefused(
        "text() – arrayOf takes only a type: set its attributes on the whole column",
        () -> DataTypes.arrayOf(text().first()));
    assertRefused(
        "text() – it has two collations: leave one of them out",
        () -> text().collate("C").collate("D"));
  }

  @Test
  void takes_the_same_word_twice() {
    ColumnDefinition once =
        integer().notNull().defaultValue(1).references("a", "b").onDelete(CASCADE);

    assertThat(once.notNull().defaultValue(1).references("a", "b").onDelete(CASCADE))
        .isEqualTo(once);
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may write
  void refuses_null_as_a_default() {
    assertRefused(
        "integer() – NULL is the default of a column that has none: leave it out",
        () -> integer().defaultValue(null));
  }

  @Test
  void refuses_types_that_cannot_be() {
    assertRefused("string(0) – a length is 1 or more", () -> string(0));
    assertRefused(
        "decimal(2, 3) – the precision is 1 or more, the scale from 0 to the precision",
        () -> decimal(2, 3));
    assertRefused("enumeration() – it has no values: name at least one", () -> enumeration());
    assertRefused("enumeration[a, a] – a value appears twice", () -> enumeration("a", "a"));
  }

  @Test
  void takes_the_defaults_that_its_type_can_hold() {
    List<ColumnDefinition> fitting =
        List.of(
            uuid().defaultValue(UUID.randomUUID()),
            string(3).defaultValue("abc"),
            string(1).defaultValue("😀"),
            text().defaultValue(""),
            bool().defaultValue(false),
            integer().defaultValue(1),
            bigInt().defaultValue(1),
            bigInt().defaultValue(1L),
            timestamp().defaultValue(Instant.parse("2025-01-01T00:00:00.123456Z")),
            date().defaultValue(LocalDate.EPOCH),
            decimal(4, 2).defaultValue(new BigDecimal("99.990")),
            decimal(4, 2).defaultValue(99),
            json().defaultValue("{}"),
            enumeration("a", "b").defaultValue("b"));

    assertThat(fitting).allMatch(definition -> definition.defaultValue().isPresent());
  }

  @Test
  void refuses_the_defaults_that_its_type_cannot_hold() {
    assertRefused(
        "string(3) – it cannot hold the default 'abcd' (String)",
        () -> string(3).defaultValue("abcd"));
    assertRefused(
        "integer() – it cannot hold the default '1' (Long)", () -> integer().defaultValue(1L));
    assertRefused(
        "bool() – it cannot hold the default 'true' (String)", () -> bool().defaultValue("true"));
    assertRefused(
        "enumeration[a, b] – it cannot hold the default 'c' (String)",
        () -> enumeration("a", "b").defaultValue("c"));
    assertRefused(
        "decimal(4, 2) – it cannot hold the default '100' (Integer)",
        () -> decimal(4, 2).defaultValue(100));
    assertRefused(
        "decimal(4, 2) – it cannot hold the default '0.001' (BigDecimal)",
        () -> decimal(4, 2).defaultValue(new BigDecimal("0.001")));
    assertRefused(
        "timestamp() – it cannot hold the default '2025-01-01T00:00:00.123456789Z' (Instant)",
        () -> timestamp().defaultValue(Instant.parse("2025-01-01T00:00:00.123456789Z")));
    assertRefused(
        "uuid() – it cannot hold the default 'x' (String)", () -> uuid().defaultValue("x"));
  }
}
