package dev.switchback.spring.hibernate;

import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.bool;
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
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.MappedSuperclass;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.Length;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The types of columns, each with the fields that one would map it to. */
final class Mappings {

  /** A column of this type, an entity with a field for it, and a value of the field. */
  record Mapping(ColumnDefinition column, Class<? extends Keyed> entity, Object value) {

    /** The name that Hibernate gives the table, with the naming that Boot sets. */
    String table() {
      return entity.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** A new entity whose field has the value. */
    Keyed filled() {
      try {
        Constructor<? extends Keyed> constructor = entity.getDeclaredConstructor();
        constructor.setAccessible(true);
        Keyed filled = constructor.newInstance();
        field().set(filled, value);
        return filled;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    /** What the field of this entity has. */
    Object contentOf(Keyed entity) {
      try {
        return field().get(entity);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private Field field() throws NoSuchFieldException {
      Field field = entity.getDeclaredField("content");
      field.setAccessible(true);
      return field;
    }
  }

  private static final Instant MOMENT = Instant.parse("2025-03-30T02:30:00.123456Z");

  private static final String LONG_TEXT = "é".repeat(70_000);

  private static final byte[] LONG_BYTES = new byte[70_000];

  /** The last of its bytes is a space, which a CHAR of MySQL does not keep. */
  private static final UUID ID = UUID.fromString("8f1e9a30-4455-6677-8899-aabbccddee20");

  private Mappings() {}

  // The page shows what stands between the bracket and the comma before the class.
  static List<Mapping> all() {
    return List.of(
        new Mapping(bool(), BoolRow.class, true),
        new Mapping(tinyInt(), TinyIntRow.class, Byte.MIN_VALUE),
        new Mapping(smallInt(), SmallIntRow.class, Short.MIN_VALUE),
        new Mapping(integer(), IntegerRow.class, Integer.MIN_VALUE),
        new Mapping(bigInt(), BigIntRow.class, Long.MAX_VALUE),
        new Mapping(integer().unsigned(), UnsignedIntegerRow.class, 4_294_967_295L),
        new Mapping(integer().unsigned(), DefinedIntegerRow.class, 4_294_967_295L),
        new Mapping(
            bigInt().unsigned(),
            UnsignedBigIntRow.class,
            BigInteger.TWO.pow(64).subtract(BigInteger.ONE)),
        new Mapping(
            bigInt().unsigned(),
            DefinedBigIntRow.class,
            BigInteger.TWO.pow(64).subtract(BigInteger.ONE)),
        new Mapping(decimal(12, 2), DecimalRow.class, new BigDecimal("12.50")),
        new Mapping(real(), RealRow.class, 0.1F),
        new Mapping(doublePrecision(), DoublePrecisionRow.class, 0.1),
        new Mapping(string(200), StringRow.class, "é😀"),
        new Mapping(text(), TextRow.class, LONG_TEXT),
        new Mapping(text(), TextLobRow.class, LONG_TEXT),
        new Mapping(fixedString(4), FixedStringRow.class, "abcd"),
        new Mapping(fixedString(4), FixedStringCharRow.class, "abcd"),
        new Mapping(citext(), CaseInsensitiveRow.class, "Ann"),
        new Mapping(enumeration("TEXT", "IMAGE"), EnumerationRow.class, Kind.IMAGE),
        new Mapping(enumeration("TEXT", "IMAGE"), EnumerationNamedRow.class, Kind.IMAGE),
        new Mapping(uuid(), UuidRow.class, ID),
        new Mapping(uuid(), UuidCharRow.class, ID),
        new Mapping(uuid().asBinary(), UuidBinaryRow.class, ID),
        new Mapping(timestamp(), TimestampInstantRow.class, MOMENT),
        new Mapping(timestamp(), TimestampOffsetRow.class, MOMENT.atOffset(ZoneOffset.UTC)),
        new Mapping(
            localTimestamp(),
            LocalTimestampRow.class,
            LocalDateTime.parse("2025-03-30T02:30:00.123456")),
        new Mapping(date(), DateRow.class, LocalDate.of(2024, 2, 29)),
        new Mapping(time(), TimeRow.class, LocalTime.of(2, 30)),
        new Mapping(binary(), BinaryRow.class, LONG_BYTES),
        new Mapping(binary(), BinaryLobRow.class, LONG_BYTES),
        new Mapping(binary(), BinaryLongRow.class, LONG_BYTES),
        new Mapping(binary(5), FixedBinaryRow.class, new byte[5]),
        new Mapping(binary(5), FixedBinaryBinaryRow.class, new byte[5]),
        new Mapping(varBinary(9), VarBinaryRow.class, new byte[7]),
        new Mapping(json(), JsonMapRow.class, Map.of("size", "3")),
        new Mapping(json(), JsonTextRow.class, "[1]"),
        new Mapping(arrayOf(string(20)), ArrayRow.class, List.of("a", "b")),
        new Mapping(inet(), InetRow.class, address()));
  }

  enum Kind {
    TEXT,
    IMAGE
  }

  @MappedSuperclass
  abstract static class Keyed {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;
  }

  @Entity
  static final class BoolRow extends Keyed {
    boolean content;
  }

  @Entity
  static final class TinyIntRow extends Keyed {
    byte content;
  }

  @Entity
  static final class SmallIntRow extends Keyed {
    short content;
  }

  @Entity
  static final class IntegerRow extends Keyed {
    int content;
  }

  @Entity
  static final class BigIntRow extends Keyed {
    long content;
  }

  @Entity
  static final class UnsignedIntegerRow extends Keyed {
    long content;
  }

  @Entity
  static final class DefinedIntegerRow extends Keyed {
    @Column(columnDefinition = "int unsigned")
    long content;
  }

  @Entity
  static final class UnsignedBigIntRow extends Keyed {
    BigInteger content;
  }

  @Entity
  static final class DefinedBigIntRow extends Keyed {
    @Column(columnDefinition = "bigint unsigned")
    BigInteger content;
  }

  @Entity
  static final class DecimalRow extends Keyed {
    @Column(precision = 12, scale = 2)
    BigDecimal content;
  }

  @Entity
  static final class RealRow extends Keyed {
    float content;
  }

  @Entity
  static final class DoublePrecisionRow extends Keyed {
    double content;
  }

  @Entity
  static final class StringRow extends Keyed {
    String content;
  }

  @Entity
  static final class TextRow extends Keyed {
    String content;
  }

  @Entity
  static final class TextLobRow extends Keyed {
    @Lob String content;
  }

  @Entity
  static final class FixedStringRow extends Keyed {
    String content;
  }

  @Entity
  static final class FixedStringCharRow extends Keyed {
    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(length = 4)
    String content;
  }

  @Entity
  static final class CaseInsensitiveRow extends Keyed {
    String content;
  }

  @Entity
  static final class EnumerationRow extends Keyed {
    @Enumerated(EnumType.STRING)
    Kind content;
  }

  @Entity
  static final class EnumerationNamedRow extends Keyed {
    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.NAMED_ENUM)
    Kind content;
  }

  @Entity
  static final class UuidRow extends Keyed {
    UUID content;
  }

  @Entity
  static final class UuidCharRow extends Keyed {
    @JdbcTypeCode(SqlTypes.CHAR)
    UUID content;
  }

  @Entity
  static final class UuidBinaryRow extends Keyed {
    UUID content;
  }

  @Entity
  static final class TimestampInstantRow extends Keyed {
    Instant content;
  }

  @Entity
  static final class TimestampOffsetRow extends Keyed {
    OffsetDateTime content;
  }

  @Entity
  static final class LocalTimestampRow extends Keyed {
    LocalDateTime content;
  }

  @Entity
  static final class DateRow extends Keyed {
    LocalDate content;
  }

  @Entity
  static final class TimeRow extends Keyed {
    LocalTime content;
  }

  @Entity
  static final class BinaryRow extends Keyed {
    byte[] content;
  }

  @Entity
  static final class BinaryLobRow extends Keyed {
    @Lob byte[] content;
  }

  @Entity
  static final class BinaryLongRow extends Keyed {
    @Column(length = Length.LONG32)
    byte[] content;
  }

  @Entity
  static final class FixedBinaryRow extends Keyed {
    byte[] content;
  }

  @Entity
  static final class FixedBinaryBinaryRow extends Keyed {
    @JdbcTypeCode(SqlTypes.BINARY)
    @Column(length = 5)
    byte[] content;
  }

  @Entity
  static final class VarBinaryRow extends Keyed {
    byte[] content;
  }

  @Entity
  static final class JsonMapRow extends Keyed {
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> content;
  }

  @Entity
  static final class JsonTextRow extends Keyed {
    @JdbcTypeCode(SqlTypes.JSON)
    String content;
  }

  @Entity
  static final class ArrayRow extends Keyed {
    List<String> content;
  }

  @Entity
  static final class InetRow extends Keyed {
    InetAddress content;
  }

  /** What the page shows of a mapping: its column and its field, as they stand in this file. */
  static final class Source {
    private final String text;

    private Source(String text) {
      this.text = text;
    }

    static Source read() throws IOException {
      return new Source(
          Files.readString(Path.of("src/test/java/dev/switchback/spring/hibernate/Mappings.java")));
    }

    String column(Mapping mapping) {
      return find("new Mapping\\(\\s*((?:(?!new Mapping)[^;])+?),\\s*%s\\.class,", mapping);
    }

    String field(Mapping mapping) {
      return find("class %s extends Keyed \\{(.+?) content;", mapping);
    }

    private String find(String regex, Mapping mapping) {
      Matcher matcher =
          Pattern.compile(regex.formatted(mapping.entity().getSimpleName()), Pattern.DOTALL)
              .matcher(text);
      if (!matcher.find()) {
        throw new IllegalStateException("no source of " + mapping);
      }
      return matcher.group(1).strip().replaceAll("\\s+", " ");
    }
  }

  private static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {10, 1, 2, 3});
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
