package dev.switchback.dialect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Implements all parts in one class, until each dialect has a class for each part. */
public abstract class AllInOne extends StandardSql
    implements Dialect, RawSqlRules, DriverAccess, SessionControl, LockControl, ServerErrors {

  @Override
  protected String database() {
    return name();
  }

  @Override
  public SqlRendering rendering() {
    return this;
  }

  @Override
  public CatalogMapping mapping() {
    return this;
  }

  @Override
  public RawSqlRules rawSql() {
    return this;
  }

  @Override
  public DriverAccess driver() {
    return this;
  }

  @Override
  public SessionControl sessions() {
    return this;
  }

  @Override
  public LockControl locks() {
    return this;
  }

  @Override
  public ServerErrors errors() {
    return this;
  }

  /**
   * Rejects a server that is too old.
   *
   * @param found the server's version
   * @param least the lowest version that this dialect supports
   */
  protected final void refuseServer(boolean tooOld, String found, String least) {
    if (tooOld) {
      throw new UnsupportedByDialectException(
          name(),
          "migrate a server of version " + found,
          "Nothing was run. Use version " + least + " or a later one.");
    }
  }

  @Override
  public Dialect forVersion(String version) {
    return this;
  }

  /** Returns the number at the beginning of a version. Rejects a version without one. */
  protected static int majorOf(String version) {
    Matcher number = Pattern.compile("[0-9]{1,4}").matcher(version);
    if (!number.lookingAt()) {
      throw new IllegalArgumentException(
          "Version '" + version + "' – it begins with no number. Write 15, or 8.0.36");
    }
    return Integer.parseInt(number.group());
  }

  @Override
  public void requireFit(String sql) {
    mistakesIn(sql).refuse();
  }

  @Override
  public void requireValues(String sql, List<@Nullable Object> values) {
    RawValues.require(values, valuePackages());
    if (!values.isEmpty() || !hasQuestionMarkOperators()) {
      mistakesIn(sql).requireValues(values, hasQuestionMarkOperators());
    }
  }

  /** Returns prefixes of the names of the classes that only the driver can bind. */
  protected List<String> valuePackages() {
    return driverPackages();
  }

  /**
   * Returns whether a question mark may be an operator. Beside bound values, such an operator is
   * written as two question marks.
   */
  protected boolean hasQuestionMarkOperators() {
    return false;
  }

  /** Returns a hint that names an invisible character that the server cannot parse. */
  @Override
  public Optional<String> hint(SQLException error, String sql) {
    boolean isUnread = String.valueOf(error.getSQLState()).startsWith("42");
    return isUnread ? mistakesIn(sql).ofOddBlanks() : Optional.empty();
  }

  /** Returns a hint for a server that accepts one statement at a time. */
  protected final Optional<String> hintOfSeveral(String sql) {
    return mistakesIn(sql).ofSeveral();
  }

  private RawSqlMistakes mistakesIn(String sql) {
    return new RawSqlMistakes(sql, name(), syntax());
  }

  private static final int ROWS_IN_A_PART = 1_000;

  @Override
  public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  @Override
  public Sender sender(Connection connection) {
    return Sender.PLAIN;
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof BigInteger integer) {
      statement.setBigDecimal(index, new BigDecimal(integer));
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof Collection<?> || value instanceof Object[]) {
      bindArray(statement, index, new ArrayList<>(RawValues.elements(value)));
    } else {
      statement.setObject(index, value);
    }
  }

  /**
   * Rounds a time or a point in time half up to microseconds. Returns any other value unchanged.
   */
  protected static @Nullable Object inMicroseconds(@Nullable Object value) {
    return value == null ? null : Moments.rounded(value, 6);
  }

  /** Binds an array to a parameter. */
  protected void bindArray(PreparedStatement statement, int index, List<?> elements)
      throws SQLException {
    Object[] values = elements.toArray();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Instant instant) {
        values[i] = OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
      }
    }
    statement.setObject(index, values);
  }

  @Override
  public OptionalInt failedInBatch(Connection connection, BatchUpdateException error)
      throws SQLException {
    int[] counts = error.getUpdateCounts();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == Statement.EXECUTE_FAILED) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.of(counts.length);
  }

  @Override
  public void readInParts(Statement statement) throws SQLException {
    statement.setFetchSize(ROWS_IN_A_PART);
  }

  @Override
  public boolean isBusyReading(Connection connection) throws SQLException {
    return false;
  }

  @Override
  public Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
