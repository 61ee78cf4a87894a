package dev.switchback.postgresql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Reads the details of an error beside its message, and suggests fixes. */
final class PostgreSqlErrors {

  /**
   * The SQLSTATE classes whose details name objects, and never values of a row: dependent objects,
   * syntax and access rules, states of objects, features, cardinality, resources.
   */
  private static final Pattern WITHOUT_VALUES = Pattern.compile("(?:0A|21|2B|42|53|55).{3}");

  /** The longest detail in characters. The server may list a hundred lines of dependent objects. */
  private static final int LONGEST = 1_000;

  private PostgreSqlErrors() {}

  /** Returns DETAIL and HINT, unless they may contain a value or a text raised by a routine. */
  static List<String> details(SQLException error) {
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

  static Optional<String> hint(SQLException error, String sql) {
    return switch (String.valueOf(error.getSQLState())) {
      case "42804" ->
          isChangeOfType(sql)
              ? Optional.of(
                  "Say how the old values become new ones: in changeColumn, c ->"
                      + " c.to(…).using(\"…\"); in SQL, USING.")
              : Optional.empty();
      case "55P04" ->
          Optional.of(
              "Add the value by addEnumValue(…) or by an execute(…) of its own, or use it in a"
                  + " later migration.");
      case "3D000" -> Optional.of("Create the database, or name another in the URL.");
      case "2D000" ->
          Optional.of(
              "A procedure or a block that ends the transaction cannot be called in a migration."
                  + " Take COMMIT and ROLLBACK out of it, or call it outside of migrations.");
      default -> Optional.empty();
    };
  }

  private static boolean isChangeOfType(String sql) {
    return Pattern.compile("(?is)\\s*ALTER\\s+TABLE\\b.*\\bTYPE\\b.*").matcher(sql).matches();
  }
}
