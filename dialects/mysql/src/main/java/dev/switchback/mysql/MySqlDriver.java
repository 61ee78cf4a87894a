package dev.switchback.mysql;

import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.StandardDriver;
import dev.switchback.dialect.UnsupportedByDialectException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Uses Connector/J, or the driver of MariaDB. */
final class MySqlDriver extends StandardDriver {

  /** The prefixes of the names of the drivers' classes. */
  static final List<String> PACKAGES = List.of("com.mysql.", "org.mariadb.");

  private final String database;

  /** The SQL mode of the session before the run. */
  private final String sqlMode;

  MySqlDriver(String database, String sqlMode) {
    this.database = database;
    this.sqlMode = sqlMode;
  }

  @Override
  public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    new DriverReading(database, connection).requireAsWritten(sql);
    return super.prepare(connection, sql);
  }

  /** MySQL has no {@code RETURNING}. The number of one row is right with every setting. */
  @Override
  public PreparedStatement prepareNumbered(Connection connection, String sql) throws SQLException {
    new DriverReading(database, connection).requireAsWritten(sql);
    return connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
  }

  private Backslashes backslashes() {
    return new Backslashes(database, sqlMode);
  }

  @Override
  public void requireFit(Connection connection, List<? extends @Nullable Object> values)
      throws SQLException {
    backslashes().require(connection, values);
  }

  @Override
  public void requireFit(Connection connection, SqlStatement rendered) throws SQLException {
    backslashes().require(connection, rendered.sql());
  }

  @Override
  public void bindOwn(PreparedStatement statement, int index, String text) throws SQLException {
    Backslashes.bind(statement, index, text);
  }

  /**
   * Binds a value. Seconds are rounded to microseconds first: MariaDB's driver truncates
   * nanoseconds, and Connector/J turns the last nanosecond of a day into 00:00.
   */
  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object given)
      throws SQLException {
    backslashes().requireFound(statement.getConnection(), given);
    Object value = inMicroseconds(given);
    if (value instanceof Instant instant) {
      statement.setObject(index, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof UUID uuid) {
      statement.setString(index, uuid.toString());
    } else if (value instanceof Double || value instanceof Float) {
      new FiniteNumbers(database).require(value.toString());
      super.bind(statement, index, value);
    } else {
      super.bind(statement, index, value);
    }
  }

  @Override
  public Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  @Override
  protected void bindArray(PreparedStatement statement, int index, List<?> elements) {
    throw listAsValue(database);
  }

  /** Refuses a list, which a driver would send as a serialized Java object. */
  static UnsupportedByDialectException listAsValue(String database) {
    return new UnsupportedByDialectException(
        database, "bind a list as a value", "Nothing was sent. Bind a JSON document, as a text.");
  }

  /**
   * Streams the rows one by one with Connector/J. It has no fetch size: it loads all rows or one at
   * a time.
   */
  @Override
  public void readInParts(Statement statement) throws SQLException {
    if (isConnectorJ(statement.getConnection())) {
      statement.setFetchSize(Integer.MIN_VALUE);
    } else {
      super.readInParts(statement);
    }
  }

  /**
   * Returns whether the driver cannot send while it streams rows. Connector/J cannot; MariaDB's
   * driver reads the remaining rows first.
   */
  @Override
  public boolean isBusyReading(Connection connection) throws SQLException {
    return isConnectorJ(connection);
  }

  static boolean isConnectorJ(Connection connection) throws SQLException {
    return connection.getMetaData().getDriverName().startsWith("MySQL");
  }
}
