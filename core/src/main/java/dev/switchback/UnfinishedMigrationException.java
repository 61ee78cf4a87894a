package dev.switchback;

/**
 * A migration was left unfinished by a run that failed or died, and this run cannot finish it by
 * itself. The message says what stands in its way, what is done of the migration, and what settles
 * it.
 */
public final class UnfinishedMigrationException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  private final String migration;

  UnfinishedMigrationException(MigrationName migration, String message) {
    super("Migration '" + migration + "' " + message);
    this.migration = migration.value();
  }

  /** The name of the migration. */
  public String migration() {
    return migration;
  }
}
