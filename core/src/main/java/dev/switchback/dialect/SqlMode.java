package dev.switchback.dialect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What quotes mean after the statements of a file that change {@code sql_mode}, as files of
 * mysqldump do. A value that is not in the file makes it uncertain.
 */
final class SqlMode {

  /** Whether something applies. */
  private enum Known {
    YES,
    NO,
    UNCERTAIN
  }

  private record Quotes(Known backslashes, Known names) {}

  private static final Pattern NAMED = Pattern.compile("(?is).*\\bsql_mode\\b.*");

  private static final Pattern SAVED =
      Pattern.compile("(?i)@(\\w+)\\s*:?=\\s*@@(?:(?:session|local)\\s*\\.\\s*)?sql_mode\\b");

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)(?:@@(?:(?:session|local)\\s*\\.\\s*)?|\\b(?:session|local)\\s+|[\\s,])sql_mode\\s*:?="
              + "\\s*(?:'([^']*)'|\"([^\"]*)\"|@(\\w+)|)");

  private static final Pattern OF_ALL =
      Pattern.compile("(?i)(?:global|persist|persist_only)(?:\\s+|\\s*\\.\\s*)sql_mode\\b");

  private final Map<String, Quotes> saved = new HashMap<>();
  private Quotes now;

  /**
   * The mode of the session.
   *
   * @param hasBackslashes whether a backslash escapes the next character in text
   * @param hasNames whether double quotes enclose a name
   */
  SqlMode(boolean hasBackslashes, boolean hasNames) {
    now = new Quotes(known(hasBackslashes), known(hasNames));
  }

  private static Known known(boolean is) {
    return is ? Known.YES : Known.NO;
  }

  /** Returns whether a backslash escapes the next character. */
  boolean hasBackslashes() {
    return now.backslashes() != Known.NO;
  }

  /** Returns whether it is not certain what a backslash before this quote means. */
  boolean isUncertain(char quote) {
    return now.backslashes() == Known.UNCERTAIN
        || (quote == '"' && now.backslashes() == Known.YES && now.names() != Known.NO);
  }

  /** Notes what a statement of the file changes. */
  void read(String statement) {
    if (!NAMED.matcher(statement).matches()) {
      return;
    }
    Matcher save = SAVED.matcher(statement);
    while (save.find()) {
      saved.put(save.group(1).toLowerCase(Locale.ROOT), now);
    }
    Matcher assigned = ASSIGNED.matcher(OF_ALL.matcher(statement).replaceAll("other"));
    while (assigned.find()) {
      now = quotes(assigned);
    }
  }

  private Quotes quotes(Matcher assigned) {
    String modes = assigned.group(1) == null ? assigned.group(2) : assigned.group(1);
    if (modes != null) {
      String all = modes.toUpperCase(Locale.ROOT);
      return new Quotes(known(!all.contains("NO_BACKSLASH_ESCAPES")), known(all.contains("ANSI")));
    }
    Quotes uncertain = new Quotes(Known.UNCERTAIN, Known.UNCERTAIN);
    String variable = assigned.group(3);
    return variable == null
        ? uncertain
        : saved.getOrDefault(variable.toLowerCase(Locale.ROOT), uncertain);
  }
}
