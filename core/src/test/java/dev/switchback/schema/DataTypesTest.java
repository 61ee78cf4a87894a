package dev.switchback.schema;

import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.custom;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.inet;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.localTimestamp;
import static dev.switchback.schema.DataTypes.rangeOf;
import static dev.switchback.schema.DataTypes.real;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.time;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.tinyInt;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.DataTypes.varBinary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DataTypesTest {

  private static void assertRefused(String message, Supplier<?> call) {
    assertThatIllegalArgumentException().isThrownBy(call::get).withMessage(message);
  }

  @Test
  void refuses_types_that_cannot_be() {
    assertRefused("fixedString(0) – a length is 1 or more", () -> fixedString(0));
    assertRefused("binary(0) – a length is 1 or more", () -> binary(0));
    assertRefused("varBinary(-1) – a length is 1 or more", () -> varBinary(-1));
    assertRefused("time(7) – a second has from 0 to 6 digits", () -> time(7));
    assertRefused("timestamp(-1) – a second has from 0 to 6 digits", () -> timestamp(-1));
    assertRefused("localTimestamp(7) – a second has from 0 to 6 digits", () -> localTimestamp(7));
    assertRefused("custom() – the type is empty", () -> custom(" "));
    assertRefused(
        "arrayOf(arrayOf(text())) – arrays of arrays differ from database to database: use json()",
        () -> arrayOf(arrayOf(text())));
    assertRefused(
        "rangeOf(text()) – a range is of integer(), bigInt(), decimal(), timestamp(),"
            + " localTimestamp() or date()",
        () -> rangeOf(text()));
    assertRefused(
        "rangeOf(integer().unsigned()) – a range is of integer(), bigInt(), decimal(), timestamp(),"
            + " localTimestamp() or date()",
        () -> rangeOf(integer().unsigned()));
  }

  @Test
  void refuses_attributes_of_a_part_of_a_type() {
    assertRefused(
        "text() – arrayOf takes only a type: set its attributes on the whole column",
        () -> arrayOf(text().notNull()));
    assertRefused(
        "integer() – rangeOf takes only a type: set its attributes on the whole column",
        () -> rangeOf(integer().comment("one")));
  }

  @Test
  void refuses_attributes_that_its_type_does_not_have() {
    assertRefused(
        "real() – unsigned() is for whole numbers: tinyInt(), smallInt(), integer() and bigInt()",
        () -> real().unsigned());
    assertRefused("text() – asBinary() is for uuid()", () -> text().asBinary());
    assertRefused(
        "text() – identityAlways() is for whole numbers: smallInt(), integer() and bigInt()",
        () -> text().identityAlways());
    assertRefused(
        "integer() – virtual() is for a generated column: call generatedAs first",
        () -> integer().virtual());
    assertRefused(
        "integer() – virtual() is for a generated column: call generatedAs first",
        () -> integer().defaultValue(1).virtual());
    assertRefused("generatedAs() – the expression is empty", () -> integer().generatedAs(""));
    assertRefused(
        "integer() – a generated column has one expression and no default: leave one of them out",
        () -> integer().defaultValue(1).generatedAs("a"));
    assertRefused(
        "integer() – a generated column has one expression and no default: leave one of them out",
        () -> integer().generatedAs("a").autoIncrement());
    assertRefused(
        "integer() – a generated column has one expression and no default: leave one of them out",
        () -> integer().generatedAs("a").generatedAs("b"));
    assertRefused(
        "integer() – it has two defaults: leave one of them out; autoIncrement() is one",
        () -> integer().autoIncrement().identityAlways());
    assertThat(integer().unsigned().unsigned()).isEqualTo(integer().unsigned());
    assertThat(integer().generatedAs("a").generatedAs("a")).isEqualTo(integer().generatedAs("a"));
  }

  @Test
  void refuses_the_defaults_that_its_type_cannot_hold() {
    assertRefused(
        "tinyInt() – it cannot hold the default '128' (Integer)",
        () -> tinyInt().defaultValue(128));
    assertRefused(
        "tinyInt().unsigned() – it cannot hold the default '256' (Integer)",
        () -> tinyInt().unsigned().defaultValue(256));
    assertRefused(
        "integer().unsigned() – it cannot hold the default '-1' (Integer)",
        () -> integer().defaultValue(-1).unsigned());
    assertRefused(
        "bigInt().unsigned() – it cannot hold the default '18446744073709551616' (BigInteger)",
        () -> bigInt().unsigned().defaultValue(BigInteger.TWO.pow(64)));
    assertRefused(
        "smallInt() – it cannot hold the default '1' (Long)", () -> smallInt().defaultValue(1L));
    assertRefused(
        "real() – it cannot hold the default '0.123456789' (Double)",
        () -> real().defaultValue(0.123456789));
    assertRefused(
        "real() – it cannot hold the default '16777217' (Integer)",
        () -> real().defaultValue(16_777_217));
    assertRefused(
        "doublePrecision() – it cannot hold the default '0.1' (Float)",
        () -> doublePrecision().defaultValue(0.1F));
    assertRefused(
        "fixedString(4) – it cannot hold the default 'abc' (String)",
        () -> fixedString(4).defaultValue("abc"));
    assertRefused(
        "fixedString(4) – it cannot hold the default 'abc ' (String)",
        () -> fixedString(4).defaultValue("abc "));
    assertRefused(
        "binary(2) – it cannot hold the default '01' (Bytes)",
        () -> binary(2).defaultValue(new byte[] {1}));
    assertRefused(
        "varBinary(2) – it cannot hold the default '010203' (Bytes)",
        () -> varBinary(2).defaultValue(new byte[] {1, 2, 3}));
    assertRefused(
        "time(3) – it cannot hold the default '12:00:00.000001' (LocalTime)",
        () -> time(3).defaultValue(LocalTime.of(12, 0, 0, 1_000)));
    assertRefused(
        "timestamp(0) – it cannot hold the default '1970-01-01T00:00:00.001Z' (Instant)",
        () -> timestamp(0).defaultValue(Instant.ofEpochMilli(1)));
    assertRefused(
        "localTimestamp() – it cannot hold the default '1970-01-01T00:00:00.000000001'"
            + " (LocalDateTime)",
        () -> localTimestamp().defaultValue(LocalDate.EPOCH.atTime(0, 0, 0, 1)));
    assertRefused(
        "inet() – it cannot hold the default '1' (Integer)", () -> inet().defaultValue(1));
    assertRefused(
        "custom(X) – it cannot hold the default '0.1' (Double)",
        () -> custom("X").defaultValue(0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> arrayOf(string(2)).defaultValue(List.of("a", "abc")))
        .withMessageStartingWith(
            "arrayOf(string(2)) – it cannot hold the default '[a, abc]' (List");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> arrayOf(string(2)).defaultValue(Arrays.asList("a", null)))
        .withMessageStartingWith("arrayOf(string(2)) – it cannot hold the default '[a, null]' (");
  }

  @Test
  void takes_the_defaults_that_its_type_can_hold() {
    List<ColumnDefinition> fitting =
        List.of(
            tinyInt().defaultValue((byte) -128),
            smallInt().unsigned().defaultValue(65_535),
            integer().unsigned().defaultValue(4_294_967_295L),
            bigInt().unsigned().defaultValue(BigInteger.TWO.pow(64).subtract(BigInteger.ONE)),
            real().defaultValue(0.1),
            real().defaultValue(Float.NaN),
            doublePrecision().defaultValue(1),
            fixedString(2).defaultValue("a😀"),
            custom("X").defaultValue(new BigDecimal("1.5")),
            custom("X").defaultValue("a"),
            custom("X").defaultValue(1L));

    assertThat(fitting).allMatch(definition -> definition.defaultValue().isPresent());
  }

  @Test
  void keeps_bytes_and_lists_as_they_were_given() {
    byte[] bytes = {1, 2};
    ColumnDefinition one = binary().defaultValue(bytes);
    bytes[0] = 7;
    List<String> words = new ArrayList<>(List.of("a"));
    ColumnDefinition list = arrayOf(text()).defaultValue(words);
    words.add("b");

    assertThat(one)
        .isEqualTo(binary().defaultValue(new byte[] {1, 2}))
        .hasSameHashCodeAs(binary().defaultValue(new byte[] {1, 2}))
        .isNotEqualTo(binary().defaultValue(new byte[] {1, 3}));
    assertThat(list).isEqualTo(arrayOf(text()).defaultValue(List.of("a")));
    assertThat(Bytes.of(new byte[] {0, -1}).toString()).isEqualTo("00ff");
  }

  @Test
  void keeps_the_attributes_that_were_said_before() {
    assertThat(uuid().primaryKey().defaultUuid().asBinary())
        .isEqualTo(uuid().asBinary().defaultUuid().primaryKey());
    assertThat(integer().notNull().comment("c").unsigned())
        .isEqualTo(integer().unsigned().comment("c").notNull());
    assertThat(integer().comment("c").generatedAs("a").virtual().notNull())
        .isEqualTo(integer().notNull().generatedAs("a").virtual().comment("c"));
  }
}
