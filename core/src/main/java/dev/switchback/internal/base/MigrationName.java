package dev.switchback.internal.base;

import dev.switchback.ConfigurationException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The name of a migration, {@code 20250102090000-add-topic-to-rooms}: what the history records and
 * every command prints and accepts. Compared by code point, never by a database's collation.
 *
 * <p>Each start of each application makes all of them twice, when nothing is compiled yet: hence
 * loops in place of patterns.
 */
public record MigrationName(String value) implements Comparable<MigrationName> {

  /** What the history's column holds. */
  public static final int LONGEST = 255;

  /** Of a date and a time. */
  private static final int DIGITS = 14;

  private static final String WHITE_SPACE = " \t\n\u000b\f\r";

  /** Where the description begins in the name of a class, behind an underscore. */
  private static final int DESCRIPTION = 15;

  /**
   * The name that a class has by its simple name, or nothing if it does not look like one.
   *
   * @throws ConfigurationException if it looks like one and is not
   */
  public static Optional<MigrationName> ofClass(String simpleName) {
    if (!isName(simpleName)) {
      return Optional.empty();
    }
    String timestamp = simpleName.substring(1, DESCRIPTION);
    requireDate(timestamp, simpleName);
    String description =
        simpleName.length() == DESCRIPTION ? null : simpleName.substring(DESCRIPTION + 1);
    String name = description == null ? timestamp : timestamp + "-" + kebab(description);
    if (name.length() > LONGEST) {
      throw new ConfigurationException(
          "Class '%s' – its migration name has %d characters, and %d is the limit. Nothing was run."
                  .formatted(simpleName, name.length(), LONGEST)
              + " Give it a shorter description.");
    }
    return Optional.of(new MigrationName(name));
  }

  /** The name that a table holds, or nothing if no migration can have it. */
  public static Optional<MigrationName> ofRecord(@Nullable String text) {
    return text != null && mayBeRecorded(text)
        ? Optional.of(new MigrationName(text))
        : Optional.empty();
  }

  /** Fourteen digits, and a hyphen and anything; other tools' names included. */
  private static boolean mayBeRecorded(String text) {
    int length = text.length();
    return length >= DIGITS
        && areDigits(text, 0)
        && (length == DIGITS
            || (text.charAt(DIGITS) == '-'
                && (length == DIGITS + 1 || WHITE_SPACE.indexOf(text.charAt(length - 1)) < 0)));
  }

  private static boolean areDigits(String text, int begin) {
    for (int i = begin; i < begin + DIGITS; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Whether the simple name of a class is {@code M}, fourteen digits, and a description. */
  public static boolean isName(String simpleName) {
    int length = simpleName.length();
    return length >= DESCRIPTION
        && simpleName.charAt(0) == 'M'
        && areDigits(simpleName, 1)
        && (length == DESCRIPTION
            || (length > DESCRIPTION + 1 && simpleName.charAt(DESCRIPTION) == '_'));
  }

  /** The simple name of a class, which may be in another one. */
  public static String simple(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
  }

  private static void requireDate(String timestamp, String simpleName) {
    try {
      LocalDateTime.of( // a formatter is slow to come by
          number(timestamp, 0) * 100 + number(timestamp, 2),
          number(timestamp, 4),
          number(timestamp, 6),
          number(timestamp, 8),
          number(timestamp, 10),
          number(timestamp, 12));
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          "Class '"
              + simpleName
              + "' – there is no date "
              + timestamp
              + ". Nothing was run. Name it M, four digits of a year and two each of month, day,"
              + " hour, minute and second: M20250131120000_AddTopicToRooms.",
          e);
    }
  }

  /** Of two digits. */
  private static int number(String digits, int begin) {
    return (digits.charAt(begin) - '0') * 10 + digits.charAt(begin + 1) - '0';
  }

  /** Words in small letters, with hyphens between them. */
  private static String kebab(String description) {
    char[] letters = description.toCharArray();
    char[] words = new char[letters.length * 2];
    int length = 0;
    boolean isAscii = true;
    for (int i = 0; i < letters.length; i++) {
      char letter = letters[i];
      isAscii &= letter <= 'z';
      boolean isUnderscore = letter == '_';
      boolean isFirst = i == 0 || letters[i - 1] != '_';
      if (isUnderscore ? isFirst : i > 0 && beginsWord(letters, i)) {
        words[length++] = '-';
      }
      if (!isUnderscore) {
        words[length++] = letter <= 'Z' && letter >= 'A' ? (char) (letter + ('a' - 'A')) : letter;
      }
    }
    String name = new String(words, 0, length);
    return isAscii ? name : name.toLowerCase(Locale.ROOT);
  }

  /** {@code AddTopic}, {@code add_topic} and {@code add topic} as {@code add-topic}. */
  static String inWordsOf(String text) {
    return kebab(text.strip().replaceAll("[^\\p{L}\\p{N}]+", "_"))
        .toLowerCase(Locale.ROOT)
        .replaceAll("^-+|-+$", "");
  }

  /** As in addTopic, add2Topics and HTTPServer. */
  private static boolean beginsWord(char[] letters, int i) {
    if (!isUpper(letters[i])) {
      return false;
    }
    char before = letters[i - 1];
    return isLower(before)
        || (before >= '0' && before <= '9')
        || (isUpper(before) && i + 1 < letters.length && isLower(letters[i + 1]));
  }

  private static boolean isUpper(char letter) {
    return letter <= 'z'
        ? letter >= 'A' && letter <= 'Z'
        : Character.getType(letter) == Character.UPPERCASE_LETTER;
  }

  private static boolean isLower(char letter) {
    return letter <= 'z' ? letter >= 'a' : Character.getType(letter) == Character.LOWERCASE_LETTER;
  }

  /** Names for a sentence: between quotes, with commas between. */
  public static String inWords(Collection<?> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }

  /** The same as the subject of a sentence: {@code Migrations 'a', 'b'}. */
  public static String subject(Collection<MigrationName> names) {
    return (names.size() == 1 ? "Migration " : "Migrations ") + inWords(names);
  }

  /** Whether both have one time or one description, as when a class was renamed. */
  public boolean isLike(MigrationName other) {
    return timestamp().equals(other.timestamp()) || description().equals(other.description());
  }

  /** What comes behind the time and its hyphen, or an empty text. */
  String description() {
    return value.length() > DIGITS ? value.substring(DIGITS + 1) : "";
  }

  /** The first fourteen characters. */
  public String timestamp() {
    return value.substring(0, DIGITS);
  }

  @Override
  public int compareTo(MigrationName other) {
    String others = other.value;
    if (hasNoPairs(value) && hasNoPairs(others)) {
      return value.compareTo(others); // several times as quick, and the same
    }
    int end = Math.min(value.length(), others.length());
    for (int i = 0; i < end; i++) {
      if (value.charAt(i) != others.charAt(i)) {
        return Integer.compare(value.codePointAt(i), others.codePointAt(i));
      }
    }
    return Integer.compare(value.length(), others.length());
  }

  private static boolean hasNoPairs(String text) {
    return text.codePointCount(0, text.length()) == text.length();
  }

  /** As a record has it, which takes long to be made ready. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MigrationName name && value.equals(name.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
