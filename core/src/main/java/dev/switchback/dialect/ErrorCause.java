package dev.switchback.dialect;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;

/** Why a server or a driver raised an error, as far as the remedy depends on it. */
public enum ErrorCause {
  /** The statement itself, or an unknown cause. */
  STATEMENT,
  /** Another session did not release a lock in time. */
  LOCK_TIMEOUT,
  /**
   * A conflict with another session, which the server resolved by rolling back this transaction.
   */
  CONFLICT,
  /** The statement exceeded a time limit, or was cancelled. */
  CANCELLED,
  /** The connection is lost, or the server is down or shutting down. */
  CONNECTION,
  /** The driver closed the connection because a statement changed a setting that it depends on. */
  DRIVER_SETTING,
  /** The server lacks disk space, memory or connections, or the user has exhausted its quota. */
  RESOURCE,
  /** The user lacks a privilege. */
  PERMISSION,
  /** The server, the database or the transaction is read-only. */
  READ_ONLY;

  /**
   * Returns the cause for a standard SQLSTATE. Without an SQLSTATE, for the class of the exception.
   */
  public static ErrorCause of(SQLException error) {
    boolean hasState = error.getSQLState() != null && !error.getSQLState().isEmpty();
    if (!hasState && isOfConnection(error)) { // MariaDB's driver uses the type for unknown errors
      return CONNECTION;
    }
    String state = String.valueOf(error.getSQLState());
    if (state.equals("25006")) {
      return READ_ONLY;
    }
    if (state.equals("42501")) {
      return PERMISSION;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "08" -> CONNECTION;
      case "28" -> PERMISSION;
      case "40" -> CONFLICT;
      default -> error instanceof SQLTimeoutException ? CANCELLED : STATEMENT;
    };
  }

  private static boolean isOfConnection(SQLException error) {
    return error instanceof SQLTransientConnectionException
        || error instanceof SQLNonTransientConnectionException
        || error instanceof SQLRecoverableException;
  }
}
