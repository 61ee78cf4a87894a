package dev.switchback.mysql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a server. A missing part counts as the newest possible.
 *
 * @param text as the server reports it
 */
record ServerVersion(String text, int major, int minor, int patch) {

  /**
   * Matches the version. Up to 10.11, MariaDB adds the prefix {@code 5.5.5-}, for replicas that
   * expect a single digit. MariaDB's driver removes the prefix; Connector/J does not.
   */
  private static final Pattern PARTS =
      Pattern.compile("^(?:5\\.5\\.5-(?=\\d))?(\\d{1,4})(?:\\.(\\d{1,4}))?(?:\\.(\\d{1,4}))?");

  /** A version later than all others. */
  static final ServerVersion NEWEST = of("");

  static ServerVersion of(String text) {
    Matcher parts = PARTS.matcher(text);
    boolean found = parts.find();
    return new ServerVersion(
        text, part(found, parts, 1), part(found, parts, 2), part(found, parts, 3));
  }

  private static int part(boolean found, Matcher parts, int group) {
    return found && parts.group(group) != null
        ? Integer.parseInt(parts.group(group))
        : Integer.MAX_VALUE;
  }

  boolean isBefore(int otherMajor, int otherMinor, int otherPatch) {
    if (major != otherMajor) {
      return major < otherMajor;
    }
    return minor != otherMinor ? minor < otherMinor : patch < otherPatch;
  }
}
