package dev.switchback.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/** The captured settings of a session, which can be restored. */
@FunctionalInterface
public interface SessionState {

  /** Restores the captured settings. */
  void restore(Connection connection) throws SQLException;
}
