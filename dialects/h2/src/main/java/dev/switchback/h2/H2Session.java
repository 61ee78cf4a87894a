package dev.switchback.h2;

import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionSql;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.SqlWords;
import dev.switchback.dialect.SqlWords.Syntax;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what a statement leaves in a session of H2. */
final class H2Session {

  /** Matches settings of a user. */
  private static final Pattern NOT_OF_SESSION = Pattern.compile("set (?:password|salt)\\b.*");

  /**
   * Matches temporary tables. A global temporary table belongs to the database, and stays until the
   * database is closed.
   */
  private static final Pattern TEMPORARY =
      Pattern.compile("(?:create|declare)\\b(?: \\w+){0,3}? temp(?:orary)? .*");

  private static final Pattern VARIABLE = Pattern.compile(".*(?:@\\S+\\s*:=|\\bset\\s*\\(\\s*@).*");

  private static final Pattern READS_EARLIER =
      Pattern.compile(
          ".*\\b(?:last_insert_id|identity\\s*\\(|scope_identity|lastval|currval"
              + "|current value for)\\b?.*");

  private static final String TABLE = "TABLE ";

  private H2Session() {}

  /** Remembers variables, local temporary tables, the search path and the time zone. */
  static SessionState whole(Connection connection) throws SQLException {
    Map<String, String> before = state(connection);
    return later -> {
      for (String key : state(later).keySet()) {
        if (!before.containsKey(key)) {
          forget(later, key);
        }
      }
      Map<String, String> now = state(later);
      for (Map.Entry<String, String> each : before.entrySet()) {
        if (!each.getValue().equals(now.get(each.getKey()))) {
          execute(later, each.getValue());
        }
      }
    };
  }

  /**
   * Returns the statements that restore the state of a session, by the part of the state that each
   * one sets.
   */
  private static Map<String, String> state(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT STATE_KEY, STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE")) {
      Map<String, String> state = new LinkedHashMap<>();
      while (rows.next()) {
        state.put(rows.getString(1), rows.getString(2));
      }
      return state;
    }
  }

  private static void forget(Connection connection, String key) throws SQLException {
    if (key.startsWith("@")) {
      execute(connection, "SET @\"" + key.substring(1).replace("\"", "\"\"") + "\" NULL");
    } else if (key.startsWith(TABLE)) {
      String name = key.substring(TABLE.length()).replace("\"", "\"\"");
      execute(connection, "DROP TABLE IF EXISTS \"" + name + "\"");
    } else if (key.equals("TIME ZONE")) {
      execute(connection, "SET TIME ZONE LOCAL");
    } else if (key.equals("SCHEMA_SEARCH_PATH")) {
      execute(connection, "SET SCHEMA_SEARCH_PATH \"PUBLIC\"");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> words(String sql) {
    return SqlWords.of(sql, Syntax.DOLLAR_QUOTES);
  }

  static SessionEffect effectOf(String sql) {
    return SessionSql.of(words(sql), H2Session::effectOfOne);
  }

  /** Returns whether a statement reads what an earlier statement left in the session. */
  static boolean readsEarlier(String sql) {
    return words(sql).stream()
        .filter(words -> !words.startsWith("create ") && !words.startsWith("alter "))
        .anyMatch(words -> READS_EARLIER.matcher(words).matches());
  }

  /** Returns the first variable that a statement names and the session does not have. */
  static Optional<String> missingVariable(Connection connection, String sql) throws SQLException {
    return SessionSql.missingVariable(connection, words(sql));
  }

  private static SessionEffect effectOfOne(String words) {
    if (NOT_OF_SESSION.matcher(words).matches()) {
      return SessionEffect.NONE;
    }
    if (words.startsWith("set ")) {
      return SessionSql.isConstant(words.substring("set ".length()))
          ? SessionEffect.REPEATED
          : SessionEffect.lost("a variable with a computed value");
    }
    if (words.startsWith("use ")) {
      return SessionEffect.REPEATED;
    }
    if (TEMPORARY.matcher(words).matches()) {
      return SessionEffect.lostBesides("a temporary table");
    }
    if (VARIABLE.matcher(words).matches()) {
      return SessionEffect.lostBesides("the value of a variable");
    }
    return words.startsWith("execute immediate")
        ? SessionEffect.lostBesides("what EXECUTE IMMEDIATE set")
        : SessionEffect.NONE;
  }
}
