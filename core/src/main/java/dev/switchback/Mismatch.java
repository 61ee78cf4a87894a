package dev.switchback;

/**
 * What becomes of a run up that finds an applied migration changed: its class asks for other steps
 * than those that were applied. It is looked for only when there is something to apply.
 */
public enum Mismatch {
  /** The run is refused before anything is run. */
  FAIL,

  /** The run goes on, and a warning in the log names the migration. */
  WARN,

  /** Nobody looks, and no class of an applied migration is loaded. */
  IGNORE
}
