package dev.switchback.schema;

import java.util.List;

/**
 * Factory methods for data types, for a static import: {@code import static
 * dev.switchback.schema.DataTypes.*}.
 *
 * <p>Each method returns a {@link ColumnDefinition}, to which attributes can be added.
 */
public final class DataTypes {

  private DataTypes() {}

  /** Returns a UUID type. For generated values, add {@link ColumnDefinition#defaultUuid()}. */
  public static ColumnDefinition uuid() {
    return new ColumnDefinition(new DataType.Uuid());
  }

  /** Returns a text type of at most 255 characters, the default length of Sequelize. */
  public static ColumnDefinition string() {
    return string(255);
  }

  /** Returns a text type of at most {@code length} characters. */
  public static ColumnDefinition string(int length) {
    return new ColumnDefinition(new DataType.Varchar(length));
  }

  /** Returns a text type with no limit except that of the database. */
  public static ColumnDefinition text() {
    return new ColumnDefinition(new DataType.Text());
  }

  /** Returns the boolean type. */
  public static ColumnDefinition bool() {
    return new ColumnDefinition(new DataType.Bool());
  }

  /** Returns an integer type of 32 bits. */
  public static ColumnDefinition integer() {
    return new ColumnDefinition(new DataType.Int());
  }

  /** Returns an integer type of 64 bits. */
  public static ColumnDefinition bigInt() {
    return new ColumnDefinition(new DataType.BigInt());
  }

  /**
   * Returns the type of a point in time, with microseconds. On PostgreSQL and H2 it is {@code
   * timestamp with time zone}. On MySQL and MariaDB it is {@code datetime(6)} in UTC, because their
   * {@code timestamp} ends in 2038.
   */
  public static ColumnDefinition timestamp() {
    return new ColumnDefinition(new DataType.Timestamp());
  }

  /** Returns the date type. */
  public static ColumnDefinition date() {
    return new ColumnDefinition(new DataType.Date());
  }

  /**
   * Returns a decimal type of {@code precision} digits, {@code scale} of them after the decimal
   * point.
   */
  public static ColumnDefinition decimal(int precision, int scale) {
    return new ColumnDefinition(new DataType.Decimal(precision, scale));
  }

  /** Returns the type of JSON documents. Its default is a JSON text. */
  public static ColumnDefinition json() {
    return new ColumnDefinition(new DataType.Json());
  }

  /**
   * Returns an enumeration of {@code values}, in this order. On PostgreSQL it is a separate enum
   * type, named {@code enum_table_column}, which is dropped with its table or column.
   */
  public static ColumnDefinition enumeration(String... values) {
    return new ColumnDefinition(new DataType.Enumeration(List.of(values)));
  }

  /**
   * Returns an integer type of 8 bits, from -128 to 127. MySQL and MariaDB refuse other numbers. On
   * PostgreSQL and H2 it is {@code SMALLINT}, from -32,768 to 32,767: add a {@code check} if the
   * database must refuse numbers that need more than 8 bits.
   */
  public static ColumnDefinition tinyInt() {
    return new ColumnDefinition(new DataType.TinyInt());
  }

  /** Returns an integer type of 16 bits. */
  public static ColumnDefinition smallInt() {
    return new ColumnDefinition(new DataType.SmallInt());
  }

  /** Returns a floating-point type with at least the precision of a {@code float}. */
  public static ColumnDefinition real() {
    return new ColumnDefinition(new DataType.Real());
  }

  /**
   * Returns a floating-point type with the precision of a {@code double}. For money, use {@link
   * #decimal}.
   */
  public static ColumnDefinition doublePrecision() {
    return new ColumnDefinition(new DataType.DoublePrecision());
  }

  /**
   * Returns a text type of exactly {@code length} characters: {@code CHAR}. Shorter values are
   * padded with spaces. PostgreSQL and H2 return the padding; MySQL does not.
   */
  public static ColumnDefinition fixedString(int length) {
    return new ColumnDefinition(new DataType.FixedString(length));
  }

