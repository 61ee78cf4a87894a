package dev.switchback.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How H2 keeps names. It folds one that is not quoted, or stands in backticks, to the letters that
 * the settings of the database say; one between double quotes it keeps exactly. Source: {@code
 * org.h2.command.Tokenizer}, and tried on 2.3.232 and 2.5.252 in every mode.
 */
final class H2Names {

  /** Without a letter, it is the same either way. */
  private static final Pattern PLAIN = Pattern.compile("(?=.*[a-z])[a-z_][a-z0-9_]*");

  private static final Pattern FOLDED = Pattern.compile("(?=.*[A-Z])[A-Z_][A-Z0-9_]*");

  private H2Names() {}

  /** Whether {@code name} may be written without quotes, and is folded then. */
  static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches();
  }

  /** Whether {@code name} is as H2 folds a plain one to upper case. */
  static boolean isUpper(String name) {
    return FOLDED.matcher(name).matches();
  }

  /**
   * What the catalogue shows for a part of {@code table} that is written as {@code name}: folded if
   * the table is written so.
   */
  static String inCatalog(String table, String name) {
    return isUpper(table) ? folded(name) : written(name);
  }

  /** Whether names are folded to upper case; if not, a plain one is kept as it is written. */
  static boolean areUpper(Connection connection) throws SQLException {
    return connection.getMetaData().storesUpperCaseIdentifiers();
  }

  /** The name that H2 keeps for a plain one, where it folds to upper case. */
  static String folded(String name) {
    return isPlain(name) ? name.toUpperCase(Locale.ROOT) : name;
  }

  /** The name that is folded to {@code kept}, where H2 folds to upper case. */
  static String written(String kept) {
    return isUpper(kept) ? kept.toLowerCase(Locale.ROOT) : kept;
  }
}
