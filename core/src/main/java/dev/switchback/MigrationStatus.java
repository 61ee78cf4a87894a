package dev.switchback;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration and its state.
 *
 * @param appliedAtOrNull when it was applied, by the clock of the database; for a repeatable
 *     migration, when it ran last
 * @param unfinishedOrNull its completed steps, if it is unfinished
 */
public record MigrationStatus(
    String name,
    State state,
    @Nullable Instant appliedAtOrNull,
    @Nullable UnfinishedSteps unfinishedOrNull) {

  /** The state of a migration. */
  public enum State {
    /** It is recorded, and has a class. */
    APPLIED,
    /**
     * It has a class, and is not recorded. Or it is repeatable and runs again, because its steps
     * have changed since it ran last or a run down came after it; then {@link #appliedAt} is
     * present.
     */
    PENDING,
    /** It is recorded but has no class, so it cannot be reverted. */
    MISSING,
    /** A run began it, up or down, and did not complete it. The next run resumes it. */
    UNFINISHED;

    /** Returns the word for it in commands. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns whether it is a {@link RepeatableMigration}, by its name. */
  public boolean isRepeatable() {
    return name.startsWith("r-");
  }

  /**
   * Returns when it was applied, in UTC. Empty if it is pending, unless it is repeatable and ran
   * before.
   */
  public Optional<Instant> appliedAt() {
    return Optional.ofNullable(appliedAtOrNull);
  }

  /** Returns its completed steps; empty unless it is unfinished. */
  public Optional<UnfinishedSteps> unfinished() {
    return Optional.ofNullable(unfinishedOrNull);
  }

  /** Returns a human-readable line: the state and the name. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%-10s  %s", state, name);
  }
}
