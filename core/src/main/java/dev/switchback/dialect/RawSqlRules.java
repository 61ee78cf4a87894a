package dev.switchback.dialect;

import dev.switchback.operation.ExecuteSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What raw SQL means to one database: its syntax, its mistakes, and what it leaves in the session.
 *
 * <p>Immutable and thread-safe.
 */
public interface RawSqlRules {

  /** Returns the lexical rules of this database's SQL, for reading raw SQL. */
  SqlSyntax syntax();

  /** Returns what the files of SQL of this database contain, beside {@link #syntax}. */
  default Set<SqlScript.Feature> script() {
    return Set.of();
  }

  /**
   * Drops what an interrupted raw statement left, if it prevents the statement from being sent
   * again. Called outside a transaction, see {@link Probe.Result#LEFT_UNFINISHED}.
   */
  default void dropUnfinished(Connection connection, ExecuteSql statement) throws SQLException {
    throw new UnsupportedOperationException(statement.describe() + " leaves nothing unfinished");
  }

  /**
   * Removes what an interrupted raw statement left beside its object, before the statement is sent
   * again. Called in the transaction mode of the statement.
   */
  default void beforeRepeating(Connection connection, ExecuteSql statement) throws SQLException {}

  /**
   * Returns what the raw statements {@code sql} leave in the session. The effect of routines that
   * they call is unknown.
   */
  SessionEffect sessionEffect(String sql);

  /**
   * Returns whether {@link SessionControl#wholeSession} restores all that {@code sql} changes in
   * the session. If not, the connection must not be used again by others.
   */
  boolean isRestorable(String sql);

  /**
   * Rejects raw SQL that would leave a trace in a pooled session of other clients on this topology.
   *
   * @throws UnsupportedByDialectException if it is such a statement
   */
  default void requireFit(String sql) {}

  /**
   * Rejects a value that cannot be a parameter, such as a map, and raw SQL whose number of question
   * marks differs from the number of values.
   *
   * @throws IllegalArgumentException if there is such a value, or if the numbers certainly differ
   */
  default void requireValues(String sql, List<@Nullable Object> values) {}

  /**
   * Returns raw SQL and its values as the driver receives them. Values by name are bound to
   * question marks, see {@link dev.switchback.schema.Params}.
   *
   * @throws IllegalArgumentException if the values do not fit, see {@link #requireValues}
   */
  default SqlStatement bound(String sql, List<@Nullable Object> values) {
    requireValues(sql, values);
    return SqlStatement.of(sql, values);
  }

  /**
   * Returns whether {@code sql} reads what an earlier statement left in the session, such as the
   * last generated number.
   */
  boolean readsSession(String sql);

  /**
   * Returns the first variable, such as {@code @more}, that {@code sql} names and the session does
   * not have.
   */
  default Optional<String> missingVariable(Connection connection, String sql) throws SQLException {
    return Optional.empty();
  }

  /**
   * Returns a sentence that says what to write instead of a statement that the server rejected.
   *
   * @param sql the statement, or an empty string if it is not known
   */
  default Optional<String> hint(SQLException error, String sql) {
    return Optional.empty();
  }
}
