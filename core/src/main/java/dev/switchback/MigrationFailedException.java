package dev.switchback;

/**
 * A migration failed. The cause is the exception of the migration, or of the driver for its
 * statement.
 *
 * <p>Earlier migrations of the run are applied or reverted, and recorded; see {@link #completed()}.
 * Later migrations have not begun. The message reports which steps of the failed migration remain.
 */
public final class MigrationFailedException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  private final String migration;
  private final Direction direction;
  private final MigrationReport completed;

  /**
   * Creates an exception for a migration.
   *
   * @param completed the earlier migrations of the run
   */
  public MigrationFailedException(
      String message,
      String migration,
      Direction direction,
      MigrationReport completed,
      Throwable cause) {
    super(message, cause);
    this.migration = migration;
    this.direction = direction;
    this.completed = completed;
  }

  /** Returns the name of the migration that failed. */
  public String migration() {
    return migration;
  }

  /** Returns the direction of the migration. */
  public Direction direction() {
    return direction;
  }

  /** Returns the earlier migrations of the run. */
  public MigrationReport completed() {
    return completed;
  }
}
