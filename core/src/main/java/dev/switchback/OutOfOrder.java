package dev.switchback;

/**
 * The policy for migrations that are out of order: pending, and older than an applied migration.
 * This happens when branches are merged.
 */
public enum OutOfOrder {
  /** Applies the migration, with a line in the log. */
  ALLOW,

  /** Applies the migration, with a warning in the log. */
  WARN,

  /**
   * Refuses the run before any migration runs. The message explains how to rename the migration.
   */
  REJECT
}
