package dev.switchback.internal.run;

import dev.switchback.dialect.DriverAccess;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.operation.DataOperation;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds the row of a data operation that the server refused, if each row has a place in a batch.
 */
final class RefusedRow {

  private final Connection connection;
  private final DriverAccess driver;
  private final boolean hasPlaces;

  /** The number of rows that the server has accepted. */
  private long accepted;

  /**
   * @param before the number of rows that precede those of {@code operation}
   */
  RefusedRow(
      Connection connection,
      DriverAccess driver,
      DataOperation operation,
      long before,
      List<SqlStatement> statements) {
    this.connection = connection;
    this.driver = driver;
    accepted = before;
    int places = statements.stream().mapToInt(statement -> statement.batch().size()).sum();
    hasPlaces = before + operation.rowCount() > 1 && places == operation.rowCount();
  }

  void accept(SqlStatement statement) {
    accepted += statement.batch().size();
  }

  /** Returns the number of the refused row, counted from 1; 0 if it is not known. */
  long numberIn(SqlStatement statement, SQLException error) {
    int place =
        error instanceof BatchUpdateException batch
            ? placeIn(batch)
            : statement.batch().size() == 1 ? 0 : -1;
    return hasPlaces && place >= 0 ? accepted + place + 1 : 0;
  }

  private int placeIn(BatchUpdateException error) {
    try {
      return driver.failedInBatch(connection, error).orElse(-1);
    } catch (SQLException e) {
      return -1; // only for the message; the original error matters more
    }
  }

  /** Returns the server's own error. The driver's message about a batch contains the values. */
  static SQLException causeOf(SQLException error) {
    if (!(error instanceof BatchUpdateException)) {
      return error;
    }
    if (error.getNextException() != null) {
      return error.getNextException();
    }
    return error.getCause() instanceof SQLException cause ? cause : error;
  }
}
