package dev.switchback.dialect;

import java.util.Set;

/**
 * How a database that folds unquoted names keeps the names of a table and its parts. They are
 * folded, or exact if they were quoted when they were created.
 *
 * @param isExact whether the name of the table is kept exactly, as new parts of it will be
 * @param others the parts for which the opposite holds
 */
public record KeptNames(boolean isExact, Set<String> others) {

  /** Names of a table that is folded with all its parts, or that does not exist. */
  public static final KeptNames FOLDED = new KeptNames(false, Set.of());

  /** Names that are all kept exactly. */
  public static final KeptNames EXACT = new KeptNames(true, Set.of());

  public KeptNames {
    others = Set.copyOf(others);
  }

  /** Returns whether the table, or a part of it, is kept exactly under {@code name}. */
  public boolean isExact(String name) {
    return isExact != others.contains(name);
  }
}
