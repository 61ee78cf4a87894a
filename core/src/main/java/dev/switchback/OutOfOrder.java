package dev.switchback;

/**
 * What becomes of a late migration: one that is pending, and older than one that is applied, as
 * when two branches are merged.
 */
public enum OutOfOrder {
  /** It is applied, and a line in the log says so. */
  ALLOW,

  /** It is applied, and a warning in the log says so. */
  WARN,

  /** The run is refused before anything is run, and the message says how to rename it. */
  REJECT
}
