package dev.switchback.dialect;

import java.util.Set;

/**
 * How a database that folds plain names keeps the names of a table and of its parts: folded, or
 * exactly as they are, because they were quoted when they were made.
 *
 * @param isExact whether the name of the table is kept exactly, and a new part of it will be
 * @param others the parts of which the opposite is so
 */
public record KeptNames(boolean isExact, Set<String> others) {

  /** Of a table that is folded with all its parts, or that does not exist. */
  public static final KeptNames FOLDED = new KeptNames(false, Set.of());

  /** Of names that are all kept exactly. */
  public static final KeptNames EXACT = new KeptNames(true, Set.of());

  public KeptNames {
    others = Set.copyOf(others);
  }

  /** Whether the table, or a part of it, is kept exactly under {@code name}. */
  public boolean isExact(String name) {
    return isExact != others.contains(name);
  }
}
