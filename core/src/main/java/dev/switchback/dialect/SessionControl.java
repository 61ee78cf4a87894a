package dev.switchback.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The session of a connection: its settings, its schema and its transaction.
 *
 * <p>Immutable and thread-safe.
 */
public interface SessionControl {

  /**
   * Captures the session settings that migrations or {@link Dialect#forServer} may change: the
   * current schema, and settings that change the meaning of a statement.
   */
  SessionState sessionState(Connection connection) throws SQLException;

  /** Returns {@code query}, extended so that no session setting hides rows from its result. */
  default String allRowsOf(String query) {
    return query;
  }

  /**
   * Returns whether {@code connection} has an open transaction that changed data, or may have:
   * switching autocommit on would commit it. Where the server reports it, a transaction that only
   * read does not count. Sends no query if the driver knows that no transaction is open.
   */
  boolean hasOpenTransaction(Connection connection) throws SQLException;

  /**
   * Rolls back the open transaction.
   *
   * @return whether the server undid all of its changes; it cannot undo changes of tables that have
   *     no transactions
   */
  default boolean rollBack(Connection connection) throws SQLException {
    connection.rollback();
    return true;
  }

  /** Returns the schema that unqualified names resolve to on this connection, if there is one. */
  default Optional<String> currentSchema(Connection connection) throws SQLException {
    return Optional.ofNullable(connection.getSchema());
  }

  /**
   * Makes unqualified names resolve to {@code schema} on this connection. If the session has a
   * search path, the schema is put first and the rest is kept, because extensions may be there.
   */
  default void useSchema(Connection connection, String schema) throws SQLException {
    connection.setSchema(schema);
  }

  /**
   * Makes {@code schema} the current one for a short time.
   *
   * @return what restores the current schema, and no other setting. Empty if there is no such
   *     schema, or if this user may not use it
   */
  Optional<SessionState> enterSchema(Connection connection, String schema) throws SQLException;

  /**
   * Returns the name of the database that contains the schema, if the driver knows it without a
   * query. Empty where a schema is not a part of a database.
   */
  default Optional<String> databaseName(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /**
   * Captures all session settings that raw statements may change. Called before the first such
   * statement. On {@link Topology#TRANSACTION_POOLING} the run restores them in the same
   * transaction, before its commit.
   */
  SessionState wholeSession(Connection connection) throws SQLException;

  /**
   * Flushes committed data to the files, where the server acknowledges a commit before it has done
   * so. Does nothing elsewhere, and where the user lacks the privilege.
   */
  default void makeDurable(Connection connection) throws SQLException {}

  /**
   * Returns a sentence for each temporary copy of a table that an interrupted statement left in the
   * current schema.
   */
  default List<String> leftovers(Connection connection) throws SQLException {
    return List.of();
  }
}
