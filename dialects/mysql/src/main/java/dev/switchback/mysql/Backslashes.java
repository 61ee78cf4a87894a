package dev.switchback.mysql;

import dev.switchback.dialect.UnsupportedByDialectException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Protects texts with backslashes under {@code NO_BACKSLASH_ESCAPES}. Connector/J writes values
 * into the statement itself, with a backslash before some characters. It reads {@code sql_mode}
 * only when it connects. If SQL sets the mode later, the server keeps the backslashes. Bytes are
 * safe, because they are sent in hexadecimal digits.
 */
final class Backslashes {

  private static final String MODE = "NO_BACKSLASH_ESCAPES";

  /** Matches the characters that Connector/J escapes with a backslash. */
  private static final Pattern ESCAPED = Pattern.compile("[\\\\\n\r\\x00\\x1a]");

  private final String dialect;

  /** Whether rendered SQL is for a session with the mode. */
  private final boolean isExpected;

  Backslashes(String dialect, String sqlMode) {
    this.dialect = dialect;
    this.isExpected = isIn(sqlMode);
  }

  private static boolean isIn(String sqlMode) {
    return sqlMode.contains(MODE);
  }

  private static boolean isEscaped(@Nullable Object value) {
    return (value instanceof String || value instanceof Character)
        && ESCAPED.matcher(value.toString()).find();
  }

  /** Binds a text for a utf8mb4 column; as bytes if the driver might add a backslash to it. */
  static void bind(PreparedStatement statement, int index, String text) throws SQLException {
    if (isEscaped(text)) {
      statement.setBytes(index, text.getBytes(StandardCharsets.UTF_8));
    } else {
      statement.setString(index, text);
    }
  }

  /**
   * Refuses to bind a value that the driver would change. Applies to a session that had the mode
   * before the run, set by SQL or by its URL.
   */
  void requireFound(Connection connection, @Nullable Object value) throws SQLException {
    if (isExpected && isEscaped(value)) {
      requireBound(connection);
    }
  }

  void require(Connection connection, List<? extends @Nullable Object> values) throws SQLException {
    if (!isExpected && values.stream().anyMatch(Backslashes::isEscaped)) {
      requireBound(connection);
    }
  }

  /** Checks on the server that the driver sends a backslash unchanged. */
  private void requireBound(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT HEX(?)")) {
      statement.setString(1, "\\");
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (!row.getString(1).equals("5C")) {
          throw new UnsupportedByDialectException(
              dialect,
              "bind a text with a backslash, a line break or a NUL, because SQL has set %s in sql_mode, and the driver does not know that: it would send a different text"
                  .formatted(MODE),
              "Nothing was sent. Set it in the URL, by sessionVariables=sql_mode='…', or write"
                  + " useServerPrepStmts=true into the URL.");
        }
      }
    }
  }

  /** Refuses rendered SQL with a backslash if a statement has changed how the server reads it. */
  void require(Connection connection, String rendered) throws SQLException {
    if (rendered.indexOf('\\') < 0) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@sql_mode")) {
      row.next();
      if (isIn(row.getString(1)) != isExpected) {
        throw new UnsupportedByDialectException(
            dialect,
            "write a text with a backslash, because a statement of the migration has changed %s in sql_mode"
                .formatted(MODE),
            "Nothing was sent. Set sql_mode back before this step, or put the step into a separate"
                + " migration.");
      }
    }
  }
}
