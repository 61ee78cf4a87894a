package dev.switchback;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The name of a migration, {@code 20250102090000-add-topic-to-rooms}: what the history records and
 * every command prints and accepts. Compared by code point, never by a database's collation.
 */
record MigrationName(String value) implements Comparable<MigrationName> {

  /** What the history's column holds. */
  static final int LONGEST = 255;

  static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern CLASS_NAME = Pattern.compile("M(\\d{14})(?:_(.+))?");

  /** What the history may hold, other tools' names included. */
  private static final Pattern RECORDED = Pattern.compile("\\d{14}(-(.*\\S)?)?", Pattern.DOTALL);

  /** Where a new word begins: addTopic, HTTPServer, add_topic. */
  private static final Pattern WORD =
      Pattern.compile("_+|(?<=[\\p{Ll}\\d])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  /**
   * The name that a class has by its simple name, or nothing if it does not look like one.
   *
   * @throws ConfigurationException if it looks like one and is not
   */
  static Optional<MigrationName> ofClass(String simpleName) {
    Matcher matcher = CLASS_NAME.matcher(simpleName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String timestamp = matcher.group(1);
    try {
      LocalDateTime.parse(timestamp, TIMESTAMP);
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
    String description = matcher.group(2);
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
  static Optional<MigrationName> ofRecord(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(name -> RECORDED.matcher(name).matches())
        .map(MigrationName::new);
  }

  private static String kebab(String description) {
    return WORD.matcher(description).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** Names for a sentence: between quotes, with commas between. */
  static String inWords(Collection<?> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }

  /** The same as the subject of a sentence: {@code Migrations 'a', 'b'}. */
  static String subject(Collection<MigrationName> names) {
    return (names.size() == 1 ? "Migration " : "Migrations ") + inWords(names);
  }

  /** The first fourteen characters. */
  String timestamp() {
    return value.substring(0, 14);
  }

  @Override
  public int compareTo(MigrationName other) {
    return Arrays.compare(value.codePoints().toArray(), other.value.codePoints().toArray());
  }

  @Override
  public String toString() {
    return value;
  }
}
