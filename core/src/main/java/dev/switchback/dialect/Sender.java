package dev.switchback.dialect;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the statements of one migration in which raw SQL has values. A dialect may change how such
 * a value is bound, and send a statement again if the server could not determine the type of a
 * value.
 */
public interface Sender {

  /** Sends a statement unchanged. */
  Sender PLAIN =
      new Sender() {
        @Override
        public <T> T send(String sql, List<@Nullable Object> values, Sending<T> sending)
            throws SQLException {
          return sending.send(values);
        }
      };

  /** Prepares a statement, binds the values, and executes it. */
  @FunctionalInterface
  interface Sending<T> {
    T send(List<@Nullable Object> values) throws SQLException;
  }

  /** Returns the result of {@code sending} once the server has accepted the statement. */
  <T> T send(String sql, List<@Nullable Object> values, Sending<T> sending) throws SQLException;
}
