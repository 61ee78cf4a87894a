package dev.switchback;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Processes the current row of a result; see {@link QueryInterface#forEachRow}. It reads the row,
 * and does not move the cursor. {@code getStatement} and {@code unwrap} are refused.
 */
@FunctionalInterface
public interface RowConsumer {

  /** Processes the current row. */
  void accept(ResultSet row) throws SQLException;
}
