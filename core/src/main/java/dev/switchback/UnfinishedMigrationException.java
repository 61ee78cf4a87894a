package dev.switchback;

/**
 * A migration was left unfinished by a run that failed or died, and this run cannot finish it by
 * itself. The message says what stands in its way, what is done of the migration, and what settles
 * it.
 */
public final class UnfinishedMigrationException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  private final String migration;

  /**
   * About one migration.
   *
   * @param problem what follows its name in the message
   */
  public UnfinishedMigrationException(String migration, String problem) {
    super("Migration '" + migration + "' " + problem);
    this.migration = migration;
  }

  /** The name of the migration. */
  public String migration() {
    return migration;
  }
}
