package dev.switchback.tck.contract;

import dev.switchback.dialect.Dialect;
import dev.switchback.schema.Bytes;
import dev.switchback.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of a row, read as the kind of value that went in. */
final class ReadValue {

  private final Dialect dialect;

  ReadValue(Dialect dialect) {
    this.dialect = dialect;
  }

  /** {@code "kept"}, or what stands there instead of {@code value}. */
  String compare(ResultSet row, int column, DataType type, Object value) throws SQLException {
    if (row.getObject(column) == null) {
      return "NULL";
    }
    Object kept = read(row, column, value);
    return equal(kept, value, type) ? "kept" : String.valueOf(kept);
  }

  private static boolean equal(@Nullable Object kept, Object value, DataType type) {
    if (value instanceof BigDecimal decimal) {
      return kept instanceof BigDecimal found && decimal.compareTo(found) == 0;
    }
    if (type instanceof DataType.Json && kept != null) {
      return withoutSpaces(kept).equals(withoutSpaces(value));
    }
    return (value instanceof byte[] bytes ? Bytes.of(bytes) : value).equals(kept);
  }

  private static String withoutSpaces(Object document) {
    return document.toString().replace(" ", "");
  }

  private @Nullable Object read(ResultSet row, int column, Object like) throws SQLException {
    if (like instanceof String) {
      return row.getString(column);
    }
    if (like instanceof Boolean) {
      return row.getBoolean(column);
    }
    if (like instanceof Integer) {
      return row.getInt(column);
    }
    if (like instanceof Long) {
      return row.getLong(column);
    }
    if (like instanceof BigInteger) {
      return row.getBigDecimal(column).toBigIntegerExact();
    }
    if (like instanceof BigDecimal) {
      return row.getBigDecimal(column);
    }
    if (like instanceof Float) {
      return row.getFloat(column);
    }
    if (like instanceof Double) {
      return row.getDouble(column);
    }
    if (like instanceof UUID) {
      return row.getObject(column) instanceof byte[] bytes
          ? uuid(bytes)
          : UUID.fromString(row.getString(column));
    }
    if (like instanceof byte[] || like instanceof Bytes) {
      return Bytes.of(row.getBytes(column));
    }
    return readTime(row, column, like);
  }

  private @Nullable Object readTime(ResultSet row, int column, Object like) throws SQLException {
    if (like instanceof Instant) {
      return dialect.driver().instant(row, column);
    }
    if (like instanceof LocalDate) {
      return row.getObject(column, LocalDate.class);
    }
    return like instanceof LocalTime
        ? row.getObject(column, LocalTime.class)
        : row.getObject(column, LocalDateTime.class);
  }

  private static UUID uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
