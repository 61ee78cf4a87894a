package dev.switchback.mysql;

import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionSql;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.SqlWords;
import dev.switchback.dialect.SqlWords.Syntax;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a statement leaves in a session of MySQL or MariaDB. */
final class MySqlSession {

  /** Matches settings that are not the session's, or end with the next transaction. */
  private static final Pattern NOT_OF_SESSION =
      Pattern.compile("set (?:transaction|password|default role|global transaction|persist)\\b.*");

  /**
   * Matches a variable of all sessions. A variable after a comma is global too, unless it has
   * another scope.
   */
  private static final Pattern GLOBAL =
      Pattern.compile(
          "(?:global |persist |persist_only |@@global\\.|@@persist\\.|@@persist_only\\.).*");

  private static final Pattern STATEMENT = Pattern.compile("set statement .*? for (.*)");

  private static final Pattern TEMPORARY = Pattern.compile("create (?:or replace )?temporary\\b.*");

  private static final Pattern LOCKS =
      Pattern.compile(
          "lock (?:tables?|instance)\\b.*|flush\\b.*\\b(?:with read lock|for export)\\b.*");

  private static final Pattern NAMED_LOCK = Pattern.compile(".*\\bget_lock\\s*\\(.*");

  private static final Pattern PREPARED =
      Pattern.compile("prepare\\b.*|execute immediate\\b.*|handler\\b.* open\\b.*");

  private static final Pattern VARIABLE =
      Pattern.compile(
          ".*(?::=|\\binto @).*|call\\b.*@.*|get (?:current |stacked )?diagnostics\\b.*@.*"
              + "|execute\\b.*@.*");

  /**
   * Matches a setting for the next statement only. If the step is skipped, that may be a later
   * statement.
   */
  private static final Pattern FOR_NEXT =
      Pattern.compile("(?:@@)?(?:session\\.|local\\.|session |local )?(?:last_)?insert_id\\b.*");

  private static final Pattern READS_EARLIER =
      Pattern.compile(
          ".*(?:\\b(?:last_insert_id|row_count|found_rows|lastval|previous value for)\\b"
              + "|@@(?:\\w+\\.)?(?:identity|last_insert_id)\\b).*");

  /** Matches plain assignments of variables, and table locks. */
  private static final Pattern RESTORABLE =
      Pattern.compile(
          "(?:use |lock tables?\\b|set (?!role\\b|resource group\\b)(?!.*(?<!@)@(?!@))).*");

  /** Matches variables that change by themselves or with each statement. */
  private static final Pattern CHANGES_BY_ITSELF =
      Pattern.compile(
          "timestamp|rand_seed\\d|last_insert_id|identity|insert_id|pseudo_.*|warning_count"
              + "|error_count|.*gtid.*|in_transaction|statement_id|autocommit|proxy_user"
              + "|external_user|innodb_.*|performance_schema.*|.*_size_so_far|debug.*");

  /** ER_INCORRECT_GLOBAL_LOCAL_VAR, ER_GLOBAL_VARIABLE, ER_VARIABLE_IS_READONLY. */
  private static final Set<Integer> NOT_SETTABLE = Set.of(1238, 1229, 1621, 1193);

  private MySqlSession() {}

  /** Returns whether {@link #whole} removes every effect of a statement. */
  static boolean isRestorable(String sql) {
    return words(sql).stream()
        .filter(words -> effectOfOne(words).kind() != SessionEffect.Kind.NONE)
        .allMatch(words -> RESTORABLE.matcher(words).matches());
  }

  /** Remembers all session variables that {@code query} returns. */
  static SessionState whole(Connection connection, String query) throws SQLException {
    Map<String, String> before = variables(connection, query);
    return later -> {
      Map<String, String> now = variables(later, query);
      for (Map.Entry<String, String> each : before.entrySet()) {
        boolean isChanged = !each.getValue().equals(now.get(each.getKey()));
        if (isChanged && !CHANGES_BY_ITSELF.matcher(each.getKey()).matches()) {
          set(later, each.getKey(), each.getValue());
        }
      }
      execute(later, "SET SESSION timestamp = DEFAULT");
    };
  }

  /**
   * Returns the variables sorted by name. A character set also sets a collation, which is restored
   * after it.
   */
  static Map<String, String> variables(Connection connection, String query) throws SQLException {
    Map<String, String> variables = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(query); // Connector/J does not recognise MariaDB's form as a query
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          String value = rows.getString(2);
          variables.put(rows.getString(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
      }
    }
    return variables;
  }

  private static void set(Connection connection, String name, String value) throws SQLException {
    boolean isNull = value.isEmpty() && name.startsWith("character_set_"); // null is shown as ''
    boolean isNumber = value.matches("-?[\\d.]+");
    String set = "SET SESSION `" + name + "` = " + (isNull ? "NULL" : isNumber ? value : "?");
    try (PreparedStatement statement = connection.prepareStatement(set)) {
      if (!isNumber && !isNull) {
        statement.setString(1, value);
      }
      statement.execute();
    } catch (SQLException e) {
      if (!NOT_SETTABLE.contains(e.getErrorCode())) {
        throw e;
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> words(String sql) {
    return SqlWords.of(sql, Syntax.MYSQL);
  }

  static SessionEffect effectOf(String sql) {
    return SessionSql.of(words(sql), MySqlSession::effectOfOne);
  }

  /** Returns whether a statement reads what an earlier statement left in the session. */
  static boolean readsEarlier(String sql) {
    return words(sql).stream().anyMatch(words -> READS_EARLIER.matcher(words).matches());
  }

  /** Returns the first variable that a statement names and the session does not have. */
  static Optional<String> missingVariable(Connection connection, String sql) throws SQLException {
    return SessionSql.missingVariable(connection, words(sql));
  }

  private static SessionEffect effectOfOne(String words) {
    if (words.startsWith("set ")) {
      return effectOfSet(words);
    }
    if (words.startsWith("use ")) {
      return SessionEffect.REPEATED;
    }
    if (TEMPORARY.matcher(words).matches()) {
      return SessionEffect.lost("a temporary table");
    }
    if (LOCKS.matcher(words).matches() || NAMED_LOCK.matcher(words).matches()) {
      return SessionEffect.lost("a lock of the session");
    }
    if (PREPARED.matcher(words).matches()) {
      return SessionEffect.lost("a prepared statement");
    }
    if (VARIABLE.matcher(words).matches()) {
      boolean onlyReads = words.startsWith("select ") && !words.contains(" into outfile ");
      String what = "the value of a user variable";
      return onlyReads ? SessionEffect.lost(what) : SessionEffect.lostBesides(what);
    }
    return words.startsWith("begin not atomic") && words.contains("set ")
        ? SessionEffect.lostBesides("what its block set")
        : SessionEffect.NONE;
  }

  private static SessionEffect effectOfSet(String words) {
    Matcher forOne = STATEMENT.matcher(words);
    if (forOne.matches()) {
      return effectOfOne(forOne.group(1));
    }
    String what = words.substring("set ".length());
    boolean isOfAll =
        GLOBAL.matcher(what).matches() && !what.matches(".*,\\s*(?:@|session |local ).*");
    if (NOT_OF_SESSION.matcher(words).matches() || isOfAll) {
      return SessionEffect.NONE;
    }
    boolean isForNext = FOR_NEXT.matcher(what).matches();
    return SessionSql.isConstant(what) && !isForNext
        ? SessionEffect.REPEATED
        : SessionEffect.lost("a variable with a computed value");
  }
}
