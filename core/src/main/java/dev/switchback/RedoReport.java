package dev.switchback;

import java.io.Serializable;

/**
 * The result of {@link Migrator#redo}.
 *
 * @param reverted the reverted migrations, latest first
 * @param applied the same migrations, applied again, oldest first
 */
public record RedoReport(MigrationReport reverted, MigrationReport applied)
    implements Serializable {

  /** Returns the lines of both reports. */
  @Override
  public String toString() {
    return reverted.isEmpty() ? applied.toString() : reverted + "\n" + applied;
  }
}
