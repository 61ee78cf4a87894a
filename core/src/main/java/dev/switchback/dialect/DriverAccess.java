package dev.switchback.dialect;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How statements are prepared, and values sent and read, through the JDBC drivers of one database.
 *
 * <p>Immutable and thread-safe.
 */
public interface DriverAccess {

  /**
   * Prepares a statement that reaches the server unchanged.
   *
   * @throws UnsupportedByDialectException if the driver would replace a part of it
   */
  PreparedStatement prepare(Connection connection, String sql) throws SQLException;

  /**
   * Prepares the insert of one row that the database numbers. The number is in the result of the
   * statement or, if it has none, in its generated keys.
   */
  default PreparedStatement prepareNumbered(Connection connection, String sql) throws SQLException {
    return prepare(connection, sql);
  }

  /**
   * Sends the rows of a statement in a way of the driver's own, such as {@code COPY}. Returns
   * false, and sends nothing, if the statement is to be executed as any other with a batch.
   *
   * @param timeout the limit of the statement in seconds, 0 for none
   */
  default boolean sendRows(Connection connection, SqlStatement rows, int timeout)
      throws SQLException {
    return false;
  }

  /** Returns the sender for the statements of one migration on {@code connection}. */
  Sender sender(Connection connection);

  /** Binds a Java value to a parameter of a statement. */
  void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException;

  /**
   * Binds a string to a parameter of a statement on a metadata table, independent of the session's
   * settings.
   */
  default void bindOwn(PreparedStatement statement, int index, String text) throws SQLException {
    statement.setString(index, text);
  }

  /**
   * Rejects values that the driver would convert wrongly, because it does not know what a raw
   * statement has set in the session. Called after such a statement, before the values are bound.
   *
   * @throws UnsupportedByDialectException if there is such a value
   */
  default void requireFit(Connection connection, List<? extends @Nullable Object> values)
      throws SQLException {}

  /**
   * Rejects rendered SQL that the server would parse differently because of what a raw statement
   * has set in the session. Called after such a statement, before the rendered SQL is sent.
   *
   * @throws UnsupportedByDialectException if it is such a statement
   */
  default void requireFit(Connection connection, SqlStatement rendered) throws SQLException {}

  /**
   * Returns the index, from 0, of the first statement of a batch that the server rejected, if the
   * driver reports it.
   */
  OptionalInt failedInBatch(Connection connection, BatchUpdateException error) throws SQLException;

  /**
   * Makes the driver fetch the rows of a query in parts, so that it does not keep all of them in
   * memory.
   */
  void readInParts(Statement statement) throws SQLException;

  /** Returns whether the driver can send nothing else while rows are being fetched in parts. */
  boolean isBusyReading(Connection connection) throws SQLException;

  /** Returns the point in time in a {@code timestamp()} column of a result. */
  Instant instant(ResultSet row, int column) throws SQLException;
}
