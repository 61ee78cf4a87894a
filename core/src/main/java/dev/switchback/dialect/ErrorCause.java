package dev.switchback.dialect;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;

/** Why a server or a driver refused something, as far as the remedy depends on it. */
public enum ErrorCause {
  /** The statement itself, or a cause that is not known. */
  STATEMENT,
  /** A lock that another session holds was not released in time. */
  LOCK_TIMEOUT,
  /** A conflict with another session, which the server solved by a rollback of this transaction. */
  CONFLICT,
  /** The statement took too long, or was cancelled. */
  CANCELLED,
  /** The connection is lost, or the server is down or is going down. */
  CONNECTION,
  /** The driver closed the connection, because a statement changed a setting that it depends on. */
  DRIVER_SETTING,
  /** The server lacks disk space, memory, connections, or the user's share of them. */
  RESOURCE,
  /** The user lacks a privilege. */
  PERMISSION,
  /** The server, the database or the transaction takes no changes. */
  READ_ONLY;

  /** The cause by the SQLSTATE of the standard; without one, by the class of the exception. */
  public static ErrorCause of(SQLException error) {
    boolean hasState = error.getSQLState() != null && !error.getSQLState().isEmpty();
    if (!hasState && isOfConnection(error)) { // MariaDB's driver chooses it for what it cannot tell
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
