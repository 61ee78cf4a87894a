package dev.switchback.postgresql;

import dev.switchback.dialect.Sender;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.StandardDriver;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/** Sends statements and values through pgjdbc. */
final class PostgreSqlDriver extends StandardDriver {

  /** Binds the array without a type, like a literal. The server infers the type of the array. */
  @Override
  protected void bindArray(PreparedStatement statement, int index, List<?> elements)
      throws SQLException {
    statement.setObject(index, ArrayText.of(elements), Types.OTHER);
  }

  @Override
  public Sender sender(Connection connection) {
    return new UntypedTexts(connection);
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof PostgreSqlData.Untyped untyped) {
      statement.setObject(index, untyped.text(), Types.OTHER);
    } else {
      super.bind(statement, index, inMicroseconds(value));
    }
  }

  @Override
  public boolean sendRows(Connection connection, SqlStatement rows, int timeout)
      throws SQLException {
    if (!CopyRows.isSentBy(rows.sql())) {
      return false;
    }
    CopyRows.send(connection, rows, timeout);
    return true;
  }

  /**
   * Reads the number of the failed row from the message, because the driver's update counts mark
   * all rows as failed. Empty if the driver rewrites several inserts into one, because it then
   * counts the rewritten statements.
   */
  @Override
  public OptionalInt failedInBatch(Connection connection, BatchUpdateException error)
      throws SQLException {
    if (error instanceof CopyRows.Refused refused) {
      return refused.place();
    }
    boolean isOneByOne =
        connection.isWrapperFor(BaseConnection.class)
            && !connection
                .unwrap(BaseConnection.class)
                .getQueryExecutor()
                .isReWriteBatchedInsertsEnabled();
    Pattern placeAndSql = Pattern.compile("^[^\\d\"]*(\\d[^\\sA-Z]*) INSERT INTO \"");
    Matcher place = placeAndSql.matcher(String.valueOf(error.getMessage()));
    return isOneByOne && place.find()
        ? OptionalInt.of(Integer.parseInt(place.group(1).replaceAll("\\D", "")))
        : OptionalInt.empty();
  }
}
