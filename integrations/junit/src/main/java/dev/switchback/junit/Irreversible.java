package dev.switchback.junit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The migrations that cannot be reverted, each with the sentence of the library about it.
 *
 * @param reasons by the name of the migration
 */
record Irreversible(Map<String, String> reasons) {

  static final Irreversible NONE = new Irreversible(Map.of());

  private static final Pattern LINE = Pattern.compile("Migration '([^']+)' cannot be reverted.*");

  /**
   * Reads the refusal of a run down: a sentence for each migration, then what to do. Empty if the
   * run was refused for another reason.
   */
  static Irreversible in(@Nullable String refusal) {
    Map<String, String> reasons = new LinkedHashMap<>();
    String current = null;
    for (String line : String.valueOf(refusal).lines().toList()) {
      Matcher sentence = LINE.matcher(line);
      if (sentence.matches()) {
        current = sentence.group(1);
        reasons.put(current, line);
      } else if (line.startsWith("Nothing was run.")) {
        break;
      } else if (current != null) {
        reasons.merge(current, line, (before, more) -> before + "\n" + more);
      }
    }
    return reasons.isEmpty() ? NONE : new Irreversible(reasons);
  }

  boolean contains(String migration) {
    return reasons.containsKey(migration);
  }
}
