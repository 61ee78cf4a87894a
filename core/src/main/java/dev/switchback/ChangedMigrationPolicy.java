package dev.switchback;

/**
 * What becomes of a run that finds an applied migration changed: its class asks for other steps
 * than those that were applied. A run up looks for it only when there is something to apply. A run
 * down looks only at the migrations that it is to revert.
 */
public enum ChangedMigrationPolicy {
  /** The run is refused before anything is run. */
  FAIL,

  /**
   * A run up goes on, and a warning names the migration. A run down is refused, as by {@link
   * #FAIL}: it would undo what the class says now, and not what was applied.
   */
  WARN,

  /**
   * Nobody looks, and no class of an applied migration is loaded only to be compared. A run down
   * undoes what the class says now.
   */
  IGNORE
}
