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

  /** Thrown if a placeholder has no value. */
  static final class Unknown extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int line;

    private Unknown(String placeholder, int line) {
      super(placeholder);
      this.line = line;
    }

    /** Returns the line of the placeholder, counted from 1. */
    int line() {
      return line;
    }
  }

  /**
   * Returns the text with the values, everywhere in it, as Flyway has it.
   *
   * @throws Unknown if a placeholder has no value
   */
  String replaced(String text) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    StringBuilder replaced = new StringBuilder();
    while (placeholder.find()) {
      String value = values.get(placeholder.group(1));
      if (value == null) {
        String before = text.substring(0, placeholder.start());
        throw new Unknown(
            placeholder.group(), (int) before.chars().filter(c -> c == '\n').count() + 1);
      }
      placeholder.appendReplacement(replaced, Matcher.quoteReplacement(value));
    }
    return placeholder.appendTail(replaced).toString();
  }
}
