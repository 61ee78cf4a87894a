package dev.switchback;

import java.util.Locale;

/** The decision about an unfinished migration, see {@link Migrator#resolve}. */
public enum Resolution {
  /** The step in flight took effect. The next run continues after it. */
  APPLIED,
  /** The step in flight had no effect. The next run sends it again. */
  NOT_APPLIED,
  /**
   * The steps of the migration were undone by hand, or their effect is kept as it is. The journal
   * of the migration is deleted, and the next run begins at step 1.
   */
  ABANDON;

  /** Returns the word for it in commands: {@code not-applied}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
