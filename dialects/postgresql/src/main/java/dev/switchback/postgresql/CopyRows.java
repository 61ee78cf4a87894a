package dev.switchback.postgresql;

import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Sends rows by {@code COPY … FROM STDIN}, in the text format of the server. In its CSV format,
 * versions before 18 read a line {@code \.} as the end of the rows, also within quotes.
 */
final class CopyRows {

  /** The last name before the columns is that of the table. */
  private static final Pattern TABLE =
      Pattern.compile("COPY (?:\"(?:[^\"]|\"\")*\"\\.)?\"((?:[^\"]|\"\")*)\" .*", Pattern.DOTALL);

  private static final Pattern PLACE = Pattern.compile("\\D+(\\d+).*", Pattern.DOTALL);

  private static final String BEGINNING = "COPY ";

  private CopyRows() {}

  static boolean isSentBy(String sql) {
    return sql.startsWith(BEGINNING);
  }

  /** The refusal of a row. */
  static final class Refused extends BatchUpdateException {
    private static final long serialVersionUID = 1;

    private final int place;

    Refused(SQLException cause, int place) {
      super(cause.getMessage(), cause.getSQLState(), new int[0], cause);
      setNextException(cause);
      this.place = place;
    }

    /** Returns the index of the refused row, if the server reported it. */
    OptionalInt place() {
      return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }
  }

  /**
   * @param timeout seconds, 0 for no limit
   */
  static void send(Connection connection, SqlStatement copy, int timeout) throws SQLException {
    if (!Pgjdbc.isDriverOf(connection)) {
      throw new UnsupportedByDialectException(
          PostgreSqlDialect.NAME,
          "copy rows over a driver that is not the one of PostgreSQL, pgjdbc",
          "None of the rows was sent. Insert them by bulkInsert(…), or use that driver.");
    }
    String limitBefore = timeout == 0 ? "" : limit(connection, timeout + "s");
    byte[] rows = text(copy.batch()).getBytes(StandardCharsets.UTF_8);
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(copy.sql(), new ByteArrayInputStream(rows));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    } catch (SQLException e) {
      throw new Refused(e, placeIn(e, copy.sql()));
    }
    if (timeout > 0) {
      limit(connection, limitBefore);
    }
  }

  /** Sets the time limit of the server for the transaction, and returns the one before. */
  private static String limit(Connection connection, String limit) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_catalog.current_setting('statement_timeout'),"
                + " pg_catalog.set_config('statement_timeout', ?, true)")) {
      statement.setString(1, limit);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** Finds the number of the row behind the name of the table, whatever the language is. */
  private static int placeIn(SQLException error, String sql) {
    ServerErrorMessage message =
        error instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
    String where = message == null ? null : message.getWhere();
    Matcher table = TABLE.matcher(sql);
    if (where == null || !table.matches()) {
      return -1;
    }
    String subject = BEGINNING + table.group(1).replace("\"\"", "\"");
    int at = where.indexOf(subject); // lines of a trigger may precede it
    if (at < 0) {
      return -1;
    }
    Matcher place = PLACE.matcher(where.substring(at + subject.length()));
    return place.matches() ? Integer.parseInt(place.group(1)) - 1 : -1;
  }

  /** Returns a line for each row (PostgreSQL manual, "COPY", "Text Format"). */
  private static String text(List<List<@Nullable Object>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<@Nullable Object> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        text.append(i == 0 ? "" : "\t");
        Object value = row.get(i);
        if (value == null) {
          text.append("\\N");
        } else {
          escape(inWords(value), text);
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void escape(String value, StringBuilder text) {
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      switch (next) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(next);
      }
    }
  }

  private static String inWords(Object value) {
    if (value instanceof PostgreSqlData.Untyped untyped) {
      return untyped.text();
    }
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value.toString(); // numbers, booleans, and moments in ISO 8601
  }
}
