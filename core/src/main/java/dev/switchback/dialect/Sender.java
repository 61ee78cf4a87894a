package dev.switchback.dialect;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the statements of one migration that have values in SQL of the user's own. A dialect may
 * change how such a value is bound, and send a statement again if the server could not find out the
 * type of a value.
 */
public interface Sender {

  /** Sends a statement as it is. */
  Sender PLAIN =
      new Sender() {
        @Override
        public <T> T send(String sql, List<@Nullable Object> values, Sending<T> sending)
            throws SQLException {
          return sending.send(values);
        }
      };

  /** Prepares a statement, binds the values, and has the server carry it out. */
  @FunctionalInterface
  interface Sending<T> {
    T send(List<@Nullable Object> values) throws SQLException;
  }

  /** What {@code sending} returns when the server has taken the statement. */
  <T> T send(String sql, List<@Nullable Object> values, Sending<T> sending) throws SQLException;
}
