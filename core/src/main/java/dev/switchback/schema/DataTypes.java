package dev.switchback.schema;

import java.util.List;

/**
 * The data types, to be imported statically: {@code import static
 * dev.switchback.schema.DataTypes.*}.
 *
 * <p>Each returns a {@link ColumnDefinition}, to which attributes can be added.
 */
public final class DataTypes {

  private DataTypes() {}

  /** A universally unique identifier; {@link ColumnDefinition#defaultUuid()} makes them. */
  public static ColumnDefinition uuid() {
    return new ColumnDefinition(new DataType.Uuid());
  }

  /** Text of at most 255 characters, Sequelize's usual length. */
  public static ColumnDefinition string() {
    return string(255);
  }

  /** Text of at most {@code length} characters. */
  public static ColumnDefinition string(int length) {
    return new ColumnDefinition(new DataType.Varchar(length));
  }

  /** Text without a limit of its own. */
  public static ColumnDefinition text() {
    return new ColumnDefinition(new DataType.Text());
  }

  /** True or false. */
  public static ColumnDefinition bool() {
    return new ColumnDefinition(new DataType.Bool());
  }

  /** A whole number of 32 bits. */
  public static ColumnDefinition integer() {
    return new ColumnDefinition(new DataType.Int());
  }

  /** A whole number of 64 bits. */
  public static ColumnDefinition bigInt() {
    return new ColumnDefinition(new DataType.BigInt());
  }

  /**
   * A point in time to the microsecond. On PostgreSQL and H2 it is a {@code timestamp with time
   * zone}; on MySQL and MariaDB a {@code datetime(6)} in UTC, because their {@code timestamp} ends
   * in 2038.
   */
  public static ColumnDefinition timestamp() {
    return new ColumnDefinition(new DataType.Timestamp());
  }

  /** A day of the calendar. */
  public static ColumnDefinition date() {
    return new ColumnDefinition(new DataType.Date());
  }

  /** An exact number of {@code precision} digits, {@code scale} of them behind the point. */
  public static ColumnDefinition decimal(int precision, int scale) {
    return new ColumnDefinition(new DataType.Decimal(precision, scale));
  }

  /** A JSON document; a default for it is given as JSON text. */
  public static ColumnDefinition json() {
    return new ColumnDefinition(new DataType.Json());
  }

  /**
   * One of {@code values}, in this order. On PostgreSQL it is a type of its own, named {@code
   * enum_table_column}, which goes when its table or column goes.
   */
  public static ColumnDefinition enumeration(String... values) {
    return new ColumnDefinition(new DataType.Enumeration(List.of(values)));
  }

  /**
   * A whole number of 8 bits, from -128 to 127. MySQL and MariaDB refuse any other number. On
   * PostgreSQL and H2 it is a {@code SMALLINT}, which takes -32,768 to 32,767: add a {@code check}
   * of the table where the database has to refuse the others.
   */
  public static ColumnDefinition tinyInt() {
    return new ColumnDefinition(new DataType.TinyInt());
  }

  /** A whole number of 16 bits. */
  public static ColumnDefinition smallInt() {
    return new ColumnDefinition(new DataType.SmallInt());
  }

  /** A binary fraction with the digits of a {@code float}; it may keep more. */
  public static ColumnDefinition real() {
    return new ColumnDefinition(new DataType.Real());
  }

  /** A binary fraction with the digits of a {@code double}. For money there is {@link #decimal}. */
  public static ColumnDefinition doublePrecision() {
    return new ColumnDefinition(new DataType.DoublePrecision());
  }

  /**
   * Text of {@code length} characters, always as many: {@code CHAR}. A shorter one gets spaces at
   * its end, which PostgreSQL and H2 give back, and MySQL does not.
   */
  public static ColumnDefinition fixedString(int length) {
    return new ColumnDefinition(new DataType.FixedString(length));
  }

  /**
   * Text in which upper and lower case are the same when it is compared. PostgreSQL needs its
   * extension: {@code execute("CREATE EXTENSION IF NOT EXISTS citext")} before.
   */
  public static ColumnDefinition citext() {
    return new ColumnDefinition(new DataType.CaseInsensitiveText());
  }

  /** Bytes, as many as the database can store. */
  public static ColumnDefinition binary() {
    return new ColumnDefinition(new DataType.Binary());
  }

  /** Exactly {@code length} bytes. MySQL and H2 fill up a shorter value, PostgreSQL refuses it. */
  public static ColumnDefinition binary(int length) {
    return new ColumnDefinition(new DataType.FixedBinary(length));
  }

  /** At most {@code length} bytes. */
  public static ColumnDefinition varBinary(int length) {
    return new ColumnDefinition(new DataType.VarBinary(length));
  }

  /** A time of the day to the microsecond, in no time zone. */
  public static ColumnDefinition time() {
    return time(Seconds.FINEST);
  }

  /** A time of the day with {@code precision} digits of a second, from 0 to 6. */
  public static ColumnDefinition time(int precision) {
    return new ColumnDefinition(new DataType.Time(precision));
  }

  /** A {@link #timestamp()} with {@code precision} digits of a second, from 0 to 6. */
  public static ColumnDefinition timestamp(int precision) {
    return new ColumnDefinition(new DataType.Timestamp(precision));
  }

  /**
   * A day and a time of it to the microsecond, in no time zone: what a calendar on a wall shows.
   * For a point in time there is {@link #timestamp()}.
   */
  public static ColumnDefinition localTimestamp() {
    return localTimestamp(Seconds.FINEST);
  }

  /** A {@link #localTimestamp()} with {@code precision} digits of a second, from 0 to 6. */
  public static ColumnDefinition localTimestamp(int precision) {
    return new ColumnDefinition(new DataType.LocalTimestamp(precision));
  }

  /**
   * Any number of values of the type of {@code element}: {@code arrayOf(string(20))}. PostgreSQL
   * and H2 have arrays. A default and a bound value are a {@link List}.
   */
  public static ColumnDefinition arrayOf(ColumnDefinition element) {
    return new ColumnDefinition(new DataType.ArrayOf(element.typeAlone("arrayOf")));
  }

  /**
   * What lies between two values of the type of {@code bound}: {@code rangeOf(date())}. PostgreSQL
   * alone has ranges; the default of one is its text: {@code [1,5)}.
   */
  public static ColumnDefinition rangeOf(ColumnDefinition bound) {
    return new ColumnDefinition(new DataType.RangeOf(bound.typeAlone("rangeOf")));
  }

  /** The address of a host, with its network if it is said. PostgreSQL alone checks them. */
  public static ColumnDefinition inet() {
    return new ColumnDefinition(new DataType.Network(DataType.Network.Kind.INET));
  }

  /** The address of a network. PostgreSQL alone checks them. */
  public static ColumnDefinition cidr() {
    return new ColumnDefinition(new DataType.Network(DataType.Network.Kind.CIDR));
  }

  /** The address of a network card. PostgreSQL alone checks them. */
  public static ColumnDefinition macAddr() {
    return new ColumnDefinition(new DataType.Network(DataType.Network.Kind.MACADDR));
  }

  /**
   * A type in the database's own words, which are passed on as they are: {@code
   * custom("GEOMETRY(POINT, 4326)")}. It is as portable as they are. If a migration is cut off
   * while it makes such a column, it may be necessary to say what became of it, because the
   * catalogue may call the type by another name.
   */
  public static ColumnDefinition custom(String sql) {
    return new ColumnDefinition(new DataType.Custom(sql));
  }
}
