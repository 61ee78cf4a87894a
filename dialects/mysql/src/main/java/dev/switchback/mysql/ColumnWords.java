package dev.switchback.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The definition of a column as the server writes it, with some parts replaced. {@code MODIFY
 * COLUMN} needs the whole definition and removes what is not repeated. Unknown parts stay where
 * they are.
 */
final class ColumnWords {

  /** The keywords that can follow a default in {@code SHOW CREATE TABLE}. */
  private static final Set<String> BEHIND_DEFAULT =
      Set.of("ON", "AUTO_INCREMENT", "COMMENT", "CHECK");

  private static final Set<String> OF_NUMBERS = Set.of("UNSIGNED", "ZEROFILL");

  private final List<String> words;
  private int at;

  private final String originalType;
  private String type = "";
  private String characterSet = "";
  private String collation = "";
  private String generation = "";
  private String nullability = "";
  private String defaultValue = "";
  private final List<String> others = new ArrayList<>();
  private String comment = "";
  private String check = "";
  private boolean keepsType = true;
  private boolean keepsDefault = true;

  ColumnWords(String definition) {
    words = Words.of(definition);
    type = take(1);
    while (isAt("(") || OF_NUMBERS.contains(word()) || word().startsWith("/*M!")) {
      type += isAt("(") ? take(1) : " " + take(1);
    }
    originalType = type;
    while (at < words.size()) {
      readAttribute();
    }
  }

  private void readAttribute() {
    switch (word()) {
      case "CHARACTER" -> characterSet = take(3);
      case "COLLATE" -> collation = take(2);
      case "NOT" -> nullability = take(2);
      case "NULL" -> nullability = take(1);
      case "DEFAULT" -> defaultValue = take(defaultLength());
      case "COMMENT" -> comment = take(2);
      case "GENERATED" -> generation = take(5); // ALWAYS AS (…) STORED
      case "CHECK" -> check = take(2);
      default -> others.add(take(1));
    }
  }

  private int defaultLength() {
    int end = at + 1;
    while (end < words.size() && !endsDefault(words.get(end))) {
      end++;
    }
    return end - at;
  }

  private static boolean endsDefault(String word) {
    return BEHIND_DEFAULT.contains(word.toUpperCase(Locale.ROOT)) || word.startsWith("/*");
  }

  private boolean isAt(String beginning) {
    return at < words.size() && words.get(at).startsWith(beginning);
  }

  private String word() {
    return at < words.size() ? words.get(at).toUpperCase(Locale.ROOT) : "";
  }

  private String take(int count) {
    int start = at;
    at = Math.min(words.size(), at + count);
    return Words.join(words.subList(start, at));
  }

  /**
   * Sets another type.
   *
   * @param isText whether the new type has a character set. The old character set then stays,
   *     unless it came from the old type: {@code uuid()} on MySQL, and {@code json()} on MariaDB
   */
  void type(String another, boolean isText) {
    boolean wasUuid =
        type.equals("char(36)")
            && characterSet.endsWith(" ascii")
            && (collation.isEmpty() || collation.endsWith(" ascii_general_ci"));
    boolean wasJson = type.equals("longtext") && check.contains("json_valid");
    if (!isText || wasUuid || wasJson) {
      characterSet = "";
      collation = "";
    }
    if (wasJson) {
      check = "";
    }
    type = another;
    keepsType = false;
  }

  /** Returns whether the server numbers the rows of this column. */
  boolean isNumbered() {
    return others.stream().anyMatch("AUTO_INCREMENT"::equalsIgnoreCase);
  }

  /** Makes the server number the rows of this column, or not. */
  void numbered(boolean isNumbered) {
    others.removeIf("AUTO_INCREMENT"::equalsIgnoreCase);
    if (isNumbered) {
      others.add("AUTO_INCREMENT");
    }
  }

  /** Returns whether the column is generated from other columns. */
  boolean isGenerated() {
    return !generation.isEmpty();
  }

  /** Returns whether the column is generated, and virtual or stored as given. */
  boolean isGeneratedAs(boolean isVirtual) {
    return generation.endsWith(isVirtual ? " VIRTUAL" : " STORED");
  }

  /** Sets another expression: {@code GENERATED ALWAYS AS (…) STORED}. */
  void generation(String another) {
    generation = another;
  }

  /** Sets another collation, and the character set that belongs to it. */
  void collation(String another) {
    characterSet = "";
    collation = "COLLATE " + another;
  }

  /** Allows {@code NULL}. */
  void nullable() {
    nullability = "NULL";
  }

  /** Forbids {@code NULL}, and removes a default of {@code NULL}. */
  void notNull() {
    nullability = "NOT NULL";
    if (defaultValue.equals("DEFAULT NULL")) {
      defaultValue = "";
    }
  }

  /** Sets another default: {@code DEFAULT …}, or an empty string for none. */
  void defaultValue(String another) {
    defaultValue = another;
    keepsDefault = false;
  }

  /**
   * Returns whether a question mark remains of the server's definition. It may stand for a
   * character beyond U+FFFF, because the server writes definitions in the old utf8. In an
   * expression, MySQL 8.0 shows one question mark for each byte.
   */
  boolean keepsQuestionMark() {
    return (keepsType && type.contains("?"))
        || (keepsDefault && defaultValue.contains("?"))
        || generation.contains("????")
        || check.contains("????");
  }

  /**
   * Returns whether a binary default remains that the driver could not decode as text and replaced.
   */
  boolean keepsBytes() {
    return keepsDefault && defaultValue.indexOf('\ufffd') >= 0 && originalType.contains("binary");
  }

  /** Writes a constant default as an expression if {@code isExpression} is true. */
  void expressDefault(boolean isExpression) {
    if (isExpression && defaultValue.startsWith("DEFAULT '")) {
      defaultValue = "DEFAULT (" + defaultValue.substring("DEFAULT ".length()) + ")";
    }
  }

  /** Sets another comment: {@code COMMENT …}, or an empty string for none. */
  void comment(String another) {
    comment = another;
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.addAll(List.of(type, characterSet, collation, generation, nullability, defaultValue));
    parts.addAll(others);
    parts.addAll(List.of(comment, check));
    parts.removeIf(String::isEmpty);
    return Words.join(parts);
  }
}
