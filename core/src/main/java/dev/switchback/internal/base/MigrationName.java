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
 * The name of a migration, {@code 20250102090000-add-topic-to-rooms}, which the schema history
 * records and every command prints and accepts. Names are compared by code point, never by a
 * database's collation. The name of a repeatable migration is {@code r-active-users}, which sorts
 * behind all others.
 *
 * <p>Uses loops instead of regular expressions: each start of each application creates all names
 * twice, before the JIT has compiled anything.
 */
public record MigrationName(String value) implements Comparable<MigrationName> {

  /** The maximum length of a name, and the width of its column in the schema history. */
  public static final int LONGEST = 255;

  /** The number of digits of a timestamp. */
  private static final int DIGITS = 14;

  private static final String WHITE_SPACE = " \t\n\u000b\f\r";

  /** The index in a class name of the underscore before the description. */
  private static final int DESCRIPTION = 15;

  /** How the name of a repeatable migration begins. */
  private static final String REPEATABLE = "r-";

  /** How the name of the class of a repeatable migration begins. */
  private static final String REPEATABLE_CLASS = "R_";

  /**
   * Returns the migration name for the simple name of a class. Empty if the class is not named like
   * a migration.
   *
   * @throws ConfigurationException if it is named like a migration, but the name is invalid
   */
  public static Optional<MigrationName> ofClass(String simpleName) {
    if (isRepeatableClass(simpleName)) {
      return Optional.of(repeatable(simpleName));
    }
    if (!isName(simpleName)) {
      return Optional.empty();
    }
    String timestamp = simpleName.substring(1, DESCRIPTION);
    requireDate(timestamp, simpleName);
    String description =
        simpleName.length() == DESCRIPTION ? null : simpleName.substring(DESCRIPTION + 1);
    String name = description == null ? timestamp : timestamp + "-" + kebab(description);
    return Optional.of(notTooLong(name, simpleName));
  }

  static boolean isRepeatableClass(String simpleName) {
    return simpleName.startsWith(REPEATABLE_CLASS);
  }

  private static MigrationName repeatable(String simpleName) {
    String words = kebab(simpleName.substring(REPEATABLE_CLASS.length()));
    String description = words.startsWith("-") ? words.substring(1) : words;
    if (description.isEmpty()) {
      throw new ConfigurationException(
          "Class '%s' – nothing follows R_, which begins the name of a repeatable migration. Nothing was run. Name it R_ and what it makes: R_ActiveUsers."
              .formatted(simpleName));
    }
    return notTooLong(REPEATABLE + description, simpleName);
  }

  private static MigrationName notTooLong(String name, String simpleName) {
    if (name.length() > LONGEST) {
      throw new ConfigurationException(
          "Class '%s' – its migration name has %d characters, and %d is the limit. Nothing was run."
                  .formatted(simpleName, name.length(), LONGEST)
              + " Give it a shorter description.");
    }
    return new MigrationName(name);
  }

  /**
   * Returns the name for a text in a metadata table. Empty if the text cannot be the name of a
   * migration.
   */
  public static Optional<MigrationName> ofRecord(@Nullable String text) {
    return text != null && mayBeRecorded(text)
        ? Optional.of(new MigrationName(text))
        : Optional.empty();
  }

  /**
   * Accepts fourteen digits, optionally followed by a hyphen and any text, so that names of other
   * tools are included. Also accepts the names of repeatable migrations.
   */
  private static boolean mayBeRecorded(String text) {
    int length = text.length();
    if (text.startsWith(REPEATABLE)) {
      return length > REPEATABLE.length() && WHITE_SPACE.indexOf(text.charAt(length - 1)) < 0;
    }
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

  /**
   * Returns whether the simple name of a class is {@code M}, fourteen digits, and optionally an
   * underscore and a description. Or, for a repeatable migration, {@code R_} and a name.
   */
  public static boolean isName(String simpleName) {
    return isRepeatableClass(simpleName) || isVersioned(simpleName);
  }

  private static boolean isVersioned(String simpleName) {
    int length = simpleName.length();
    return length >= DESCRIPTION
        && simpleName.charAt(0) == 'M'
        && areDigits(simpleName, 1)
        && (length == DESCRIPTION
            || (length > DESCRIPTION + 1 && simpleName.charAt(DESCRIPTION) == '_'));
  }

  /** Returns the simple name of a class, which may be nested. */
  public static String simple(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
  }

  private static void requireDate(String timestamp, String simpleName) {
    try {
      LocalDateTime.of( // initializing a formatter is slow
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

  /** Returns the number that two digits represent. */
  private static int number(String digits, int begin) {
    return (digits.charAt(begin) - '0') * 10 + digits.charAt(begin + 1) - '0';
  }

  /** Converts to words in lower case, with hyphens between them. */
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

  /** Converts {@code AddTopic}, {@code add_topic} and {@code add topic} to {@code add-topic}. */
  static String inWordsOf(String text) {
    return kebab(text.strip().replaceAll("[^\\p{L}\\p{N}]+", "_"))
        .toLowerCase(Locale.ROOT)
        .replaceAll("^-+|-+$", "");
  }

  /** Returns whether a word begins at a letter, as in addTopic, add2Topics and HTTPServer. */
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

  /** Returns names for a sentence, quoted and separated by commas. */
  public static String inWords(Collection<?> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }

  /** Returns what a reason and a plan say of a squash that is recorded and not executed. */
  public static String inPlaceOf(int count) {
    return "in place of " + count + (count == 1 ? " migration" : " migrations");
  }

  /** Returns names as the subject of a sentence: {@code Migrations 'a', 'b'}. */
  public static String subject(Collection<MigrationName> names) {
    return (names.size() == 1 ? "Migration " : "Migrations ") + inWords(names);
  }

  /**
   * Returns whether both names have the same timestamp or the same description, as after a class
   * was renamed.
   */
  public boolean isLike(MigrationName other) {
    return timestamp().equals(other.timestamp()) || description().equals(other.description());
  }

  /** Returns whether this is the name of a repeatable migration. */
  public boolean isRepeatable() {
    return isRepeatable(value);
  }

  /** Returns whether a recorded name is that of a repeatable migration. */
  public static boolean isRepeatable(String name) {
    return name.startsWith(REPEATABLE);
  }

  /** Returns what follows the timestamp and its hyphen, or an empty string. */
  String description() {
    if (isRepeatable()) {
      return value.substring(REPEATABLE.length());
    }
    return value.length() > DIGITS ? value.substring(DIGITS + 1) : "";
  }

  /** Returns the first fourteen characters. Empty for a repeatable migration. */
  public String timestamp() {
    return isRepeatable() ? "" : value.substring(0, DIGITS);
  }

  @Override
  public int compareTo(MigrationName other) {
    String others = other.value;
    if (hasNoPairs(value) && hasNoPairs(others)) {
      return value.compareTo(others); // several times faster, with the same result
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

  /** Compares as a record does. The generated method is slow to initialize. */
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
