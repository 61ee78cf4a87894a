package dev.switchback.mysql;

import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionSql;
import dev.switchback.dialect.SqlWords;
import dev.switchback.dialect.SqlWords.Syntax;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement leaves in a session of MySQL or MariaDB. */
final class MySqlSession {

  /** What is not the session's, or is over with the next transaction. */
  private static final Pattern NOT_OF_SESSION =
      Pattern.compile("set (?:transaction|password|default role|global transaction|persist)\\b.*");

  /** A variable of all sessions. What follows a comma is one too if it does not say otherwise. */
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

  /** Of the next statement alone, which may be a later one when the step is skipped. */
  private static final Pattern FOR_NEXT =
      Pattern.compile("(?:@@)?(?:session\\.|local\\.|session |local )?(?:last_)?insert_id\\b.*");

  private static final Pattern READS_EARLIER =
      Pattern.compile(
          ".*(?:\\b(?:last_insert_id|row_count|found_rows|lastval|previous value for)\\b"
              + "|@@(?:\\w+\\.)?(?:identity|last_insert_id)\\b).*");

  private MySqlSession() {}

  private static List<String> words(String sql) {
    return SqlWords.of(sql, Syntax.MYSQL);
  }

  static SessionEffect effectOf(String sql) {
    return SessionSql.of(words(sql), MySqlSession::effectOfOne);
  }

  /** Whether it asks what an earlier statement of the session left. */
  static boolean readsEarlier(String sql) {
    return words(sql).stream().anyMatch(words -> READS_EARLIER.matcher(words).matches());
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
