package dev.switchback;

/**
 * A failed or dead run has left a migration unfinished, and this run cannot resume it by itself.
 * The message reports the obstacle, the completed steps, and how to resolve the migration.
 */
public final class UnfinishedMigrationException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  private final String migration;

  /**
   * Creates an exception for a migration.
   *
   * @param problem the text after its name in the message
   */
  public UnfinishedMigrationException(String migration, String problem) {
    super("Migration '" + migration + "' " + problem);
    this.migration = migration;
  }

  /** Returns the name of the migration. */
  public String migration() {
    return migration;
  }
}
