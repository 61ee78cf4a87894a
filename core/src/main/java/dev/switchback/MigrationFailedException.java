package dev.switchback;

/**
 * A migration failed. The cause is what it threw, or what the driver said of its statement.
 *
 * <p>Migrations before it in the same run are done and recorded, see {@link #completed()}; those
 * behind it were not begun. The message says what remains of the failed one.
 */
public final class MigrationFailedException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  private final String migration;
  private final Direction direction;
  private final MigrationReport completed;

  /**
   * About one migration.
   *
   * @param completed the migrations of the same run that were done before
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

  /** The name of the migration that failed. */
  public String migration() {
    return migration;
  }

  /** Which way it went. */
  public Direction direction() {
    return direction;
  }

  /** The migrations of the same run that were done before. */
  public MigrationReport completed() {
    return completed;
  }
}
