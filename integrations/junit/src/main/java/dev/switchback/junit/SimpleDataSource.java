package dev.switchback.junit;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that only provides connections. */
@FunctionalInterface
interface SimpleDataSource extends DataSource {

  @Override
  default Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  default @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  default void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  default void setLoginTimeout(int seconds) {}

  @Override
  default int getLoginTimeout() {
    return 0;
  }

  @Override
  default Logger getParentLogger() {
    return Logger.getLogger(SimpleDataSource.class.getName());
  }

  @Override
  default <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("this data source wraps no " + type.getName());
  }

  @Override
  default boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
