package dev.switchback.postgresql;

import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.ServerErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Classifies the errors of PostgreSQL, and reads the details that they have beside the message. */
final class PostgreSqlErrors implements ServerErrors {

  /**
   * The SQLSTATE classes whose details name objects, and never values of a row: dependent objects,
   * syntax and access rules, states of objects, features, cardinality, resources.
   */
  private static final Pattern WITHOUT_VALUES = Pattern.compile("(?:0A|21|2B|42|53|55).{3}");

  /** The longest detail in characters. The server may list a hundred lines of dependent objects. */
  private static final int LONGEST = 1_000;

  @Override
  public boolean isMissingTable(SQLException error) {
    return "42P01".equals(error.getSQLState());
  }

  /** Returns whether the error is lock_not_available. */
  @Override
  public boolean isLockWait(SQLException error) {
    return "55P03".equals(error.getSQLState());
  }

  /** Classifies an error by the SQLSTATE classes that PostgreSQL adds to the standard. */
  @Override
  public ErrorCause causeOf(SQLException error) {
    String state = String.valueOf(error.getSQLState());
    return switch (state) {
      case "55P03" -> ErrorCause.LOCK_TIMEOUT;
      case "57014" -> ErrorCause.CANCELLED;
      case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04" -> ErrorCause.CONNECTION;
      case "08006" ->
          DriverSettings.isCauseOf(error) ? ErrorCause.DRIVER_SETTING : ErrorCause.CONNECTION;
      default ->
          state.startsWith("53") || state.startsWith("58")
              ? ErrorCause.RESOURCE
              : ErrorCause.of(error);
    };
  }

  /** Returns DETAIL and HINT, unless they may contain a value or a text raised by a routine. */
  @Override
  public List<String> details(SQLException error) {
    ServerErrorMessage said =
        error instanceof PSQLException own ? own.getServerErrorMessage() : null;
    if (said == null
        || !WITHOUT_VALUES.matcher(String.valueOf(said.getSQLState())).matches()
        || isOfRoutine(said)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    if (said.getDetail() != null) {
      lines.add("Detail: " + inOneLine(said.getDetail()));
    }
    if (said.getHint() != null) {
      lines.add("Hint of the server: " + inOneLine(said.getHint()));
    }
    return lines;
  }

  /** Returns whether a routine raised the error. A routine may raise any SQLSTATE with any text. */
  private static boolean isOfRoutine(ServerErrorMessage said) {
    return said.getWhere() != null || "exec_stmt_raise".equals(said.getRoutine());
  }

  private static String inOneLine(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", "; ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
