package dev.switchback.mysql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a server. A part that it does not tell is taken for the newest there can be.
 *
 * @param text as the server says it
 */
record ServerVersion(String text, int major, int minor, int patch) {

  /**
   * Up to 10.11 MariaDB puts {@code 5.5.5-} in front, for replicas that expect a single digit; its
   * own driver takes it away, Connector/J does not.
   */
  private static final Pattern PARTS =
      Pattern.compile("^(?:5\\.5\\.5-(?=\\d))?(\\d{1,4})(?:\\.(\\d{1,4}))?(?:\\.(\\d{1,4}))?");

  /** Later than any. */
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