  /**
   * Returns a text type that is compared without regard to case. PostgreSQL needs an extension:
   * call {@code execute("CREATE EXTENSION IF NOT EXISTS citext")} first.
   */
  public static ColumnDefinition citext() {
    return new ColumnDefinition(new DataType.CaseInsensitiveText());
  }

  /** Returns a binary type with no limit except that of the database. */
  public static ColumnDefinition binary() {
    return new ColumnDefinition(new DataType.Binary());
  }

  /**
   * Returns a binary type of exactly {@code length} bytes. MySQL and H2 pad shorter values;
   * PostgreSQL refuses them.
   */
  public static ColumnDefinition binary(int length) {
    return new ColumnDefinition(new DataType.FixedBinary(length));
  }

  /** Returns a binary type of at most {@code length} bytes. */
  public static ColumnDefinition varBinary(int length) {
    return new ColumnDefinition(new DataType.VarBinary(length));
  }

  /** Returns the type of a time of day without time zone, with microseconds. */
  public static ColumnDefinition time() {
    return time(Seconds.FINEST);
  }

  /**
   * Returns the type of a time of day without time zone, with {@code precision} fractional digits
   * of a second, from 0 to 6.
   */
  public static ColumnDefinition time(int precision) {
    return new ColumnDefinition(new DataType.Time(precision));
  }

  /**
   * Returns a {@link #timestamp()} with {@code precision} fractional digits of a second, from 0 to
   * 6.
   */
  public static ColumnDefinition timestamp(int precision) {
    return new ColumnDefinition(new DataType.Timestamp(precision));
  }

  /**
   * Returns the type of a date and time of day without time zone, with microseconds. For a point in
   * time, use {@link #timestamp()}.
   */
  public static ColumnDefinition localTimestamp() {
    return localTimestamp(Seconds.FINEST);
  }

  /**
   * Returns a {@link #localTimestamp()} with {@code precision} fractional digits of a second, from
   * 0 to 6.
   */
  public static ColumnDefinition localTimestamp(int precision) {
    return new ColumnDefinition(new DataType.LocalTimestamp(precision));
  }

  /**
   * Returns an array of the type of {@code element}: {@code arrayOf(string(20))}. PostgreSQL and H2
   * only. Defaults and bound values are {@link List}s.
   */
  public static ColumnDefinition arrayOf(ColumnDefinition element) {
    return new ColumnDefinition(new DataType.ArrayOf(element.typeAlone("arrayOf")));
  }

  /**
   * Returns a range of the type of {@code bound}: {@code rangeOf(date())}. PostgreSQL only. Its
   * default is a text: {@code [1,5)}.
   */
  public static ColumnDefinition rangeOf(ColumnDefinition bound) {
    return new ColumnDefinition(new DataType.RangeOf(bound.typeAlone("rangeOf")));
  }

  /**
   * Returns the type of a host address, optionally with its network. Only PostgreSQL validates
   * values.
   */
  public static ColumnDefinition inet() {
    return new ColumnDefinition(new DataType.Network(DataType.Network.Kind.INET));
  }

  /** Returns the type of a network. Only PostgreSQL validates values. */
  public static ColumnDefinition cidr() {
    return new ColumnDefinition(new DataType.Network(DataType.Network.Kind.CIDR));
  }

  /** Returns the type of a MAC address. Only PostgreSQL validates values. */
  public static ColumnDefinition macAddr() {
    return new ColumnDefinition(new DataType.Network(DataType.Network.Kind.MACADDR));
  }

  /**
   * Returns a type in the database's own syntax, which is sent unchanged: {@code
   * custom("GEOMETRY(POINT, 4326)")}. It is as portable as this syntax. The catalogue may show the
   * type with another name. If a process ends while a migration creates such a column, you may
   * therefore have to call {@code Migrator.resolve}.
   */
  public static ColumnDefinition custom(String sql) {
    return new ColumnDefinition(new DataType.Custom(sql));
  }
}
