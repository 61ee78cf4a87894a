package dev.switchback.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules by which H2 stores names. H2 folds an unquoted name, or one in backticks, to upper or
 * lower case, depending on the database's settings. It stores a name in double quotes exactly.
 * Source: {@code org.h2.command.Tokenizer}, and tried on 2.3.232 and 2.5.252 in every mode.
 */
final class H2Names {

  /** Matches names that folding changes: a name without a letter stays the same. */
  private static final Pattern PLAIN = Pattern.compile("(?=.*[a-z])[a-z_][a-z0-9_]*");

  private static final Pattern FOLDED = Pattern.compile("(?=.*[A-Z])[A-Z_][A-Z0-9_]*");

  private H2Names() {}

  /** Returns whether {@code name} can be written without quotes, and H2 then folds it. */
  static boolean isPlain(String name) {
    return PLAIN.matcher(Rereading.present(name)).matches();
  }

  /** Returns whether {@code name} is in the form to which H2 folds plain names. */
  static boolean isUpper(String name) {
    return FOLDED.matcher(Rereading.present(name)).matches();
  }

  /**
   * Returns what the catalogue shows for a part of {@code table} written as {@code name}. It is in
   * upper case if the table is written in upper case.
   */
  static String inCatalog(String table, String name) {
    return isUpper(table) ? folded(name) : written(name);
  }

  /** Returns whether H2 folds plain names to upper case. */
  static boolean foldsToUpper(Connection connection) throws SQLException {
    return connection.getMetaData().storesUpperCaseIdentifiers();
  }

  /** Returns the stored form of a name if H2 folds to upper case. */
  static String folded(String name) {
    return isPlain(name) ? name.toUpperCase(Locale.ROOT) : name;
  }

  /** Returns the written form of a stored name if H2 folds to upper case. */
  static String written(String kept) {
    return isUpper(kept) ? kept.toLowerCase(Locale.ROOT) : kept;
  }
}
