package dev.switchback;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Converts the current row of a result into a value. It reads the row, and does not move the
 * cursor. {@code getStatement} and {@code unwrap} are refused.
 */
@FunctionalInterface
public interface RowMapper<T> {

  /** Returns the value for the current row. */
  T map(ResultSet row) throws SQLException;
}
