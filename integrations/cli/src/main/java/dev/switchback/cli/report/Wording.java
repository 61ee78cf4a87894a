package dev.switchback.cli.report;

import dev.switchback.LockHolder;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import dev.switchback.dialect.TableSize;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts that the terminal and the pages share. */
public final class Wording {

  private Wording() {}

  /** Names the active run. Only a session of the server proves that its process lives. */
  public static String activeRun(LockHolder holder) {
    return holder.session().isPresent()
        ? "Active: a run holds the lock (" + holder + ")."
        : "Active, unless its process was killed: a run holds the lock (" + holder + ").";
  }

  /**
   * Returns when a migration was applied, in UTC, which squash replaces it, and in which direction
   * it is unfinished. For a repeatable one, also whether it runs again, or never ran.
   */
  public static String lastRun(MigrationStatus migration) {
    List<String> parts = new ArrayList<>();
    migration.appliedAt().ifPresent(at -> parts.add(at.truncatedTo(ChronoUnit.SECONDS).toString()));
    migration.replacedBy().ifPresent(squash -> parts.add("by " + squash));
    migration.unfinished().ifPresent(steps -> parts.add("during " + steps.direction()));
    if (migration.isRepeatable() && migration.state() == State.PENDING) {
      parts.add(migration.appliedAt().isPresent() ? "runs again" : "never ran");
    }
    return String.join(", ", parts);
  }

  /** Returns the size of a table, in parentheses. */
  public static String sizeOf(TableSize size) {
    return String.format(
        Locale.ROOT, "(about %d rows, %d KB)", size.rows(), Math.max(1, size.bytes() / 1024));
  }
}
