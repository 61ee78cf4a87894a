package dev.switchback.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Classifies statements by their effect on the session, as far as all databases agree. */
public final class SessionSql {

  /** Functions that return the same result for the same values and settings. */
  private static final Set<String> CONSTANT =
      Set.of(
          "concat",
          "concat_ws",
          "replace",
          "upper",
          "lower",
          "trim",
          "ltrim",
          "rtrim",
          "coalesce",
          "ifnull",
          "nullif",
          "if",
          "left",
          "right",
          "substring",
          "substr",
          "length",
          "char_length",
          "abs",
          "cast",
          "convert",
          "repeat",
          "lpad",
          "rpad",
          "greatest",
          "least",
          "round",
          "floor",
          "ceil",
          "ceiling",
          "mod",
          "quote",
          "hex",
          "unhex",
          "char",
          "decimal",
          "binary",
          "varchar",
          "date",
          "timestamp",
          "time",
          "in",
          "regexp_replace",
          "find_in_set",
          "interval",
          "values",
          "json_object",
          "json_array",
          "nvl",
          "database",
          "schema",
          "version",
          "current_schema");

  private static final Pattern FUNCTION = Pattern.compile("(\\w+)\\s*\\(");

  /**
   * Expressions whose value changes each time, or that read what other sessions may have changed.
   */
  private static final Pattern CHANGING =
      Pattern.compile(
          "\\bselect\\b|\\bnext value\\b|:=|\\bcurrent_(?:date|time|timestamp)\\b"
              + "|\\blocaltime(?:stamp)?\\b|\\bsysdate\\b|@@(?:\\w+\\.)?(?:last_insert_id|identity"
              + "|timestamp|rand_seed\\d|insert_id|warning_count|error_count|found_rows)\\b");

  /**
   * Statements that define a routine. Its body has statements that run when the routine is called.
   */
  private static final Pattern ROUTINE =
      Pattern.compile(
          "(?:create|alter)\\b[^;]*?\\b(?:procedure|function|trigger|event|package|rule)\\b.*");

  /**
   * A user variable. Matches neither a server variable, {@code @@name}, nor the host of a user,
   * {@code 'joe'@'%'}.
   */
  private static final Pattern VARIABLE = Pattern.compile("(?<![@\\w'\"`])@[\\w$.]+");

  private SessionSql() {}

  /**
   * Returns the first variable, written {@code @name}, that the statements name and that is not
   * set.
   */
  public static Optional<String> missingVariable(Connection connection, List<String> statements)
      throws SQLException {
    if (isRoutine(statements)) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    for (String words : statements) {
      VARIABLE.matcher(words).results().forEach(found -> names.add(found.group()));
    }
    for (String name : names) {
      if (isNull(connection, name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static boolean isNull(Connection connection, String variable) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + variable)) {
      return row.next() && row.getObject(1) == null;
    }
  }

  private static boolean isRoutine(List<String> statements) {
    return !statements.isEmpty() && ROUTINE.matcher(statements.get(0)).matches();
  }

  /** Returns whether {@code words} always evaluate to the same value. */
  public static boolean isConstant(String words) {
    if (CHANGING.matcher(words).find()) {
      return false;
    }
    Matcher function = FUNCTION.matcher(words);
    while (function.find()) {
      if (!CONSTANT.contains(function.group(1))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the combined effect of the statements, where {@code each} returns the effect of one.
   */
  public static SessionEffect of(List<String> statements, Function<String, SessionEffect> each) {
    if (statements.isEmpty() || isRoutine(statements)) {
      return SessionEffect.NONE;
    }
    SessionEffect all = each.apply(statements.get(0));
    for (String statement : statements.subList(1, statements.size())) {
      all = all.and(each.apply(statement));
    }
    return all;
  }
}
