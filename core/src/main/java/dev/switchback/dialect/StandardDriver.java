package dev.switchback.dialect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Uses a JDBC driver as the JDBC specification describes it. */
public abstract class StandardDriver implements DriverAccess {

  /** Constructor for dialects. */
  protected StandardDriver() {}

  private static final int ROWS_IN_A_PART = 1_000;

  @Override
  public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  @Override
  public Sender sender(Connection connection) {
    return Sender.PLAIN;
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof BigInteger integer) {
      statement.setBigDecimal(index, new BigDecimal(integer));
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof Collection<?> || value instanceof Object[]) {
      bindArray(statement, index, new ArrayList<>(RawValues.elements(value)));
    } else {
      statement.setObject(index, value);
    }
  }

  /**
   * Rounds a time or a point in time half up to microseconds. Returns any other value unchanged.
   */
  protected static @Nullable Object inMicroseconds(@Nullable Object value) {
    return value == null ? null : Moments.rounded(value, 6);
  }

  /** Binds an array to a parameter. */
  protected void bindArray(PreparedStatement statement, int index, List<?> elements)
      throws SQLException {
    Object[] values = elements.toArray();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Instant instant) {
        values[i] = OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
      }
    }
    statement.setObject(index, values);
  }

  @Override
  public OptionalInt failedInBatch(Connection connection, BatchUpdateException error)
      throws SQLException {
    int[] counts = error.getUpdateCounts();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == Statement.EXECUTE_FAILED) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.of(counts.length);
  }

  @Override
  public void readInParts(Statement statement) throws SQLException {
    statement.setFetchSize(ROWS_IN_A_PART);
  }

  @Override
  public boolean isBusyReading(Connection connection) throws SQLException {
    return false;
  }

  @Override
  public Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
