package dev.switchback.junit;

import dev.switchback.ConfigurationException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time from which on migrations are checked one by one.
 *
 * @param digits the date and time, as in the names of migrations
 */
record Mark(String digits) {

  private static final Pattern NAME = Pattern.compile("M?(\\d{14})(?:[-_].*)?");
  private static final Pattern DATE = Pattern.compile("\\d{8}");

  /** A mark before every migration. */
  static final Mark NONE = new Mark("");

  /** Reads a name of a migration, its fourteen digits, or a date of eight digits. */
  static Mark of(String text) {
    Matcher name = NAME.matcher(text);
    if (name.matches()) {
      return new Mark(name.group(1));
    }
    if (DATE.matcher(text).matches()) {
      return new Mark(text);
    }
    throw new ConfigurationException(
        "since('%s') – it is no name of a migration, and no time. Nothing was run. Write the name of a migration, or a time such as 20260101 or 20260101000000."
            .formatted(text));
  }

  /** Returns the migrations that are older than this mark. */
  List<String> olderOf(List<String> migrations) {
    return migrations.stream().filter(this::isAfter).toList();
  }

  /** Returns the migrations to check. */
  List<String> othersOf(List<String> migrations) {
    return migrations.stream().filter(name -> !isAfter(name)).toList();
  }

  private boolean isAfter(String migration) {
    return migration.compareTo(digits) < 0;
  }
}
