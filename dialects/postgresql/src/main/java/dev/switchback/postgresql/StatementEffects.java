package dev.switchback.postgresql;

import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionSql;
import dev.switchback.dialect.SqlWords;
import dev.switchback.dialect.SqlWords.Syntax;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds what a statement leaves in a session of PostgreSQL. */
final class StatementEffects {

  /** Matches settings that end with the transaction. */
  private static final Pattern OVER = Pattern.compile("set (?:local|transaction|constraints)\\b.*");

  private static final Pattern SETTING =
      Pattern.compile("(?:set|reset|discard|unlisten|load)\\b.*");

  private static final Pattern CONFIG = Pattern.compile(".*\\bset_config\\s*\\(.*");

  /**
   * Matches calls with only constants, for the transaction ({@code true}) or the session ({@code
   * false}).
   */
  private static final String CONSTANT_CONFIG =
      "(?:pg_catalog\\.)?set_config\\s*\\(\\s*''\\s*,\\s*''\\s*,\\s*%s\\s*\\)(?: as \\w+| \\w+)?";

  private static final Pattern LOCAL_CONFIG = selectOf(CONSTANT_CONFIG.formatted("true"));

  private static final Pattern SESSION_CONFIG = selectOf(CONSTANT_CONFIG.formatted("false"));

  private static final Pattern TEMPORARY =
      Pattern.compile(
          "create (?:or replace )?(?:local |global )?temp(?:orary)? .*|create\\b.* pg_temp\\..*"
              + "|select\\b.* into (?:local |global )?temp(?:orary)? .*");

  private static final Pattern LOCK =
      Pattern.compile(".*\\bpg_(?:try_)?advisory_lock(?:_shared)?\\s*\\(.*");

  private static final Pattern PREPARED =
      Pattern.compile("prepare\\b(?! transaction).*|declare\\b.* with hold .*");

  private static final Pattern OTHER =
      Pattern.compile(".*\\b(?:dblink_connect(?:_u)?|setseed|set_limit)\\s*\\(.*");

  /** Matches a {@code DO} block that may leave something in the session. */
  private static final Pattern IN_BLOCK =
      Pattern.compile(
          "(?s).*(?:\\bset_config\\b|\\btemp(?:orary)?\\b|\\bpg_(?:try_)?advisory_lock|\\blisten\\b"
              + "|(?:\\bbegin|\\bthen|\\belse|\\bloop|;)\\s+set\\s+(?!local\\b)|'\\s*set\\s+).*");

  private static final Pattern READS_EARLIER = Pattern.compile(".*\\b(?:lastval|currval)\\s*\\(.*");

  private StatementEffects() {}

  /**
   * Returns whether {@link PostgreSqlSessions#clear} and restored settings remove every effect of a
   * statement.
   */
  static boolean isRestorable(String sql) {
    return words(sql).stream()
        .noneMatch(
            words ->
                LOCK.matcher(words).matches()
                    || OTHER.matcher(words).matches()
                    || words.startsWith("load ")
                    || (words.startsWith("do ") && sql.contains("pg_"))
                    || words.startsWith("set seed"));
  }

  private static Pattern selectOf(String call) {
    return Pattern.compile("select " + call + "(?:\\s*,\\s*" + call + ")*");
  }

  private static List<String> words(String sql) {
    return SqlWords.of(sql, Syntax.DOLLAR_QUOTES);
  }

  static SessionEffect effectOf(String sql) {
    return SessionSql.of(words(sql), words -> effectOfOne(words, sql));
  }

  /** Returns whether a statement reads what an earlier statement left in the session. */
  static boolean readsEarlier(String sql) {
    return words(sql).stream().anyMatch(words -> READS_EARLIER.matcher(words).matches());
  }

  /**
   * Returns whether a statement takes a lock or prepares a statement that a rollback does not
   * remove, see {@link PostgreSqlRawSql#requireFit}.
   */
  static boolean outlivesTransaction(String sql) {
    return words(sql).stream()
        .anyMatch(words -> LOCK.matcher(words).matches() || PREPARED.matcher(words).matches());
  }

  private static SessionEffect effectOfOne(String words, String sql) {
    if (OVER.matcher(words).matches()) {
      return SessionEffect.NONE;
    }
    if (SETTING.matcher(words).matches()) {
      return words.startsWith("set seed")
          ? SessionEffect.lost("a seed of random()")
          : SessionEffect.REPEATED;
    }
    if (CONFIG.matcher(words).matches()) {
      return effectOfConfig(words);
    }
    if (TEMPORARY.matcher(words).matches()) {
      return SessionEffect.lostBesides("a temporary table");
    }
    if (LOCK.matcher(words).matches()) {
      return SessionEffect.lostBesides("a lock of the session");
    }
    if (PREPARED.matcher(words).matches()) {
      return SessionEffect.lost("a prepared statement or cursor");
    }
    if (words.startsWith("listen ")) {
      return SessionEffect.lost("a channel that it listens to");
    }
    if (OTHER.matcher(words).matches()) {
      return SessionEffect.lostBesides("a setting of a function");
    }
    boolean isBlock = words.startsWith("do ");
    return isBlock && IN_BLOCK.matcher(sql.toLowerCase(Locale.ROOT)).matches()
        ? SessionEffect.lostBesides("a setting of its block")
        : SessionEffect.NONE;
  }

  private static SessionEffect effectOfConfig(String words) {
    if (LOCAL_CONFIG.matcher(words).matches()) {
      return SessionEffect.NONE;
    }
    return SESSION_CONFIG.matcher(words).matches()
        ? SessionEffect.REPEATED
        : SessionEffect.lostBesides("a setting with a computed value");
  }
}
