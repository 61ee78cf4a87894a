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
}
