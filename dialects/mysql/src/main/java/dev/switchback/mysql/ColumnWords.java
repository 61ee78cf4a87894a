package dev.switchback.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The definition of a column in the server's own words, of which some are replaced: {@code MODIFY
 * COLUMN} needs all of it, and what is not repeated is lost. Words that are not known here stay
 * where they are.
 */
final class ColumnWords {

  /** What follows a default in {@code SHOW CREATE TABLE}. */
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
   * Gives it another type.
   *
   * @param isText whether that has a character set, which stays then unless the old type brought it
   *     along: {@code uuid()} on MySQL, and {@code json()} on MariaDB
   */
  void type(String another, boolean isText) {
    boolean wasUuid = type.equals("char(36)") && characterSet.endsWith(" ascii");
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

  /** Whether the server numbers its rows. */
  boolean isNumbered() {
    return others.stream().anyMatch("AUTO_INCREMENT"::equalsIgnoreCase);
  }

  /** Whether its values are made from other columns. */
  boolean isGenerated() {
    return !generation.isEmpty();
  }

  /** Whether they are, and are kept or not. */
  boolean isGeneratedAs(boolean isVirtual) {
    return generation.endsWith(isVirtual ? " VIRTUAL" : " STORED");
  }

  /** Gives it another expression: {@code GENERATED ALWAYS AS (…) STORED}. */
  void generation(String another) {
    generation = another;
  }

  /** Gives it another collation, with the character set that this is for. */
  void collation(String another) {
    characterSet = "";
    collation = "COLLATE " + another;
  }

  /** Lets it take {@code NULL}. */
  void nullable() {
    nullability = "NULL";
  }

  /** Lets it refuse {@code NULL}, which it cannot have as a default then. */
  void notNull() {
    nullability = "NOT NULL";
    if (defaultValue.equals("DEFAULT NULL")) {
      defaultValue = "";
    }
  }

  /** Gives it another default: {@code DEFAULT …}, or nothing. */
  void defaultValue(String another) {
    defaultValue = another;
    keepsDefault = false;
  }

  /**
   * Whether a question mark is left of what the server said, which may stand for a character beyond
   * U+FFFF: its words are in the old utf8. In an expression, MySQL 8.0 shows one for each byte.
   */
  boolean keepsQuestionMark() {
    return (keepsType && type.contains("?"))
        || (keepsDefault && defaultValue.contains("?"))
        || generation.contains("????")
        || check.contains("????");
  }

  /**
   * Whether bytes are left of what the server said that are no text, and that a driver replaced.
   */
  boolean keepsBytes() {
    return keepsDefault && defaultValue.indexOf('\ufffd') >= 0 && originalType.contains("binary");
  }

  /** Writes a constant default as an expression, if it is to be one. */
  void expressDefault(boolean isExpression) {
    if (isExpression && defaultValue.startsWith("DEFAULT '")) {
      defaultValue = "DEFAULT (" + defaultValue.substring("DEFAULT ".length()) + ")";
    }
  }

  /** Gives it another comment: {@code COMMENT …}, or nothing. */
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
