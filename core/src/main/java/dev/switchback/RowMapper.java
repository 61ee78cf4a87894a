package dev.switchback;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Turns the current row of a result into a value. It reads the row and does not move on. {@code
 * getStatement} and {@code unwrap} are refused.
 */
@FunctionalInterface
public interface RowMapper<T> {

  /** The value for the current row. */
  T map(ResultSet row) throws SQLException;
}
