package dev.switchback;

/**
 * The policy for applied migrations that have changed: their class no longer asks for the applied
 * steps. A run up checks this only if it has a migration to apply. A run down checks only the
 * migrations that it will revert.
 */
public enum ChangedMigrationPolicy {
  /** Refuses the run before any migration runs. */
  FAIL,

  /**
   * Continues a run up, with a warning that names the migration. Refuses a run down, as {@link
   * #FAIL} does: it would undo the steps of the class as it is now, not the applied steps.
   */
  WARN,

  /**
   * Disables the check. No class of an applied migration is loaded for it. A run down undoes the
   * steps of the class as it is now.
   */
  IGNORE
}
