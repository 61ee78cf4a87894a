package dev.switchback.h2;

import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionSql;
import dev.switchback.dialect.SqlWords;
import dev.switchback.dialect.SqlWords.Syntax;
import java.util.List;
import java.util.regex.Pattern;

/** What a statement leaves in a session of H2. */
final class H2Session {

  /** What belongs to a user. */
  private static final Pattern NOT_OF_SESSION = Pattern.compile("set (?:password|salt)\\b.*");

  /** A global one belongs to the database, and stays there until that is closed. */
  private static final Pattern TEMPORARY =
      Pattern.compile("(?:create|declare)\\b(?: \\w+){0,3}? temp(?:orary)? .*");

  private static final Pattern VARIABLE = Pattern.compile(".*(?:@\\S+\\s*:=|\\bset\\s*\\(\\s*@).*");

  private static final Pattern READS_EARLIER =
      Pattern.compile(
          ".*\\b(?:last_insert_id|identity\\s*\\(|scope_identity|lastval|currval"
              + "|current value for)\\b?.*");

  private H2Session() {}

  private static List<String> words(String sql) {
    return SqlWords.of(sql, Syntax.DOLLAR_QUOTES);
  }

  static SessionEffect effectOf(String sql) {
    return SessionSql.of(words(sql), H2Session::effectOfOne);
  }

  /** Whether it asks what an earlier statement of the session left. */
  static boolean readsEarlier(String sql) {
    return words(sql).stream()
        .filter(words -> !words.startsWith("create ") && !words.startsWith("alter "))
        .anyMatch(words -> READS_EARLIER.matcher(words).matches());
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
