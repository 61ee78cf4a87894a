package dev.switchback.internal.run;

import dev.switchback.dialect.DriverAccess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Creates the JDBC statements of a migration, with their time limit and their bound values. */
final class StatementFactory {

  private final Connection connection;
  private final DriverAccess driver;
  private final int timeout;
  private final BooleanSupplier isUnlimited;
  private final ValueCheck check;

  /** Checks values before they are bound. */
  interface ValueCheck {
    void require(List<@Nullable Object> values) throws SQLException;
  }

  /**
   * @param timeout seconds for each statement, 0 for no limit
   * @param isUnlimited returns whether the running step has no time limit
   */
  StatementFactory(
      Connection connection,
      DriverAccess driver,
      int timeout,
      BooleanSupplier isUnlimited,
      ValueCheck check) {
    this.connection = connection;
    this.driver = driver;
    this.timeout = timeout;
    this.isUnlimited = isUnlimited;
    this.check = check;
  }

  /** Creates a statement without values. Its question marks and braces are sent unchanged. */
  Statement create() throws SQLException {
    Statement statement = connection.createStatement();
    try {
      statement.setEscapeProcessing(false); // the body of a function may contain braces
      limit(statement);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  PreparedStatement prepare(String sql, List<@Nullable Object> values) throws SQLException {
    return bound(driver.prepare(connection, sql), values);
  }

  /** Prepares the insert of one row, whose number it returns. */
  PreparedStatement prepareNumbered(String sql, List<@Nullable Object> values) throws SQLException {
    return bound(driver.prepareNumbered(connection, sql), values);
  }

  private PreparedStatement bound(PreparedStatement statement, List<@Nullable Object> values)
      throws SQLException {
    try {
      limit(statement);
      bind(statement, values);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  void bind(PreparedStatement statement, List<@Nullable Object> values) throws SQLException {
    check.require(values);
    for (int i = 0; i < values.size(); i++) {
      driver.bind(statement, i + 1, values.get(i));
    }
  }

  /**
   * Reads all results. The error of a later statement in the same string appears only when its
   * result is requested.
   */
  static void readAllResults(Statement statement) throws SQLException {
    while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
      // the results are ignored
    }
  }

  void limit(Statement statement) throws SQLException {
    if (limit() > 0) {
      statement.setQueryTimeout(limit());
    }
  }

  /** Returns the seconds that a statement of the running step may take, 0 for no limit. */
  int limit() {
    return isUnlimited.getAsBoolean() ? 0 : timeout;
  }
}
