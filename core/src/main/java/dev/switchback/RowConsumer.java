package dev.switchback;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Does something with the current row of a result; see {@link QueryInterface#forEachRow}. It reads
 * the row and does not move on. {@code getStatement} and {@code unwrap} are refused.
 */
@FunctionalInterface
public interface RowConsumer {

  /** Takes the current row. */
  void accept(ResultSet row) throws SQLException;
}
