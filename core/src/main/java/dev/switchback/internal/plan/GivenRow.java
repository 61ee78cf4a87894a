package dev.switchback.internal.plan;

import dev.switchback.schema.Row;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A row that the caller of a plan gives, as a query returns it. */
final class GivenRow implements InvocationHandler {

  private final Row row;
  private boolean wasNull;

  private GivenRow(Row row) {
    this.row = row;
  }

  static ResultSet of(Row row) {
    return (ResultSet)
        Proxy.newProxyInstance(
            GivenRow.class.getClassLoader(), new Class<?>[] {ResultSet.class}, new GivenRow(row));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws SQLException {
    String name = method.getName();
    if (method.getDeclaringClass() == Object.class) {
      return switch (name) {
        case "equals" -> arguments != null && proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "a given row";
      };
    }
    if (name.equals("wasNull")) {
      return wasNull;
    }
    if (arguments == null || !(name.startsWith("get") || name.equals("findColumn"))) {
      throw new SQLException("a given row cannot answer " + name + "()");
    }
    String column = column(arguments[0]);
    if (name.equals("findColumn")) {
      return row.columns().indexOf(column) + 1;
    }
    Object value = row.value(column);
    wasNull = value == null;
    return arguments.length == 2 && arguments[1] instanceof Class<?> type
        ? as(type, value, column)
        : arguments.length == 1 ? read(name, value, column) : refuse(name, column);
  }

  /** Returns the name of a column by its number, or by its name in any case, as JDBC does. */
  private String column(Object numberOrName) throws SQLException {
    if (numberOrName instanceof Integer number && number >= 1 && number <= row.columns().size()) {
      return row.columns().get(number - 1);
    }
    return row.columns().stream()
        .filter(column -> column.equalsIgnoreCase(numberOrName.toString()))
        .findFirst()
        .orElseThrow(
            () ->
                new SQLException(
                    "a given row has no column %s, only %s"
                        .formatted(numberOrName, row.columns())));
  }

  private static @Nullable Object read(String name, @Nullable Object value, String column)
      throws SQLException {
    return switch (name) {
      case "getObject" -> value;
      case "getString" -> as(String.class, value, column);
      case "getBoolean" -> value != null && isTrue(value);
      case "getByte" -> number(value, column).byteValueExact();
      case "getShort" -> number(value, column).shortValueExact();
      case "getInt" -> number(value, column).intValueExact();
      case "getLong" -> number(value, column).longValueExact();
      case "getFloat" -> number(value, column).floatValue();
      case "getDouble" -> number(value, column).doubleValue();
      case "getBigDecimal" -> as(BigDecimal.class, value, column);
      case "getBytes" -> as(byte[].class, value, column);
      case "getDate" -> as(Date.class, value, column);
      case "getTimestamp" -> as(Timestamp.class, value, column);
      default -> refuse(name, column);
    };
  }

  private static boolean isTrue(Object value) {
    return value instanceof Number number
        ? number.doubleValue() != 0
        : Boolean.parseBoolean(value.toString());
  }

  private static @Nullable Object as(Class<?> type, @Nullable Object value, String column)
      throws SQLException {
    if (value == null || type.isInstance(value)) {
      return value;
    }
    if (type == String.class) {
      return value.toString();
    }
    if (type == Long.class || type == Integer.class || type == Short.class) {
      return read("get" + type.getSimpleName().replace("Integer", "Int"), value, column);
    }
    if (type == BigDecimal.class || type == Double.class) {
      BigDecimal decimal = decimal(value, column);
      return type == Double.class ? (Object) decimal.doubleValue() : decimal;
    }
    if (type == BigInteger.class) {
      return decimal(value, column).toBigIntegerExact();
    }
    if (type == Boolean.class) {
      return isTrue(value);
    }
    if (type == Date.class && value instanceof LocalDate day) {
      return Date.valueOf(day);
    }
    if (type == Timestamp.class && value instanceof LocalDateTime time) {
      return Timestamp.valueOf(time);
    }
    if (type == Timestamp.class && value instanceof Instant moment) {
      return Timestamp.from(moment);
    }
    return refuse(type.getSimpleName(), column);
  }

  /** Returns a number, and 0 for NULL, as JDBC does. */
  private static BigDecimal number(@Nullable Object value, String column) throws SQLException {
    return value == null ? BigDecimal.ZERO : decimal(value, column);
  }

  private static BigDecimal decimal(Object value, String column) throws SQLException {
    try {
      return new BigDecimal(value.toString());
    } catch (NumberFormatException e) {
      throw new SQLException("the given value of '" + column + "' is no number", e);
    }
  }

  private static @Nullable Object refuse(String what, String column) throws SQLException {
    throw new SQLException("the given value of '" + column + "' cannot be read as " + what);
  }
}
