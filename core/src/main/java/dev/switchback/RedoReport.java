package dev.switchback;

import java.io.Serializable;

/**
 * What {@link Migrator#redo} did.
 *
 * @param reverted the migrations that it reverted, latest first
 * @param applied the same, as it applied them again, oldest first
 */
public record RedoReport(MigrationReport reverted, MigrationReport applied)
    implements Serializable {

  /** The lines of both reports. */
  @Override
  public String toString() {
    return reverted.isEmpty() ? applied.toString() : reverted + "\n" + applied;
  }
}
