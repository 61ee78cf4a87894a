package dev.switchback;

import java.util.Locale;

/** How an unfinished migration is settled by hand, see {@link Migrator#resolve}. */
public enum Resolution {
  /** The step that was on its way took effect: the next run continues behind it. */
  APPLIED,
  /** The step that was on its way took no effect: the next run sends it again. */
  NOT_APPLIED,
  /**
   * Nothing of the migration stands any more, or what does is wanted as it is: its journal is
   * forgotten, and the next run begins at step 1.
   */
  ABANDON;

  /** The word for it in commands: {@code not-applied}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
