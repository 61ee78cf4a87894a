package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.cidr;
import static dev.switchback.schema.DataTypes.citext;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.inet;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.localTimestamp;
import static dev.switchback.schema.DataTypes.macAddr;
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

import dev.switchback.schema.ColumnDefinition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/**
 * Every type, with the values at its edges and those that others have lost, and a source of more.
 */
final class TypeSamples {

  /** A type, some of its values, and how to make another one. */
  record Sample(ColumnDefinition type, List<Object> edges, Function<Random, Object> random) {
    @Override
    public String toString() {
      return type.type().describe();
    }
  }

  private static final String ODD = "it's \"a\" \\ {b}; -- ? é😀 ";

  private TypeSamples() {}

  static List<Sample> all() {
    return List.of(
        sample(uuid(), TypeSamples::uuidOf, new UUID(0, 0), new UUID(-1, -1)),
        sample(uuid().asBinary(), TypeSamples::uuidOf, new UUID(0, 0), new UUID(1, -2)),
        sample(string(40), random -> textOf(random, random.nextInt(21)), "", ODD, "  "),
        sample(text(), random -> textOf(random, random.nextInt(200)), "", ODD, "x".repeat(70_000)),
        sample(fixedString(4), TypeSamples::fourOf, "abcd", "é  x", "'\\\"\n"),
        sample(citext(), random -> textOf(random, 9), ODD),
        sample(bool(), Random::nextBoolean, true, false),
        sample(tinyInt(), random -> random.nextInt(256) - 128, -128, 127),
        sample(tinyInt().unsigned(), random -> random.nextInt(256), 0, 255),
        sample(smallInt(), random -> random.nextInt(65_536) - 32_768, -32_768, 32_767),
        sample(smallInt().unsigned(), random -> random.nextInt(65_536), 0, 65_535),
        sample(integer(), Random::nextInt, Integer.MIN_VALUE, Integer.MAX_VALUE),
        sample(integer().unsigned(), random -> random.nextLong() >>> 32, 0, 4_294_967_295L),
        sample(bigInt(), Random::nextLong, Long.MIN_VALUE, Long.MAX_VALUE),
        sample(
            bigInt().unsigned(),
            random -> new BigInteger(64, random),
            0L,
            new BigInteger("18446744073709551615")),
        sample(
            real(),
            random -> random.nextFloat() - 0.5F,
            0.1F,
            1.2345679F,
            16_777_215F,
            Float.MIN_NORMAL,
            -3.4E38F),
        sample(
            doublePrecision(),
            random -> random.nextGaussian() * Math.pow(10, random.nextInt(500) - 250),
            0.1,
            1.0 / 3,
            9_007_199_254_740_991.0,
            2.0E-3,
            Double.MIN_NORMAL,
            -Double.MAX_VALUE),
        sample(
            decimal(38, 10),
            random -> new BigDecimal(new BigInteger(120, random), 10),
            new BigDecimal("-9999999999999999999999999999.9999999999"),
            new BigDecimal("1E+20")),
        sample(
            decimal(65, 30),
            random -> new BigDecimal(new BigInteger(200, random), 30),
            new BigDecimal("9".repeat(35) + "." + "9".repeat(30))),
        sample(binary(), random -> bytesOf(random, random.nextInt(300)), new byte[0], odd(70_000)),
        sample(binary(5), random -> bytesOf(random, 5), odd(5), new byte[5]),
        sample(varBinary(9), random -> bytesOf(random, random.nextInt(10)), odd(9), new byte[0]),
        sample(date(), TypeSamples::dayOf, LocalDate.of(1583, 1, 1), LocalDate.of(9999, 12, 31)),
        sample(time(), random -> timeOf(random, 6), LocalTime.MIDNIGHT, lastTime(6)),
        sample(time(3), random -> timeOf(random, 3), LocalTime.of(2, 30), lastTime(3)),
        sample(time(0), random -> timeOf(random, 0), LocalTime.NOON, lastTime(0)),
        sample(
            localTimestamp(),
            random -> dayOf(random).atTime(timeOf(random, 6)),
            LocalDateTime.of(2025, 3, 30, 2, 30), // which there is not in much of Europe
            LocalDate.of(9999, 12, 31).atTime(lastTime(6)),
            LocalDate.of(1600, 1, 1).atStartOfDay()),
        sample(
            localTimestamp(0),
            random -> dayOf(random).atTime(timeOf(random, 0)),
            LocalDate.EPOCH.atStartOfDay()),
        sample(
            timestamp(),
            random -> instantOf(random, 6),
            Instant.EPOCH,
            Instant.parse("2025-10-26T00:30:00.654321Z")),
        sample(
            timestamp(3),
            random -> instantOf(random, 3),
            Instant.parse("2038-01-19T03:14:08.999Z")),
        sample(timestamp(0), random -> instantOf(random, 0), Instant.EPOCH),
        sample(json(), random -> "[" + random.nextInt() + "]", "{\"a\":\"it's\\\\\"}", "[1,2]"),
        sample(enumeration("a", "it's", "c\\d"), random -> "it's", "a", "it's", "c\\d"),
        arrays(integer(), List.of(), List.of(1, -2)),
        arrays(smallInt(), List.of(7)),
        arrays(bigInt(), List.of(Long.MIN_VALUE)),
        arrays(doublePrecision(), List.of(0.1, -1.0E300)),
        arrays(bool(), List.of(true, false)),
        arrays(string(40), List.of(), List.of("", ODD, "NULL", "a,b", "{}")),
        arrays(text(), List.of(ODD)),
        arrays(uuid(), List.of(new UUID(1, 2), new UUID(3, 4))),
        arrays(decimal(10, 2), List.of(new BigDecimal("1.25"))),
        arrays(date(), List.of(LocalDate.of(2024, 2, 29))),
        arrays(time(3), List.of(LocalTime.of(1, 2, 3, 4_000_000))),
        arrays(localTimestamp(), List.of(LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4_000))),
        arrays(timestamp(), List.of(Instant.parse("2025-10-26T00:30:00.654321Z"))),
        arrays(enumeration("a", "it's"), List.of(), List.of("it's", "a")),
        sample(rangeOf(integer()), random -> "[1," + (2 + random.nextInt(9)) + ")", "[1,5)", "(,)"),
        sample(rangeOf(bigInt()), random -> "empty", "[1,)"),
        sample(rangeOf(decimal(10, 2)), random -> "[1.5,2.5]", "(1.5,2.5]"),
        sample(rangeOf(date()), random -> "empty", "[2024-02-29,2024-03-01)"),
        sample(rangeOf(timestamp()), random -> "empty", "empty"),
        sample(
            rangeOf(localTimestamp()),
            random -> "empty",
            "[\"2024-02-29 00:00:00\",\"2024-03-01 00:00:00\")"),
        sample(inet(), random -> "10.0.0." + random.nextInt(256), "2001:db8::1/64", "10.1.2.3"),
        sample(cidr(), random -> "10." + random.nextInt(256) + ".0.0/16", "192.168.0.0/24"),
        sample(macAddr(), random -> "08:00:2b:01:02:03", "08:00:2b:01:02:03"));
  }

  private static Sample sample(
      ColumnDefinition type, Function<Random, Object> random, Object... edges) {
    return new Sample(type, List.of(edges), random);
  }

  private static Sample arrays(ColumnDefinition element, Object... edges) {
    List<Object> all = List.of(edges);
    return new Sample(arrayOf(element), all, random -> all.get(random.nextInt(all.size())));
  }

  /** Of a version that there is: MariaDB refuses some of the others. */
  private static Object uuidOf(Random random) {
    return UUID.nameUUIDFromBytes(bytesOf(random, 16));
  }

  /** Of all characters but NUL. */
  private static String textOf(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int character =
          switch (random.nextInt(3)) {
            case 0 -> 1 + random.nextInt(0x7F);
            case 1 -> 0x80 + random.nextInt(0xD800 - 0x80);
            default -> 0x10000 + random.nextInt(0x20000);
          };
      text.appendCodePoint(character);
    }
    return text.toString();
  }

  /** H2 counts a character beyond U+FFFF twice. */
  private static Object fourOf(Random random) {
    return Integer.toHexString(0x1000 + random.nextInt(0xF000)).replace('0', 'é');
  }

  static byte[] bytesOf(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** With all bytes, those first that mean something in a text. */
  private static byte[] odd(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = i < 5 ? new byte[] {0, '\'', '\\', -1, '"'}[i] : (byte) i;
    }
    return bytes;
  }

  static LocalDate dayOf(Random random) {
    return LocalDate.of(1600, 1, 1).plusDays(random.nextInt(3_000_000));
  }

  static LocalTime timeOf(Random random, int digits) {
    long unit = (long) Math.pow(10, 9 - digits);
    long units = 86_400_000_000_000L / unit;
    return LocalTime.ofNanoOfDay(Math.floorMod(random.nextLong(), units) * unit);
  }

  private static LocalTime lastTime(int digits) {
    return LocalTime.ofNanoOfDay(86_400_000_000_000L - (long) Math.pow(10, 9 - digits));
  }

  static Instant instantOf(Random random, int digits) {
    return dayOf(random).atTime(timeOf(random, digits)).toInstant(ZoneOffset.UTC);
  }
}
