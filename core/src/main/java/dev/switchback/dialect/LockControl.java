package dev.switchback.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The locks of one database: the advisory lock of a run, its holder, and waits for other locks.
 *
 * <p>Immutable and thread-safe.
 */
public interface LockControl {

  /** Returns how this server is reached. Known after {@link Dialect#forServer}. */
  default Topology topology() {
    return Topology.DIRECT;
  }

  /**
   * Tries to take the advisory lock for the session of {@code connection}, without waiting. The
   * server releases it when the session ends for any reason.
   *
   * @return whether the session holds the lock now
   */
  boolean tryLock(Connection connection, LockName name) throws SQLException;

  /** Releases a lock that {@link #tryLock} took on this connection. */
  void unlock(Connection connection, LockName name) throws SQLException;

  /** Returns a human-readable description of the session that holds the lock. */
  Optional<String> lockHolder(Connection connection, LockName name) throws SQLException;

  /**
   * Ends the session that holds the lock, because its process has stopped but its session still
   * holds the lock. Does nothing if no session holds it, or a session that is not named. Throws if
   * this user may not end the session. {@link #tryLock} shows when the lock is free.
   *
   * @param sessions the sessions that the holder's lease row names, see {@link #sessionId}. If the
   *     lock has just passed to another session, that session is not ended. If the list is empty,
   *     any holder is meant, as far as the server can identify it
   */
  void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException;

  /**
   * Rejects a database that the two connections of a run do not share, or that ends with them.
   *
   * @param second the connection of {@link Topology#SEPARATE_SESSION}
   * @throws UnsupportedByDialectException if it is such a database
   */
  default void requireShared(Connection second) throws SQLException {}

  /**
   * Finds the session that holds the lock where {@link #endLockHolder} cannot. Empty if the lock is
   * free, or if the server does not show the session to this user.
   *
   * @param waiting another connection, which requests the lock meanwhile and does not keep it
   */
  default Optional<String> findLockHolder(Connection connection, Connection waiting, LockName name)
      throws SQLException {
    return Optional.empty();
  }

  /** Returns the server's identifier of the session of {@code connection}. */
  String sessionId(Connection connection) throws SQLException;

  /**
   * Returns whether the server is executing a statement of {@code session}, see {@link #sessionId}.
   * Used on {@link Topology#MULTI_PRIMARY}, where a new connection may reach another server that
   * does not know the session.
   */
  default boolean isAtWork(Connection connection, String session) throws SQLException {
    throw topology().lacks("a check of other sessions");
  }

  /**
   * Limits idle time in a transaction. If nothing is sent for {@code longest}, the server ends the
   * transaction, so that a stopped process blocks no other session. Rounded up to whole seconds
   * where the server counts in seconds. For a {@link Topology} without a session lock, where no
   * other session could end the transaction. On {@link Topology#TRANSACTION_POOLING} the limit
   * applies to the open transaction.
   */
  default void limitPause(Connection connection, Duration longest) throws SQLException {
    throw topology().lacks("a limit of pauses");
  }

  /**
   * Sends the first statement of a transaction on {@link Topology#TRANSACTION_POOLING}. Locks the
   * gate and sets {@code schema} until the transaction ends, and limits idle time as {@link
   * #limitPause} does.
   *
   * @return whether the fencing token is still the highest
   */
  default boolean enterGate(
      Connection connection, Fence fence, String schema, Duration longestPause)
      throws SQLException {
    throw topology().lacks("a gate");
  }

  /**
   * Limits how long a statement of this session waits for a lock that another session holds.
   * Rounded up to whole seconds where the server counts in seconds.
   */
  void limitLockWait(Connection connection, Duration longest) throws SQLException;

  /**
   * Returns human-readable descriptions of the sessions that {@code waiting} waits for. Empty if
   * the server does not report them.
   *
   * @param waiting the session that waits, see {@link #sessionId}
   */
  List<String> blockers(Connection connection, String waiting) throws SQLException;

  /**
   * Returns the sessions that wait, or may wait, for a lock of {@code holder} while {@code holder}
   * is idle in its transaction. They have the same user and machine, and their statements began
   * after the holder's last one ended. Empty if another such session has long been executing
   * something else, because the caller may be waiting for that session.
   *
   * @param holder see {@link #sessionId}
   */
  default List<LockWaiter> waitersFor(Connection connection, String holder) throws SQLException {
    return List.of();
  }
}
