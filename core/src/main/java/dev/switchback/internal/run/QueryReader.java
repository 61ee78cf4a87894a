package dev.switchback.internal.run;

import dev.switchback.RowConsumer;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Sender;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.internal.base.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a migration's queries, all at once or in parts. */
final class QueryReader {

  private final Connection connection;
  private final Dialect dialect;
  private final Sender sender;
  private final StatementFactory statements;

  /** The number of open queries whose rows are read in parts. */
  private int reading;

  QueryReader(Connection connection, Dialect dialect, Sender sender, StatementFactory statements) {
    this.connection = connection;
    this.dialect = dialect;
    this.statements = statements;
    this.sender = sender;
  }

  /** Returns whether rows are being read in parts. */
  boolean isReading() {
    return reading > 0;
  }

  /**
   * Refuses a call that the driver cannot send while it reads rows. The message is clearer than the
   * driver's.
   */
  void requireFree(String description) throws SQLException {
    if (reading > 0 && dialect.driver().isBusyReading(connection)) {
      throw new UnsupportedByDialectException(
          dialect.name(),
          description
              + " for a row of forEachRow, because its driver cannot send another statement while"
              + " it reads rows",
          "Nothing was sent. Keep the values that you need and call it after forEachRow, or read"
              + " the rows by query(…).");
    }
  }

  /**
   * Refuses a step outside the transaction while rows are read. Such a step commits, and PostgreSQL
   * then closes the open query.
   */
  void requireFreeOutside(Step step) {
    boolean commits =
        switch (step.mode()) {
          case NON_TRANSACTIONAL, COMMITTING, BATCHED -> true;
          case TRANSACTIONAL, IMPLICIT_COMMIT, OPAQUE -> false;
        };
    if (reading > 0 && commits) {
      throw new UnsupportedByDialectException(
          dialect.name(),
          step.description()
              + " for a row of forEachRow, because it runs outside the transaction. The run must"
              + " commit first, and the commit ends the reading of rows",
          "Nothing was sent. Call it after forEachRow.");
    }
  }

  /**
   * Executes a query and passes its rows to the consumer. A query without values is not prepared,
   * because a question mark may be an operator.
   */
  void read(SqlStatement query, RowConsumer consumer) throws SQLException {
    String sql = query.sql();
    if (query.values().isEmpty()) {
      try (Statement statement = statements.create()) {
        handOnOnly(statement, statement.execute(sql), consumer);
      }
      return;
    }
    try (Sent sent =
        sender.send(sql, query.values(), values -> Sent.of(statements.prepare(sql, values)))) {
      handOnOnly(sent.statement(), sent.hasRows(), consumer);
    }
  }

  /** A statement that the server has executed, and whether its first result has rows. */
  private record Sent(PreparedStatement statement, boolean hasRows) implements AutoCloseable {
    static Sent of(PreparedStatement statement) throws SQLException {
      try {
        return new Sent(statement, statement.execute());
      } catch (SQLException | RuntimeException e) {
        statement.close();
        throw e;
      }
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }

  /** Passes on the rows of the only result that has rows. A change without RETURNING has none. */
  private static void handOnOnly(Statement statement, boolean isFirst, RowConsumer consumer)
      throws SQLException {
    boolean hasRows = isFirst;
    while (!hasRows && statement.getUpdateCount() != -1) {
      hasRows = statement.getMoreResults();
    }
    if (!hasRows) {
      return;
    }
    try (ResultSet rows = statement.getResultSet()) {
      handOn(rows, consumer);
    }
    boolean isNext = statement.getMoreResults();
    while (isNext || statement.getUpdateCount() != -1) {
      if (isNext) {
        throw new IllegalArgumentException(
            "query – the statement returned several results with rows. Send each query by a"
                + " separate query(…)");
      }
      isNext = statement.getMoreResults();
    }
  }

  /** Passes the rows of a query to the consumer, and keeps as few of them as the driver can. */
  void readInParts(SqlStatement query, RowConsumer consumer) throws SQLException {
    reading++;
    try {
      readCounted(query.sql(), query.values(), consumer);
    } finally {
      reading--;
    }
  }

  private void readCounted(String sql, List<@Nullable Object> parameters, RowConsumer consumer)
      throws SQLException {
    if (!parameters.isEmpty()) {
      try (OpenQuery query =
          sender.send(
              sql, parameters, values -> open(sql, values, dialect.driver()::readInParts))) {
        handOn(query.rows(), consumer);
      }
      return;
    }
    try (Statement statement = statements.create()) { // a question mark may be an operator
      dialect.driver().readInParts(statement);
      try (ResultSet rows = statement.executeQuery(sql)) {
        handOn(rows, consumer);
      }
    }
  }

  /** A query that the server has executed, and its rows. */
  private record OpenQuery(PreparedStatement statement, ResultSet rows) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      try (statement;
          rows) {
        // both are closed
      }
    }
  }

  /** Configures a statement before it is executed. */
  private interface Preparation {
    void prepare(PreparedStatement statement) throws SQLException;
  }

  private OpenQuery open(String sql, List<@Nullable Object> values, Preparation preparation)
      throws SQLException {
    PreparedStatement statement = statements.prepare(sql, values);
    try {
      preparation.prepare(statement);
      return new OpenQuery(statement, statement.executeQuery());
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static void handOn(ResultSet rows, RowConsumer consumer) throws SQLException {
    ResultSet row = GuardedRow.of(rows);
    while (rows.next()) {
      consumer.accept(row);
    }
  }
}
