package dev.switchback.internal.run;

import dev.switchback.dialect.DriverAccess;
import dev.switchback.dialect.Sender;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.internal.base.Log;
import dev.switchback.operation.DataOperation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the rendered statements of the steps of one migration to the driver. */
final class StatementExecution {

  private final Connection connection;
  private final DriverAccess driver;
  private final Sender sender;
  private final StatementFactory statements;
  private final MigrationProgress progress;

  StatementExecution(
      Connection connection,
      DriverAccess driver,
      Sender sender,
      StatementFactory statements,
      MigrationProgress progress) {
    this.connection = connection;
    this.driver = driver;
    this.sender = sender;
    this.statements = statements;
    this.progress = progress;
  }

  /** The execution of a statement that returns nothing. */
  @FunctionalInterface
  interface Execution {
    void execute(SqlStatement sql) throws SQLException;
  }

  /**
   * Executes the statements of a data operation. Remembers which row was refused.
   *
   * @return the numbers of the rows, if the operation returns them
   */
  List<Long> executeAll(DataOperation operation, List<SqlStatement> all, Execution execution)
      throws SQLException {
    return executeAll(operation, 0, all, execution);
  }

  /**
   * Executes the statements of a part of a data operation.
   *
   * @param before how many of its rows precede the part
   */
  List<Long> executeAll(
      DataOperation operation, long before, List<SqlStatement> all, Execution execution)
      throws SQLException {
    RefusedRow refused = new RefusedRow(connection, driver, operation, before, all);
    List<Long> numbers = new ArrayList<>();
    for (SqlStatement statement : all) {
      try {
        if (operation.returnsNumbers()) {
          numbers.add(numberOf(statement));
        } else {
          execution.execute(statement);
        }
      } catch (SQLException e) {
        progress.failInRow(refused.numberIn(statement, e));
        throw RefusedRow.causeOf(e);
      }
      refused.accept(statement);
    }
    return numbers;
  }

  /** Notes that a statement is about to be sent. Returns the time for {@link #end}. */
  long begin(SqlStatement sql) {
    progress.noteStatement(sql);
    return System.nanoTime();
  }

  /** Notes that a statement was executed. */
  void end(SqlStatement sql, long start) {
    progress.noteStatement(null);
    if (Log.LOG.isDebugEnabled()) {
      long micros = (System.nanoTime() - start) / 1000;
      int times = sql.batch().size();
      Log.LOG.debug(
          "{} ({}{} µs)", progress.shown(sql), times > 1 ? times + " times, " : "", micros);
    }
  }

  /** Executes a statement with its values, or with several rows of values at once. */
  void executePrepared(SqlStatement sql) throws SQLException {
    List<List<@Nullable Object>> batch = sql.batch();
    if (batch.size() == 1) {
      sender.send(sql.sql(), batch.get(0), values -> executeOnce(sql.sql(), values));
      return;
    }
    try (PreparedStatement statement = statements.prepare(sql.sql(), batch.get(0))) {
      statement.addBatch();
      for (List<@Nullable Object> parameters : batch.subList(1, batch.size())) {
        statements.bind(statement, parameters);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Executes a statement with many rows of values, by the fastest way that the driver has. */
  void executeRows(SqlStatement sql) throws SQLException {
    if (!driver.sendRows(connection, sql, statements.limit())) {
      executePrepared(sql);
    }
  }

  /** Executes a statement once, and returns the number of rows that it changed. */
  long change(SqlStatement sql) throws SQLException {
    return sender.send(
        sql.sql(),
        sql.values(),
        values -> {
          try (PreparedStatement statement = statements.prepare(sql.sql(), values)) {
            return (long) statement.executeUpdate();
          }
        });
  }

  private boolean executeOnce(String sql, List<@Nullable Object> values) throws SQLException {
    try (PreparedStatement statement = statements.prepare(sql, values)) {
      statement.execute();
      StatementFactory.readAllResults(statement);
      return true;
    }
  }

  /** Inserts one row, and returns the number that the database gave it. */
  private long numberOf(SqlStatement insert) throws SQLException {
    long start = begin(insert);
    long number =
        sender.send(insert.sql(), insert.values(), values -> numberOf(insert.sql(), values));
    end(insert, start);
    return number;
  }

  private long numberOf(String sql, List<@Nullable Object> values) throws SQLException {
    try (PreparedStatement statement = statements.prepareNumbered(sql, values);
        ResultSet numbers =
            statement.execute() ? statement.getResultSet() : statement.getGeneratedKeys()) {
      if (!numbers.next()) {
        throw new IllegalStateException(
            "the server returned no number for a row, perhaps because a trigger did not insert it."
                + " Insert such rows by bulkInsert(…)");
      }
      return numbers.getLong(1);
    }
  }
}
