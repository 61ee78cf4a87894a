package dev.switchback.dialect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the versions of servers. */
public final class ServerVersions {

  private ServerVersions() {}

  /** Returns the number at the beginning of a version. Rejects a version without one. */
  public static int majorOf(String version) {
    Matcher number = Pattern.compile("[0-9]{1,4}").matcher(version);
    if (!number.lookingAt()) {
      throw new IllegalArgumentException(
          "Version '" + version + "' – it does not begin with a number. Write 15, or 8.0.36");
    }
    return Integer.parseInt(number.group());
  }

  /**
   * Rejects a server that is too old.
   *
   * @param database the database's name as its vendor spells it
   * @param found the server's version
   * @param least the lowest version that the dialect supports
   */
  public static void refuse(boolean tooOld, String database, String found, String least) {
    if (tooOld) {
      throw new UnsupportedByDialectException(
          database,
          "migrate a server of version " + found,
          "Nothing was run. Use version " + least + " or a later one.");
    }
  }
}
