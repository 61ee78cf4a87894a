package dev.switchback.internal.base;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values for {@code ${name}} in the scripts of Flyway. The case of a name does not matter. */
public final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public Placeholders(Map<String, String> values) {
    this.values.putAll(values);
  }

  /**
   * Returns the text with the values, everywhere in it, as Flyway has it.
   *
   * @throws SqlFile.Refused if a placeholder has no value
   */
  String replaced(String file, String text) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    StringBuilder replaced = new StringBuilder();
    while (placeholder.find()) {
      String value = values.get(placeholder.group(1));
      if (value == null) {
        throw unknown(file, text, placeholder);
      }
      placeholder.appendReplacement(replaced, Matcher.quoteReplacement(value));
    }
    return placeholder.appendTail(replaced).toString();
  }

  private static SqlFile.Refused unknown(String file, String text, Matcher placeholder) {
    long line = text.substring(0, placeholder.start()).chars().filter(c -> c == '\n').count() + 1;
    return new SqlFile.Refused(
        "SQL file '%s:%d' – the placeholder '%s' has no value. No script was sent. Return its value from placeholders(). If the text itself is meant, return that as its value"
            .formatted(file, line, placeholder.group()));
  }
}
