package dev.switchback.dialect;

import java.sql.SQLException;
import java.util.List;

/**
 * What the error codes of one database mean.
 *
 * <p>Immutable and thread-safe.
 */
public interface ServerErrors {

  /** Returns whether {@code error} reports that a table does not exist. */
  boolean isMissingTable(SQLException error);

  /**
   * Returns whether {@code error} reports a lock timeout after which the statement has no effect.
   */
  boolean isLockWait(SQLException error);

  /**
   * Returns why the server raised {@code error}. See {@link ErrorCause#of} for the standard
   * SQLSTATEs.
   */
  ErrorCause causeOf(SQLException error);

  /**
   * Returns whether {@code error} reports that the database can no longer write its files. After
   * that, a call of the driver may never return.
   */
  default boolean isStoreLost(SQLException error) {
    return false;
  }

  /**
   * Returns details of {@code error} that the server reports besides its message. They contain no
   * value of a row, and nothing that a trigger or a routine raised.
   */
  default List<String> details(SQLException error) {
    return List.of();
  }
}
